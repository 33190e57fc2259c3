"""The site as it runs for real, over a PostgreSQL that can be made to fail, and people who are logged in at it."""

import os
import pwd
import re
import secrets
import socket
import struct
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager, suppress
from importlib import import_module
from pathlib import Path

import environ
import requests
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection, connections
from django.db.utils import load_backend
from django.test import override_settings

from aabenraa_plan.signin.sessions import BEGUN, SEEN, now
from scripts.postgres import free_port, reachable_binaries

ROOT = Path(__file__).resolve().parent.parent
HOST = "testserver"
"""The one host that `benchmarks.settings` answers to."""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "sessionid", "csrftoken"
KEY = secrets.token_hex()
"""The tests' own may be too weak for a real installation."""
SECONDS = 60
MARK = re.compile(r'name="seen" value="([^"]*)"')


def wait_until(happened, what: str):
    until = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < until, f"Waited {SECONDS} seconds in vain: {what}"
        time.sleep(0.02)


@contextmanager
def served(address: str, *, workers: int = 2):
    """The site on the database of that address; yields its own."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "aabenraa_plan.wsgi"]
    own = {"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "DATABASE_URL": address, "DEBUG": "false"}
    how = {"SECRET_KEY": KEY, "MFA_REQUIRED": "false", "BIND": f"127.0.0.1:{port}", "WEB_WORKERS": str(workers)}
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | own | how, stdout=subprocess.DEVNULL)
    try:
        wait_until(lambda: listens(port), "the site starts")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(SECONDS)


def listens(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Person:
    """Somebody who is logged in: their session is made in the database in use."""

    def __init__(self, site: str, user):
        self.site, token = site, secrets.token_hex(16)
        self.headers = {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "Origin": f"https://{HOST}",
            "X-CSRFToken": token,
            "Cookie": f"{SESSION_COOKIE_NAME}={session_of(user)}; {CSRF_COOKIE_NAME}={token}",
        }

    def get(self, path: str) -> requests.Response:
        return requests.get(self.site + path, headers=self.headers, timeout=SECONDS, allow_redirects=False)

    def post(self, path: str, data=None, **options) -> requests.Response:
        options = {"timeout": SECONDS, "allow_redirects": False} | options
        return requests.post(self.site + path, data=data, headers=self.headers, **options)

    def seen(self, path: str) -> str:
        """The mark that the forms of a page carry."""
        return MARK.search(self.get(path).text)[1]


@override_settings(SECRET_KEY=KEY)
def session_of(user) -> str:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[BEGUN] = session[SEEN] = now()
    session.save()
    return session.session_key


@contextmanager
def in_use_at(address: str):
    """The database of that address is the default one."""
    before = connections["default"]
    wanted = before.settings_dict | environ.Env.db_url_config(address)
    connections["default"] = load_backend(wanted["ENGINE"]).DatabaseWrapper(wanted, "default")
    try:
        yield
    finally:
        connection.close()
        connections["default"] = before


class Server:
    """The PostgreSQL whose data lies in that folder: it can be stopped as by a power cut, and started again."""

    def __init__(self, home: Path, programs: Path):
        self.home, self.programs = home, reachable_binaries(programs)

    def run(self, *arguments: str):
        nobody = pwd.getpwnam("nobody")
        identity = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        command = [self.programs / "pg_ctl", *arguments, "-D", self.home / "data"]
        subprocess.run(command, check=True, timeout=SECONDS, cwd=self.home, stdout=subprocess.DEVNULL, **identity)

    def crash(self):
        """Nothing is written any more; what was committed is found in the log at the next start."""
        self.run("stop", "-m", "immediate")

    def start(self):
        """With the options it had."""
        self.run("restart", "-w", "-l", str(self.home / "log"))


class Cable:
    """Between the site and its database: a port that passes everything on, until it is cut."""

    def __init__(self, port: int):
        self.to, self.whole, self.ends = port, True, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            near, _ = self.listener.accept()
            try:
                self.join(near)
            except OSError:
                torn(near)

    def join(self, near: socket.socket):
        if not self.whole:
            raise OSError("cut")
        far = socket.create_connection(("127.0.0.1", self.to))
        self.ends += [near, far]
        for pair in ((near, far), (far, near)):
            threading.Thread(target=passed_on, args=pair, daemon=True).start()

    def cut(self):
        self.whole = False
        while self.ends:
            torn(self.ends.pop())

    def mend(self):
        self.whole = True


def passed_on(here: socket.socket, there: socket.socket):
    with suppress(OSError):
        while said := here.recv(65536):
            there.sendall(said)
    for end in (here, there):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


def torn(end: socket.socket):
    """Closed without a farewell, as when a cable is pulled out: the other side gets a reset."""
    with suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        end.shutdown(socket.SHUT_RDWR)
    end.close()
