"""Starting the provider of `openid_provider.py`, and changing who is in which group there."""

import json
import socket
import subprocess
import sys
from pathlib import Path

PROVIDER = Path(__file__).with_name("openid_provider.py")
PASSWORD = "kun-til-denne-prøve"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("localhost", 0))
        return taken.getsockname()[1]


class OpenIdProvider:
    def __init__(self, *, answer_to: str):
        self.port, self.client, self.secret = free_port(), "maal-og-budget", "only-for-this-test"
        self.process = subprocess.Popen(
            [sys.executable, str(PROVIDER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        scope = ["openid", "profile", "email", "groups"]
        client = {"client": self.client, "secret": self.secret, "answer_to": answer_to, "scope": scope}
        self.tell({"port": self.port, "client": client})

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def tell(self, said: dict):
        self.process.stdin.write(json.dumps(said) + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "ready\n", "the OpenID provider did not start"

    def put_user(self, name: str, *groups: str, email: str = ""):
        email = email or f"{name}@kommune.test"
        self.tell({"name": name, "password": PASSWORD, "email": email, "groups": list(groups)})

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()
