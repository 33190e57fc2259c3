"""The administrator's pages: finding people, inviting them, changing what they may, and the log of sign-ins."""

from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import authenticate
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from aabenraa_plan.models import AccountChange, Role, User
from extracts.models import DataVersion
from tests.people import NEW, PASSWORD, another_administrator, chosen_password, invited, with_second_step
from tests.reading import page_text, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def admin(as_role):
    return as_role(Role.ADMINISTRATOR)


def do(client, name: str, user: User, **fields):
    return client.post(reverse(name, args=[user.pk]), fields, follow=True)


def last_change(user: User) -> tuple:
    change = AccountChange.objects.filter(account=user).first()
    return change.step, change.before, change.after, change.reason, change.by.username


def test_list_tells_of_each_person_how_they_log_in(admin, users):
    leader = with_second_step(users[Role.MANAGER])
    leader.first_name, leader.last_name = "Karen", "Holm"
    leader.last_login = timezone.make_aware(datetime(2026, 8, 12, 9, 14))
    leader.save()
    SocialAccount.objects.create(user=users[Role.APPROVER], provider="entra", uid="1")
    User.objects.create_user(username="ny", role=Role.COMMITTEE)
    page = page_text(admin, reverse("users"))
    assert "6 personer må logge ind." in page
    assert "Karen Holm leder Leder åben 12. august 2026 kl. 9.14 ja adgangskode" in page
    assert "godkender godkender Godkender åben aldrig nej kommunens login og adgangskode" in page
    assert "ny ny Udvalgsmedlem åben aldrig nej har ikke valgt adgangskode endnu" in page
    assert "system" not in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "karen holm"}, {"leder"}),
        ({"q": "EXAMPLE.dk"}, {"leder"}),
        ({"rolle": "analytiker"}, {"analytiker"}),
        ({"adgang": "nej"}, {"udvalg"}),
        ({"adgang": "ja", "rolle": "udvalg"}, set()),
        ({"rolle": "system"}, {"administrator", "analytiker", "godkender", "leder", "udvalg"}),
    ],
)
def test_list_is_searched_and_narrowed(asked, found, admin, users):
    users[Role.MANAGER].first_name, users[Role.MANAGER].last_name = "Karen", "Holm"
    users[Role.MANAGER].email = "k@example.dk"
    users[Role.MANAGER].save()
    User.objects.filter(username="udvalg").update(is_active=False)
    table = admin.get(reverse("users"), asked).context["table"]
    assert {row.record.username for row in table.rows} == found


def test_list_costs_as_many_queries_with_thirty_people_as_with_five(admin, users, django_assert_num_queries):
    admin.get(reverse("users"))
    with django_assert_num_queries(5):
        admin.get(reverse("users"))
    User.objects.bulk_create(User(username=f"p{number}", role=Role.COMMITTEE) for number in range(20))
    with django_assert_num_queries(5):
        admin.get(reverse("users"))


def test_invited_person_chooses_a_password_by_a_link_that_works_once(admin, client):
    path = invited(admin)
    person = User.objects.get(username="karen.holm@example.dk")
    assert (str(person), person.email, person.role) == ("Karen Holm", "karen.holm@example.dk", "leder")
    assert not person.has_usable_password()
    assert last_change(person) == ("invited", "", "leder", "", "administrator")
    guest = Client()
    assert chosen_password(guest, path).status_code == 302
    assert authenticate(username="karen.holm@example.dk", password=PASSWORD) == person
    assert "password1" not in Client().get(path, follow=True).content.decode()
    assert chosen_password(Client(), path, "en helt anden sætning").status_code != 302
    assert authenticate(username="karen.holm@example.dk", password=PASSWORD) == person


def test_link_is_shown_on_one_page_that_no_browser_keeps(admin):
    answer = admin.post(reverse("user_invite"), NEW)
    assert "no-store" in answer["Cache-Control"]
    assert answer.context["link"].startswith("http://testserver/adgangskode/ny/")
    path = answer.context["link"].removeprefix("http://testserver")
    person = User.objects.get(email="karen.holm@example.dk")
    for where in (reverse("user", args=[person.pk]), reverse("users")):
        assert path not in admin.get(where).content.decode()
    assert mail.outbox == []


