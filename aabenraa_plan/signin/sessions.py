"""A session ends when nobody has used it for a while, and some hours after the sign-in whatever is done in it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils import timezone

BEGUN, SEEN = "signed_in_at", "seen_at"
RENEWED_AFTER = 60
"""Seconds: a page that is asked for sooner after the last writes nothing."""
ENDED = "Du er logget ud, fordi du ikke har brugt siden i {minutes} minutter. Log ind igen for at gå videre."
DAY_OVER = "Du er logget ud, fordi det er {hours} timer siden, du loggede ind. Log ind igen for at gå videre."


def now() -> float:
    return timezone.now().timestamp()


@receiver(user_logged_in)
def begin(sender, request, user, **kwargs):
    request.session[BEGUN] = request.session[SEEN] = now()


class SessionEnd:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if SESSION_KEY in request.session:
            self.end_or_renew(request)
        return self.get_response(request)

    def end_or_renew(self, request):
        why = why_over(request.session)
        if why:
            logout(request)
            messages.info(request, why)
        elif now() - request.session[SEEN] >= RENEWED_AFTER:
            request.session[SEEN] = now()


def why_over(session) -> str | None:
    """A session that does not know when it began is over too."""
    if now() - session.get(BEGUN, 0) >= settings.SESSION_HOURS * 3600:
        return DAY_OVER.format(hours=settings.SESSION_HOURS)
    if now() - session.get(SEEN, 0) >= settings.SESSION_IDLE_MINUTES * 60:
        return ENDED.format(minutes=settings.SESSION_IDLE_MINUTES)
    return None
