"""The mail of what waits for a person, sent to a real SMTP server on this machine."""

import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import date
from email import message_from_bytes, policy
from io import StringIO

import environ
import pytest
from aiosmtpd.controller import Controller
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from aabenraa_plan.models import Role, User
from reports.models import Meeting
from scripts.postgres import free_port
from tests.people import NEW
from tests.reading import text_of
from tests.reports import report_in_hand

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]
IN_MAY = date(2023, 5, 10)
SLIPPED_IN = "\r\nBcc: fremmed@example.dk"


class Postbox:
    """Keeps what it is sent, and refuses the addresses it does not know."""

    def __init__(self, unknown=(), unreadable=()):
        self.unknown, self.unreadable, self.kept = set(unknown), set(unreadable), []

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in self.unknown:
            return f"550 <{address}> is unknown here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.unreadable & set(envelope.rcpt_tos):
            return "451 Try again later"
        self.kept.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"

    @property
    def recipients(self) -> list[str]:
        return [address for addresses, _ in self.kept for address in addresses]


@contextmanager
def serving(settings, **refusals):
    """A mail server on a free port, named to the site as its environment would; stopped after."""
    postbox, port = Postbox(**refusals), free_port()
    use(settings, port)
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield postbox
    finally:
        controller.stop()


def use(settings, port: int):
    for name, value in environ.Env.email_url_config(f"smtp://127.0.0.1:{port}").items():
        setattr(settings, name, value)


@pytest.fixture
def switched_on(settings, monkeypatch):
    settings.DIGEST, settings.SITE_URL = True, "https://plan.example.dk/"
    settings.DEFAULT_FROM_EMAIL = "maal@example.dk"
    monkeypatch.setattr(timezone, "localdate", lambda *moment: IN_MAY)


@pytest.fixture
def people(users):
    """Everyone has an address; a report waits for the approver."""
    for role, user in users.items():
        user.email = f"{role.value}@example.dk"
        user.save()
    report_in_hand("submitted", code="2022Q4")
    return users


def text_in(mail) -> str:
    """Lines end differently on the wire."""
    return mail.get_content().replace("\r\n", "\n")


def digest(**options) -> str:
    out = StringIO()
    call_command("send_digest", stdout=out, **options)
    return out.getvalue()


def test_digest_is_off_by_default_and_sends_nothing(settings, people):
    with serving(settings) as postbox:
        assert digest() == ("The digest is off: set DIGEST=true to send it. --dry-run shows what would be sent.\n")
    assert postbox.kept == []


def test_each_person_with_something_to_do_gets_one_mail(settings, people, switched_on):
    Meeting.objects.create(meets_on=date(2023, 6, 5), papers_due_on=date(2023, 5, 25), made_by=people[Role.MANAGER])
    with serving(settings) as postbox:
        told = digest()
    assert sorted(postbox.recipients) == ["analytiker@example.dk", "godkender@example.dk", "leder@example.dk"]
    assert "Sent to godkender: 1 task." in told
    mail = next(mail for to, mail in postbox.kept if to == ["godkender@example.dk"])
    assert (mail["From"], mail["To"]) == ("maal@example.dk", "godkender@example.dk")
    assert mail["Subject"] == "Mål og budget: 1 opgave venter på dig"
    assert mail.get_content_type() == "text/plain"
    assert text_in(mail) == (
        "Hej\n\n"
        "Materialet til mødet 5. juni 2023 skal være klar 25. maj.\n\n"
        "Det venter på dig:\n\n"
        "- Rapporten for 4. kvartal 2022 (Beskæftigelsesplan 2023-26) venter på at blive læst og godkendt.\n"
        "  https://plan.example.dk/rapporter/bp23/2022Q4/1/\n\n"
        "Overblikket: https://plan.example.dk/\n\n"
        "Du får mailen, fordi opgaverne er dine eller kan løses af dig. Vil du ikke have den, så bed administratoren "
        "om at fjerne din e-mailadresse.\n"
    )


def test_mail_names_what_is_late_and_no_person_and_no_figure(settings, people, switched_on, load):
    load("fleksjobledighed;Aabenraa;2022M12;17,3;;;;;x")
    with serving(settings) as postbox:
        digest()
    bodies = {to[0]: text_in(mail) for to, mail in postbox.kept}
    assert "- Forsinket: " in bodies["analytiker@example.dk"]
    assert "Mål 2 («Lav fleksjobledighed») er ikke opfyldt." in bodies["leder@example.dk"]
    assert "Materialet til mødet" not in bodies["leder@example.dk"]
    assert not any(word in body for body in bodies.values() for word in ("17,3", "Lise", "Gorm"))