def test_link_is_mailed_where_that_is_switched_on(admin, settings):
    settings.INVITE_BY_MAIL, settings.SITE_URL = True, "https://plan.example.dk"
    answer = admin.post(reverse("user_invite"), NEW)
    assert "Linket er sendt til karen.holm@example.dk" in text_of(answer)
    assert answer.context["link"] == ""
    [sent] = mail.outbox
    assert sent.to == ["karen.holm@example.dk"]
    assert sent.subject == "Mål og budget: vælg din adgangskode"
    assert "https://plan.example.dk/adgangskode/ny/" in sent.body
    path = sent.body.partition("https://plan.example.dk")[2].split()[0]
    assert chosen_password(Client(), path).status_code == 302


def test_link_is_shown_where_the_mail_server_does_not_answer(admin, settings):
    settings.INVITE_BY_MAIL, settings.EMAIL_BACKEND = True, "tests.broken_mail.Backend"
    answer = admin.post(reverse("user_invite"), NEW)
    assert "Linket vises kun her og nu" in text_of(answer)
    assert answer.context["link"]


def test_new_invitation_makes_the_earlier_one_void(admin):
    first = invited(admin)
    person = User.objects.get(email="karen.holm@example.dk")
    second = do(admin, "user_link", person).context["link"].removeprefix("http://testserver")
    assert chosen_password(Client(), first).status_code == 200
    assert chosen_password(Client(), second).status_code == 302
    assert last_change(person) == ("linked", "", "", "", "administrator")


def test_link_to_a_new_password_leaves_the_old_one_until_it_is_used(admin, users):
    leader = users[Role.MANAGER]
    path = do(admin, "user_link", leader).context["link"].removeprefix("http://testserver")
    assert authenticate(username="leder", password="x") == leader
    chosen_password(Client(), path)
    assert authenticate(username="leder", password="x") is None
    assert authenticate(username="leder", password=PASSWORD) == leader


def test_page_says_whose_role_follows_the_groups_of_the_municipality(admin, users):
    said = "gælder det til næste gang, personen logger ind"
    assert said not in page_text(admin, reverse("user", args=[users[Role.APPROVER].pk]))
    SocialAccount.objects.create(user=users[Role.APPROVER], provider="entra", uid="1")
    assert said in page_text(admin, reverse("user", args=[users[Role.APPROVER].pk]))


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("user_role", {"role": "godkender", "reason": "Ny stilling"}),
        ("user_access", {"wanted": "closed", "reason": "Rejst"}),
        ("user", {"first_name": "Karen", "last_name": "Holm", "email": "karen.holm@example.dk"}),
    ],
)
def test_second_of_two_administrators_is_told_what_the_first_changed(name, fields, admin, users):
    account = users[Role.MANAGER]
    seen = admin.get(reverse("user", args=[account.pk])).context["seen"]
    User.objects.filter(pk=account.pk).update(role=Role.ANALYST)
    answer = admin.post(reverse(name, args=[account.pk]), fields | {"seen": seen})
    assert "En anden administrator ændrede leder, efter at du åbnede siden: rolle Analytiker" in text_of(answer)
    now = User.objects.get(pk=account.pk)
    assert (now.role, now.is_active, now.first_name) == (Role.ANALYST, True, "")
    again = fields | {"seen": answer.context["seen"]}
    assert admin.post(reverse(name, args=[account.pk]), again).status_code == 302


def test_new_role_holds_at_once_where_the_person_is_logged_in(admin, users):
    theirs = Client()
    theirs.force_login(users[Role.MANAGER])
    assert theirs.get(reverse("uploads")).status_code == 403
    page = text_of(do(admin, "user_role", users[Role.MANAGER], role="analytiker", reason="Ny opgave fra maj"))
    assert "Rollen er ændret. Den gælder nu." in page
    assert "Fik en anden rolle: Leder → Analytiker Ny opgave fra maj administrator" in page
    assert theirs.get(reverse("uploads")).status_code == 200
    assert theirs.get(reverse("plan_new")).status_code == 403
    assert last_change(users[Role.MANAGER]) == ("role", "leder", "analytiker", "Ny opgave fra maj", "administrator")


