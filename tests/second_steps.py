"""An authenticator app for tests: codes by RFC 6238, worked out here and not by the code under test."""

import base64
import hmac
import re
import struct
import time

from django.urls import reverse

PERIOD = 30


def code_of(secret: str, *, ahead: int = 0) -> str:
    """The code the app shows now, or some periods ahead. Waits where the period is about to end."""
    if PERIOD - time.time() % PERIOD < 3:
        time.sleep(3)
    counter = struct.pack(">Q", int(time.time()) // PERIOD + ahead)
    digest = hmac.new(base64.b32decode(secret), counter, "sha1").digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def secret_on(page: str) -> str:
    return re.search(r'<code class="secret">([A-Z2-7]{32})</code>', page).group(1)


def switch_on(client) -> str:
    """Switch the app on for whoever is logged in and has just shown who they are; returns its secret."""
    secret = secret_on(client.get(reverse("mfa_activate_totp")).content.decode())
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    return secret