def test_nobody_without_an_address_an_account_or_a_task_gets_one(settings, people, switched_on):
    people[Role.MANAGER].email = ""
    people[Role.ANALYST].is_active = False
    for role in (Role.MANAGER, Role.ANALYST):
        people[role].save()
    with serving(settings) as postbox:
        digest()
    assert postbox.recipients == ["godkender@example.dk"]


def test_nothing_is_sent_where_nothing_waits(settings, users, switched_on):
    users[Role.APPROVER].email = "godkender@example.dk"
    users[Role.APPROVER].save()
    with serving(settings) as postbox:
        assert digest() == "Nobody with an e-mail address has anything to do: nothing is sent.\n"
    assert postbox.kept == []


def test_dry_run_shows_the_mails_and_sends_none(settings, people):
    with serving(settings) as postbox:
        told = digest(dry_run=True)
    assert "To godkender: Mål og budget: 1 opgave venter på dig\n\nHej\n" in told
    assert postbox.kept == []


@pytest.mark.parametrize(
    ("refusal", "why"),
    [("unknown", "the mail server refused the address"), ("unreadable", "the mail server refused the text")],
)
def test_refused_mail_is_told_of_and_the_others_get_theirs(refusal, why, settings, people, switched_on):
    with serving(settings, **{refusal: ["godkender@example.dk"]}) as postbox, pytest.raises(CommandError) as problem:
        digest()
    assert str(problem.value) == f"1 of 3 mails could not be sent: godkender ({why})."
    assert problem.value.returncode == 1
    assert sorted(postbox.recipients) == ["analytiker@example.dk", "leder@example.dk"]


def test_address_that_is_none_is_told_of_and_the_others_get_theirs(settings, people, switched_on):
    people[Role.ANALYST].email = "analytiker@example.dk\nBcc: fremmed@example.dk"
    people[Role.ANALYST].save()
    with serving(settings) as postbox, pytest.raises(CommandError) as problem:
        digest()
    assert str(problem.value) == "1 of 3 mails could not be sent: analytiker (the address is not a valid one)."
    assert sorted(postbox.recipients) == ["godkender@example.dk", "leder@example.dk"]


def test_name_with_a_line_break_adds_no_line_to_the_head_of_a_mail(settings, as_role):
    settings.INVITE_BY_MAIL = True
    with serving(settings) as postbox:
        as_role(Role.ADMINISTRATOR).post(reverse("user_invite"), NEW | {"first_name": f"Karen{SLIPPED_IN}"})
    [(to, mail)] = postbox.kept
    assert (to, mail["To"], mail["Bcc"]) == (["karen.holm@example.dk"], "karen.holm@example.dk", None)
    assert mail["Subject"] == "Mål og budget: vælg din adgangskode"


def test_address_with_a_line_break_is_refused_and_nothing_is_mailed(settings, as_role, people):
    settings.INVITE_BY_MAIL = True
    broken, leader = f"karen@example.dk{SLIPPED_IN}", people[Role.MANAGER]
    client, before = as_role(Role.ADMINISTRATOR), User.objects.count()
    with serving(settings) as postbox:
        invited = client.post(reverse("user_invite"), NEW | {"email": broken})
        corrected = client.post(reverse("user", args=[leader.pk]), {"email": broken})
        asked = Client().post(reverse("account_reset_password"), {"email": broken})
    assert [answer.status_code for answer in (invited, corrected, asked)] == [200, 200, 200]
    assert "Skriv en e-mailadresse" in text_of(invited)
    assert (User.objects.count(), User.objects.get(pk=leader.pk).email) == (before, "leder@example.dk")
    assert postbox.kept == []


def test_server_that_is_down_is_one_clear_sentence(settings, people, switched_on):
    port = free_port()
    use(settings, port)
    with pytest.raises(CommandError) as problem:
        digest()
    assert str(problem.value) == (
        f"The mail server 127.0.0.1:{port} cannot be used ([Errno 111] Connection refused). Nothing was sent."
    )
    assert problem.value.returncode == 1


def test_settings_come_from_the_environment_and_are_off_without_them():
    code = "from aabenraa_plan import settings as s; print(s.DIGEST, s.EMAIL_HOST, s.EMAIL_PORT, s.SITE_URL)"
    own = ("DIGEST", "EMAIL_URL", "SITE_URL")
    plain = {name: value for name, value in os.environ.items() if name not in own}
    plain["SECRET_KEY"] = "only-for-this-test-" * 3
    chosen = {"DIGEST": "true", "EMAIL_URL": "smtp+tls://a:b@mail.example.dk:587", "SITE_URL": "https://x.dk"}
    found = [
        subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True).stdout.split()
        for env in (plain, plain | chosen)
    ]
    assert found == [
        ["False", "127.0.0.1", "25", "http://127.0.0.1:8000"],
        ["True", "mail.example.dk", "587", "https://x.dk"],
    ]