def test_closed_access_ends_every_session_and_opened_lets_in_again(admin, users):
    theirs, other = Client(), Client()
    theirs.force_login(users[Role.MANAGER])
    other.force_login(users[Role.ANALYST])
    page = text_of(do(admin, "user_access", users[Role.MANAGER], wanted="closed", reason="Fratrådt"))
    assert "Adgangen er lukket, og personen er logget ud alle steder." in page
    assert last_change(users[Role.MANAGER]) == ("closed", "", "", "Fratrådt", "administrator")
    do(admin, "user_access", users[Role.MANAGER], wanted="open", reason="Tilbage igen")
    assert last_change(users[Role.MANAGER]) == ("opened", "", "", "Tilbage igen", "administrator")
    assert theirs.get("/").status_code == 302, "the session from before was not ended"
    assert other.get("/").status_code == 200
    assert authenticate(username="leder", password="x") == users[Role.MANAGER]


def test_invitation_is_void_once_the_access_is_closed(admin):
    path = invited(admin)
    person = User.objects.get(email="karen.holm@example.dk")
    do(admin, "user_access", person, wanted="closed", reason="Kom aldrig")
    do(admin, "user_access", person, wanted="open", reason="Kom alligevel")
    assert chosen_password(Client(), path).status_code == 200


def test_lost_second_step_is_removed_with_a_reason(admin, users):
    person = with_second_step(users[Role.MANAGER])
    assert "Har personen mistet sin telefon eller nøgle?" in page_text(admin, reverse("user", args=[person.pk]))
    page = text_of(do(admin, "user_second_step", person, reason="Telefonen er væk"))
    assert "Det andet trin er fjernet." in page
    assert not Authenticator.objects.filter(user=person).exists()
    assert last_change(person) == ("second_step", "", "", "Telefonen er væk", "administrator")


def test_account_that_never_did_anything_is_deleted_and_its_name_kept(admin):
    invited(admin)
    person = User.objects.get(email="karen.holm@example.dk")
    assert "Kontoen karen.holm@example.dk er slettet." in text_of(do(admin, "user_delete", person))
    assert not User.objects.filter(pk=person.pk).exists()
    kept = AccountChange.objects.values_list("username", "step", "account")
    assert list(kept) == [("karen.holm@example.dk", "deleted", None), ("karen.holm@example.dk", "invited", None)]


def test_name_and_address_are_corrected(admin, users):
    fields = {"first_name": "Karen", "last_name": "Holm", "email": "K@Example.dk"}
    do(admin, "user", users[Role.MANAGER], **fields)
    users[Role.MANAGER].refresh_from_db()
    assert (str(users[Role.MANAGER]), users[Role.MANAGER].email) == ("Karen Holm", "k@example.dk")
    assert users[Role.MANAGER].role == Role.MANAGER


def test_changes_of_accounts_raise_no_data_version(admin, users):
    before = DataVersion.now()
    do(admin, "user_role", users[Role.MANAGER], role="analytiker", reason="x")
    do(admin, "user_access", users[Role.MANAGER], wanted="closed", reason="x")
    invited(admin)
    assert DataVersion.now() == before


@pytest.mark.parametrize(("order", "names"), [("last_login", ["a", "b"]), ("-last_login", ["b", "a"])])
def test_who_never_logged_in_stands_last_either_way(order, names, admin):
    for name, day in (("a", 1), ("b", 2)):
        moment = datetime(2026, 5, day, tzinfo=UTC)
        User.objects.create(username=name, role=Role.MANAGER, last_login=moment)
    User.objects.filter(username="administrator").update(last_login=None)
    rows = admin.get(reverse("users"), {"sort": order}).context["table"].rows
    assert [row.record.username for row in rows][:2] == names


def test_database_refuses_a_change_without_a_reason_and_an_unknown_step(users):
    for step in ("role", "closed", "opened", "second_step", "x"):
        reason = "y" if step == "x" else ""
        with pytest.raises(IntegrityError), transaction.atomic():
            AccountChange.objects.create(username="x", step=step, reason=reason, by=users[Role.ADMINISTRATOR])


def test_another_administrator_may_close_ones_access(users):
    client = Client()
    client.force_login(another_administrator())
    do(client, "user_access", users[Role.ADMINISTRATOR], wanted="closed", reason="Fratrådt")
    users[Role.ADMINISTRATOR].refresh_from_db()
    assert not users[Role.ADMINISTRATOR].is_active
