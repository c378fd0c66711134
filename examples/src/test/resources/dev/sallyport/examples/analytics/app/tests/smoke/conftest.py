"""The smoke tests ask the platform that --host names, with the key of its API."""

import json
import os
import urllib.error
import urllib.request
import uuid

import pytest


def pytest_addoption(parser):
    parser.addoption("--host", required=True)


class Platform:
    def __init__(self, host):
        self.host = host.rstrip("/")

    def ask(self, method, path, body=None):
        request = urllib.request.Request(
            self.host + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": "Bearer " + os.environ["API_KEY"]},
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.headers, refused.read()


@pytest.fixture
def platform(request):
    return Platform(request.config.getoption("--host"))


@pytest.fixture
def form(platform):
    """A form of the test's own, which goes with it."""
    name = "smoke-" + str(uuid.uuid4())
    yield name
    status, _, _ = platform.ask("DELETE", "/api/v2/forms/" + name)
    assert status == 204
