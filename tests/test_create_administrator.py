"""`manage.py create_administrator`: a link instead of a password, and the way back in."""

from io import StringIO

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.management import CommandError, call_command

from aabenraa_plan.models import AccountChange, Role, User

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def said(username: str) -> list[str]:
    out = StringIO()
    call_command("create_administrator", username, stdout=out)
    return out.getvalue().splitlines()


def test_first_administrator_chooses_a_password_by_the_link(client, settings):
    settings.SITE_URL = "https://plan.kommune.example"
    sentence, link = said("anna")
    assert sentence.startswith("anna chooses a password here, once, until ")
    assert link.startswith("https://plan.kommune.example/adgangskode/ny/")
    anna = User.objects.get(username="anna")
    assert (anna.role, anna.is_active, anna.has_usable_password()) == (Role.ADMINISTRATOR, True, False)
    step = AccountChange.objects.get(account=anna)
    assert (step.step, step.by.username) == ("invited", "system")
    page = client.get(link.removeprefix("https://plan.kommune.example"), follow=True)
    chosen = {"password1": "en-lang-frase-om-vejr", "password2": "en-lang-frase-om-vejr"}
    client.post(page.request["PATH_INFO"], chosen)
    anna.refresh_from_db()
    assert anna.check_password("en-lang-frase-om-vejr")


def test_administrator_who_is_locked_out_gets_a_new_link(users):
    assert "/adgangskode/ny/" in said("administrator")[1]
    step = AccountChange.objects.get(account=users[Role.ADMINISTRATOR])
    assert step.step == "linked"
    assert users[Role.ADMINISTRATOR].check_password("x")


def test_account_of_another_role_is_left_alone(users):
    with pytest.raises(CommandError, match="no active administrator"):
        said("leder")
    users[Role.MANAGER].refresh_from_db()
    assert users[Role.MANAGER].role == Role.MANAGER
    assert not AccountChange.objects.exists()


def test_administrator_by_the_municipalitys_sign_in_gets_no_password(users):
    SocialAccount.objects.create(user=users[Role.ADMINISTRATOR], provider="kommune", uid="1")
    with pytest.raises(CommandError, match="gets no password here"):
        said("administrator")
    assert not AccountChange.objects.exists()


def test_closed_administrator_is_not_let_in_again(users):
    User.objects.filter(username="administrator").update(is_active=False)
    with pytest.raises(CommandError, match="no active administrator"):
        said("administrator")


@pytest.mark.parametrize("name", ["anna b", "", "x" * 151])
def test_name_that_is_none_is_refused(name):
    with pytest.raises(CommandError, match="cannot be a user name"):
        said(name)
    assert not User.objects.filter(username=name).exists()
