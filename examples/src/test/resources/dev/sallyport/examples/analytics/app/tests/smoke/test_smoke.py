import json


def respond(platform, form, score):
    status, _, _ = platform.ask("POST", f"/api/v2/forms/{form}/responses", {"score": score})
    assert status == 201


def test_is_healthy(platform):
    status, headers, body = platform.ask("GET", "/health")
    assert status == 200
    assert headers["X-Version"]
    assert json.loads(body)["status"] == "up"


def test_takes_responses(platform, form):
    respond(platform, form, 8)
    respond(platform, form, 4)
    status, headers, body = platform.ask("GET", f"/api/v2/analytics/forms/{form}/metrics")
    assert status == 200
    assert headers["X-Analytics"] == "on"
    assert json.loads(body)["responses"] == 2
    assert json.loads(body)["mean_score"] == 6


def test_answers_queries(platform, form):
    respond(platform, form, 8)
    status, _, body = platform.ask("POST", "/api/v2/analytics/query", {"form": form})
    assert status == 200
    assert json.loads(body)["result"] == {"all": 1}


def test_makes_reports(platform, form):
    respond(platform, form, 8)
    status, headers, body = platform.ask("GET", f"/api/v2/analytics/forms/{form}/report.pdf")
    assert status == 200
    assert headers["Content-Type"] == "application/pdf"
    assert body.startswith(b"%PDF-")


def test_refuses_a_score_that_is_none(platform, form):
    status, _, _ = platform.ask("POST", f"/api/v2/forms/{form}/responses", {"score": 11})
    assert status == 422


def test_its_plugins_are_up(platform):
    status, _, body = platform.ask("GET", "/api/v2/plugins")
    assert status == 200
    assert set(json.loads(body).values()) == {"up"}
