"""The site as gunicorn serves it, and people who are logged in at it, each with a session made in the database."""

import http.client
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib import import_module
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from aabenraa_plan.signin.sessions import BEGUN, SEEN, now
from benchmarks.processes import ROOT
from scripts.postgres import free_port

HOST = "testserver"
"""The one host that `benchmarks.settings` answers to."""
SECONDS = 120
GUNICORN = ("-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "aabenraa_plan.wsgi")
MARK = re.compile(r'name="seen" value="([^"]*)"')
"""What the page of a file asks to have sent back when it is saved."""
CUT = "cut"


@contextmanager
def served(workers: int, **environment: str):
    """The database of this process, or of the environment given, served by others; yields the site's address."""
    port = free_port()
    own = {"BIND": f"127.0.0.1:{port}", "WEB_WORKERS": str(workers), "MFA_REQUIRED": "false"}
    command = [sys.executable, *GUNICORN]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | own | environment, stdout=subprocess.DEVNULL)
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


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    location: str


@dataclass(frozen=True)
class Visitor:
    """A logged-in person; every request is a connection of its own, as through a proxy.

    By the plainest client there is: it runs on the machine that is measured.
    """

    site: str
    session: str
    role: str = ""

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, said: dict) -> Answer:
        return self.ask("POST", path, urlencode(said).encode(), "application/x-www-form-urlencoded")

    def send(self, path: str, name: str, data: bytes) -> Answer:
        """A file."""
        head = f'--{CUT}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = head.encode() + data + f"\r\n--{CUT}--\r\n".encode()
        return self.ask("POST", path, body, f"multipart/form-data; boundary={CUT}")

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Answer:
        through = http.client.HTTPConnection(self.site.removeprefix("http://"), timeout=SECONDS)
        try:
            through.request(method, path, body, self.headers(kind))
            answer = through.getresponse()
            text = answer.read().decode(errors="replace")
            return Answer(answer.status, text, answer.getheader("Location", ""))
        except http.client.HTTPException as problem:
            raise ConnectionError(f"The site broke off: {type(problem).__name__}.") from problem
        finally:
            through.close()

    def headers(self, kind: str) -> dict[str, str]:
        token = secrets.token_hex(16)
        # The names of the cookies are those of `benchmarks.settings`.
        own = {"Host": HOST, "X-Forwarded-Proto": "https", "Origin": f"https://{HOST}", "X-CSRFToken": token}
        own["Cookie"] = f"sessionid={self.session}; csrftoken={token}"
        return own | ({"Content-Type": kind} if kind else {})


def logged_in_at(site: str, user) -> Visitor:
    return Visitor(site, session_of(user), user.role)


def session_of(user) -> str:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[BEGUN] = session[SEEN] = now()
    session.save()
    return session.session_key
