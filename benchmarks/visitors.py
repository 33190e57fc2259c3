"""The site as gunicorn serves it, and people who are logged in at it, each with a session made in the database."""

import os
import secrets
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from importlib import import_module

import requests
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from aabenraa_plan.signin.sessions import BEGUN, SEEN, now
from benchmarks.processes import ROOT
from scripts.postgres import free_port

HOST = "testserver"
"""The one host that `benchmarks.settings` answers to."""
SECONDS = 60
GUNICORN = ("-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "aabenraa_plan.wsgi")


@contextmanager
def served(workers: int):
    """The database of this process, served by others; yields the site's address."""
    port = free_port()
    own = {"BIND": f"127.0.0.1:{port}", "WEB_WORKERS": str(workers), "MFA_REQUIRED": "false"}
    command = [sys.executable, *GUNICORN]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | own, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(SECONDS)


def wait_for(port: int):
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The site did not start.")


class Visitor:
    """A logged-in person; every request is a connection of its own, as through a proxy."""

    def __init__(self, site: str, user):
        token = secrets.token_hex(16)
        cookie = f"{settings.SESSION_COOKIE_NAME}={session_of(user)}; {settings.CSRF_COOKIE_NAME}={token}"
        own = {"Host": HOST, "X-Forwarded-Proto": "https", "Origin": f"https://{HOST}", "X-CSRFToken": token}
        self.site, self.headers, self.role = site, own | {"Cookie": cookie}, user.role

    def get(self, path: str) -> requests.Response:
        return requests.get(self.site + path, headers=self.headers, timeout=SECONDS, allow_redirects=False)

    def post(self, path: str, data=None, files=None) -> requests.Response:
        options = {"timeout": SECONDS, "allow_redirects": False}
        return requests.post(self.site + path, data=data, files=files, headers=self.headers, **options)


def session_of(user) -> str:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[BEGUN] = session[SEEN] = now()
    session.save()
    return session.session_key
