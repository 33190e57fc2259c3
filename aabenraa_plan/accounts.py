"""Making accounts: a random first password, shown once and stored only as a hash."""

import secrets

from aabenraa_plan.models import User

PASSWORD_BYTES = 12


def with_random_password(user: User) -> str:
    """Give the user a new random password, save, and return it for the one showing."""
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    user.set_password(password)
    user.save()
    return password
