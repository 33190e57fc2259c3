"""What is done to somebody's way of signing in."""

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import transaction

from aabenraa_plan.models import User


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
