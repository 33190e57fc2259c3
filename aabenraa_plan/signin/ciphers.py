"""Secrets of second steps, unreadable in the database and its backups without SECRET_KEY."""

import base64
import hashlib
import logging

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

PURPOSE = b"aabenraa_plan.signin.ciphers"
log = logging.getLogger(__name__)


def cipher() -> MultiFernet:
    """Of the key in use and those it followed (SECRET_KEY_FALLBACKS), so that a change of keys loses nothing."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(PURPOSE + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def sealed(secret: str) -> str:
    return cipher().encrypt(secret.encode()).decode()


def sealed_anew(text: str) -> str | None:
    """Under the key in use; None where none of the keys fits."""
    try:
        return cipher().rotate(text.encode()).decode()
    except InvalidToken:
        return None


def opened(text: str) -> str | None:
    """None where none of the keys fits."""
    try:
        return cipher().decrypt(text.encode()).decode()
    except InvalidToken:
        log.error("A second step cannot be read: SECRET_KEY is not the one it was stored under.")
        return None
