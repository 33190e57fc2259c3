"""People and their accounts, for the tests of the administrator's pages."""

from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from django.urls import reverse

from aabenraa_plan.models import Role, User

NEW = {"first_name": "Karen", "last_name": "Holm", "email": "Karen.Holm@Example.dk", "role": "leder"}
PASSWORD = "en lang sætning til prøven"


def another_administrator() -> User:
    return User.objects.create_user(username="anden", role=Role.ADMINISTRATOR, password="x")


def invited(client, **fields) -> str:
    """Invite somebody on the page; the path of the link that it shows."""
    return urlsplit(client.post(reverse("user_invite"), NEW | fields).context["link"]).path


def chosen_password(client, path: str, password: str = PASSWORD):
    """Follow the link to the form and send a password; the answer."""
    form = client.get(path, follow=True)
    return client.post(form.request["PATH_INFO"], {"password1": password, "password2": password})


def with_second_step(user: User) -> User:
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "hemmeligheden"})
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "frøet"})
    return user
