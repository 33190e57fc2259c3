"""A real OpenID provider for the tests (Canaille, all in memory), in a process of its own: `python openid_provider.py`.

Told on stdin, a JSON object a line: first its settings, then users as they now are. Says `ready` after each.
"""

import json
import sys
import threading

from canaille import create_app
from canaille.app import models
from canaille.backends import Backend
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

QUIET = {"version": 1, "disable_existing_loggers": True}


def provider(port: int):
    key = RSAKey.generate_key(2048, private=True, auto_kid=True).as_dict(private=True)
    oidc = {"ACTIVE_JWKS": [key], "REQUIRE_NONCE": False, "TRUSTED_DOMAINS": ["localhost"]}
    config = {"SECRET_KEY": "only-for-this-test", "TESTING": False, "SERVER_NAME": f"localhost:{port}"}
    core = {"DATABASE": "memory", "LOGGING": QUIET, "NAME": "Kommunens login"}
    return create_app({**config, "PREFERRED_URL_SCHEME": "http", "CANAILLE": core, "CANAILLE_OIDC": oidc})


def add_client(*, client: str, secret: str, answer_to: str, scope: list[str]):
    added = models.Client(
        client_id=client,
        client_secret=secret,
        client_name="Mål og budget",
        client_uri=answer_to,
        redirect_uris=[answer_to],
        grant_types=["authorization_code"],
        response_types=["code"],
        token_endpoint_auth_method="client_secret_post",
        scope=scope,
    )
    Backend.instance.save(added)
    added.audience = [added]
    Backend.instance.save(added)


def put_user(*, name: str, password: str, email: str, groups: list[str]):
    backend = Backend.instance
    user = backend.get(models.User, user_name=name) or models.User(user_name=name, given_name="Ea", family_name="Holm")
    user.formatted_name, user.emails, user.password = "Ea Holm", [email], password
    backend.save(user)
    for group in backend.query(models.Group):
        group.members = [member for member in group.members if member != user]
        backend.save(group)
    for wanted in groups:
        group = backend.get(models.Group, display_name=wanted) or models.Group(display_name=wanted, members=[])
        group.members = [*group.members, user]
        backend.save(group)
    backend.reload(user)


def main():
    told = json.loads(sys.stdin.readline())
    app = provider(told["port"])
    with app.app_context():
        add_client(**told["client"])
        server = make_server("localhost", told["port"], app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print("ready", flush=True)
        for line in sys.stdin:
            put_user(**json.loads(line))
            print("ready", flush=True)


main()
