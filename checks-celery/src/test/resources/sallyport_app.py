# The application of the tests: harmless tasks, and a canary for beat.
import os
import time

import redis
from celery import Celery

URL = os.environ["BROKER"]
app = Celery("sallyport", broker=URL, backend=URL)
app.conf.task_default_queue = os.environ.get("QUEUE", "celery")
app.conf.beat_schedule = {"canary": {"task": "app.canary", "schedule": 1.0}}
app.conf.beat_max_loop_interval = 1
app.conf.worker_prefetch_multiplier = 4


@app.task(name="app.add")
def add(one, two):
    return one + two


@app.task(name="app.sleep")
def sleep(seconds):
    time.sleep(seconds)
    return "slept"


@app.task(name="app.fail")
def fail():
    raise ValueError("as written")


@app.task(name="app.canary")
def canary():
    client = redis.Redis.from_url(URL)
    client.lpush("canary", time.time())
    client.ltrim("canary", 0, 19)
