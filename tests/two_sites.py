"""Several sites over one database and its replica, as processes of their own, and the people who visit them."""

import os
import re
import secrets
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

import requests
from django.test import Client, override_settings

from aabenraa_plan.models import User
from scripts.postgres import free_port

ROOT = Path(__file__).resolve().parent.parent
HOST = "testserver"
"""The one host that `benchmarks.settings` answers to."""
KEY = secrets.token_hex()
"""The tests' own is too weak for a real installation."""
SECONDS = 60
SEEN = re.compile(r'name="seen" value="([^"]*)"')


@contextmanager
def site_on(address: str, **environment: str):
    """The site on the database of that address, with further settings; yields its own address."""
    port = free_port()
    own = {"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "DATABASE_URL": address}
    own |= {"DEBUG": "false", "MFA_REQUIRED": "false"}
    command = [sys.executable, "-m", "gunicorn", "aabenraa_plan.wsgi", "--log-level", "critical"]
    process = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}"],
        cwd=ROOT,
        env=os.environ | own | {"SECRET_KEY": KEY} | environment,
    )
    try:
        wait_until(lambda: listens(port), "the site starts")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(SECONDS)


def wait_until(happened, what: str):
    until = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < until, f"Waited {SECONDS} seconds in vain: {what}"
        time.sleep(0.02)


def listens(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@override_settings(SECRET_KEY=KEY)
def session_of(username: str) -> str:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client.session.session_key


class Visitor:
    """A browser at one of the sites, logged in or not; it keeps the cookie that says how far its writing got."""

    def __init__(self, site: str, username: str = ""):
        self.site, self.token = site, secrets.token_hex(16)
        self.cookies = {"csrftoken": self.token}
        if username:
            self.cookies["sessionid"] = session_of(username)

    @property
    def options(self) -> dict:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Host": HOST, "X-Forwarded-Proto": "https", "Origin": f"https://{HOST}"}
        headers |= {"X-CSRFToken": self.token, "Cookie": cookie}
        return {"headers": headers, "timeout": SECONDS, "allow_redirects": False}

    def get(self, path: str) -> requests.Response:
        return requests.get(self.site + path, **self.options)

    def post(self, path: str, data=None, files=None) -> requests.Response:
        response = requests.post(self.site + path, data=data, files=files, **self.options)
        if "written" in response.cookies:
            self.cookies["written"] = response.cookies["written"]
        return response

    def seen(self, path: str) -> str:
        """The mark that the forms of a page carry."""
        return SEEN.search(self.get(path).text)[1]
