"""What is done to somebody's way of signing in."""

from collections import Counter

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import transaction

from aabenraa_plan.models import User
from aabenraa_plan.signin.ciphers import sealed_anew

SECRETS = ("secret", "seed")
"""What is sealed of an app, and of recovery codes."""


@transaction.atomic
def remove_second_step(*, user: User, by: User) -> int:
    """Every app, key and recovery code of the user, who is told by mail who did it; returns how many there were.

    With the password alone they come no further than to the page where a new second step is made.
    """
    found = Authenticator.objects.filter(user=user)
    number = found.count()
    for authenticator in found:
        authenticator.delete()
    if number:
        transaction.on_commit(lambda: get_adapter().tell(user, "account/email/second_step_removed", {"by": by}))
    return number


@transaction.atomic
def seal_second_steps_anew() -> Counter:
    """Every secret under the key in use, so that earlier keys can go; counts of those sealed, and those no key fits."""
    found = Counter()
    for authenticator in Authenticator.objects.select_for_update().order_by("pk"):
        for name in set(SECRETS) & set(authenticator.data):
            anew = sealed_anew(authenticator.data[name])
            found["sealed" if anew else "lost"] += 1
            authenticator.data[name] = anew or authenticator.data[name]
        authenticator.save(update_fields=["data"])
    return found
