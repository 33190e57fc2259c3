"""gunicorn as a real installation runs it, on a database of its own, and somebody who is logged in."""

import http.client
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils.crypto import get_random_string

from aabenraa_plan.models import User
from scripts.postgres import free_port

ROOT = Path(__file__).parent.parent
GUNICORN = [Path(sys.executable).parent / "gunicorn", "-c", "deploy/gunicorn.conf.py", "aabenraa_plan.wsgi"]
HOST, BOUNDARY = "testserver", "tests-own-boundary"
SECONDS, PATIENCE = 30, 60


@dataclass(frozen=True)
class Served:
    process: subprocess.Popen
    port: int

    def workers(self) -> set[int]:
        return {child.pid for child in psutil.Process(self.process.pid).children()}

    def ask(self, method: str, path: str, body: bytes | None = None, headers=None) -> tuple[int, bytes]:
        """As the proxy would ask; every connection is a new one."""
        through = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            through.request(method, path, body, {"Host": HOST, "X-Forwarded-Proto": "https", **(headers or {})})
            answer = through.getresponse()
            return answer.status, answer.read()
        finally:
            through.close()


@contextmanager
def served(log: Path):
    """The database in use, served by the settings of a real installation; what it says goes to the file."""
    port, used = free_port(), connection.settings_dict
    database = f"postgres://{used['USER']}@{used['HOST']}:{used['PORT']}/{used['NAME']}"
    real = {"DEBUG": "false", "SECRET_KEY": settings.SECRET_KEY, "MFA_REQUIRED": "false"}
    here = {"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "DATABASE_URL": database}
    environment = os.environ | real | here | {"BIND": f"127.0.0.1:{port}", "WEB_WORKERS": "2"}
    with log.open("wb") as said:
        process = subprocess.Popen(GUNICORN, cwd=ROOT, env=environment, stdout=said, stderr=said)
        try:
            site = Served(process, port)
            until(lambda: answers(site))
            yield site
        finally:
            process.terminate()
            process.wait(SECONDS)


def answers(site: Served) -> bool:
    try:
        return site.ask("GET", "/sundhed/lever/")[0] == 200
    except OSError:
        return False


def until(happened):
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "It did not happen in time."
        time.sleep(0.05)


def logged_in(user: User) -> dict[str, str]:
    """The headers with which a browser of theirs would come, forms included."""
    client = Client()
    client.force_login(user)
    csrf = get_random_string(32)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}; {settings.CSRF_COOKIE_NAME}={csrf}"
    return {"Cookie": cookie, "X-CSRFToken": csrf, "Referer": f"https://{HOST}/"}


def with_file(data: bytes) -> tuple[bytes, dict[str, str]]:
    """A form with one file in it, and the header that says so."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    body = head.encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()
    return body, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
