"""Ending the sessions of a user, wherever they are logged in."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from aabenraa_plan.models import User

AT_A_TIME = 500


def end_sessions(user: User):
    """A session tells whose it is only when it is opened, so each is."""
    mine = [
        session.pk
        for session in Session.objects.iterator(AT_A_TIME)
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
    Session.objects.filter(pk__in=mine).delete()
