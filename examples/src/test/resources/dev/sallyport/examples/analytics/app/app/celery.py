"""The background tasks of the platform: a round trip, a canary for beat, and reports by mail."""

import json
import os
import smtplib
import time
import urllib.request
from email.message import EmailMessage
from email.utils import formatdate

import redis
from celery import Celery

URL = "redis://:%s@%s/0" % (os.environ["REDIS_PASSWORD"], os.environ["BROKER_ADDRESS"])
KEY = {"Authorization": "Bearer " + os.environ["API_KEY"]} if os.environ.get("API_KEY") else {}
EVERY = float(os.environ.get("REPORTS_EVERY", "86400"))

app = Celery("form-backend", broker=URL, backend=URL)
app.conf.worker_prefetch_multiplier = 1
app.conf.beat_max_loop_interval = 1
app.conf.beat_schedule = {
    "canary": {"task": "app.canary", "schedule": 1.0, "options": {"expires": 5}},
    "reports": {"task": "reports.send", "schedule": EVERY},
}


@app.task(name="app.add")
def add(one, two):
    return one + two


@app.task(name="app.canary")
def canary():
    client = redis.Redis.from_url(URL)
    client.lpush("canary", time.time())
    client.ltrim("canary", 0, 19)


@app.task(name="reports.send")
def send_reports():
    """Fetches each report that is asked for in config/reports.json and mails it to its readers."""
    with open(os.path.join("config", "reports.json"), encoding="utf-8") as file:
        config = json.load(file)
    sent = 0
    for report in config["reports"]:
        request = urllib.request.Request(report["url"], headers=KEY)
        with urllib.request.urlopen(request, timeout=10) as answer:
            content = answer.read()
            kind = answer.headers.get_content_type()
        message = EmailMessage()
        message["From"] = config["from"]
        message["Date"] = formatdate()
        message["To"] = report["to"]
        message["Subject"] = report["subject"]
        message.set_content("The report is attached.")
        main, sub = kind.split("/", 1)
        message.add_attachment(content, maintype=main, subtype=sub, filename=report["file"])
        with smtplib.SMTP(config["smtp"]["host"], config["smtp"]["port"], timeout=10) as server:
            server.send_message(message)
        sent += 1
    return sent
