"""The link by which somebody chooses their password, and the mail that brings it."""

from datetime import timedelta
from urllib.parse import urljoin

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from aabenraa_plan.formats import danish_moment
from aabenraa_plan.models import User

SUBJECT = "Mål og budget: vælg din adgangskode"
BODY = """Hej {name}

Du har adgang til Mål og budget i Jobcenter Aabenraa som {role}. Vælg din adgangskode her:

{link}

Linket virker én gang og til og med {until}. Dit brugernavn er {username}.

Er linket udløbet, så bed administratoren om et nyt. Kender du ikke til det, så slet mailen.
"""


def path_to(user: User) -> str:
    """Where the user chooses a password: once, and within three days (PASSWORD_RESET_TIMEOUT)."""
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return reverse("account_reset_password_from_key", kwargs=key)


def valid_until() -> str:
    return danish_moment(timezone.localtime() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT))


def mailed(user: User) -> bool:
    """Send the link; whether that could be done. Where not, the administrator hands it on."""
    if not settings.INVITE_BY_MAIL or not user.email:
        return False
    said = {"name": user, "role": user.get_role_display().lower(), "username": user.username}
    body = BODY.format(link=urljoin(settings.SITE_URL, path_to(user)), until=valid_until(), **said)
    try:
        return EmailMessage(SUBJECT, body, to=[user.email]).send() == 1
    except (OSError, ValueError):
        return False
