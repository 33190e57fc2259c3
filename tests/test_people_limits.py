"""What the administrator cannot do: shut themselves out, leave nobody in charge, delete who signed, skip a reason."""

from datetime import datetime, timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import authenticate
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.test import Client
from django.urls import reverse

from aabenraa_plan.careful import SEARCHES, CarefulForm
from aabenraa_plan.models import AccountChange, Role, SignIn, User
from aabenraa_plan.people import actions
from aabenraa_plan.people.invitations import path_to
from aabenraa_plan.refusals import NotPossible
from targets.models import Target
from tests.killing import at_once, copied, in_use, own_database
from tests.people import NEW, PASSWORD, another_administrator, chosen_password, invited, with_second_step
from tests.reading import text_of

pytestmark = pytest.mark.django_db
CPR = "300275-1234"  # 30 February
ROUNDS = 4
REFUSED = repr(NotPossible(actions.NO_LONGER))


@pytest.fixture
def admin(as_role):
    return as_role(Role.ADMINISTRATOR)


def do(client, name: str, user: User, **fields):
    return text_of(client.post(reverse(name, args=[user.pk]), fields, follow=True))


def as_it_is(user: User) -> tuple[str, bool]:
    return User.objects.values_list("role", "is_active").get(pk=user.pk)


@pytest.mark.embedded
def test_nobody_ends_their_own_access(admin, users):
    own = users[Role.ADMINISTRATOR]
    another_administrator()
    for name, fields in (
        ("user_role", {"role": "leder", "reason": "x"}),
        ("user_access", {"wanted": "closed", "reason": "x"}),
        ("user_delete", {}),
    ):
        assert "Du kan ikke fjerne din egen adgang. Bed en anden administrator om det." in do(
            admin, name, own, **fields
        )
        assert as_it_is(own) == ("administrator", True)
    assert "Skift din adgangskode under Min konto" in do(admin, "user_link", own)
    with_second_step(own)
    assert "Dit eget andet trin fjerner du under Min konto" in do(admin, "user_second_step", own, reason="x")
    assert own.authenticator_set.count() == 2
    assert not AccountChange.objects.exists()


@pytest.mark.embedded
def test_second_step_that_is_gone_already_is_not_removed_twice(admin, users):
    with_second_step(users[Role.MANAGER])
    assert "Det andet trin er fjernet." in do(admin, "user_second_step", users[Role.MANAGER], reason="Mistet telefon")
    page = do(admin, "user_second_step", users[Role.MANAGER], reason="Mistet telefon")
    assert "Personen har intet andet trin, der kan fjernes." in page
    assert AccountChange.objects.count() == 1


@pytest.mark.embedded
def test_account_of_the_municipalitys_sign_in_gets_no_password_here(admin, users):
    person = users[Role.MANAGER]
    link = path_to(person)
    SocialAccount.objects.create(user=person, provider="kommune", uid="1")
    assert "Adgangskode" not in text_of(admin.get(reverse("user", args=[person.pk])))
    assert "logger ind med kommunens login og kan ikke få en adgangskode her" in do(admin, "user_link", person)
    chosen_password(Client(), link)
    assert authenticate(username="leder", password=PASSWORD) is None
    assert not AccountChange.objects.exists()


@pytest.mark.embedded
def test_username_that_another_administrator_took_meanwhile_is_refused(users):
    person = User(username="karen.holm@example.dk", email="karen.holm@example.dk", role=Role.MANAGER)
    User.objects.create(username=person.username, role=Role.ANALYST)
    with pytest.raises(NotPossible, match="taget i brug imens"):
        actions.invite(person=person, by=users[Role.ADMINISTRATOR])
    assert not AccountChange.objects.exists()


@pytest.mark.embedded
@pytest.mark.parametrize("name", ["user_role", "user_access", "user_second_step"])
@pytest.mark.parametrize("reason", ["", "   ", "x" * 301, f"Har nummer {CPR}"])
def test_step_without_a_proper_reason_changes_nothing_and_keeps_what_was_typed(name, reason, admin, users):
    page = do(admin, name, users[Role.MANAGER], role="analytiker", wanted="closed", reason=reason)
    said = {301: "Højst 300 tegn.", 22: "lignede et CPR-nummer og er slettet"}
    assert said.get(len(reason), "Skriv, hvorfor.") in page or name == "user_second_step"
    assert as_it_is(users[Role.MANAGER]) == ("leder", True)
    assert CPR not in page
    assert not AccountChange.objects.exists()


@pytest.mark.embedded
@pytest.mark.parametrize("role", ["system", "", "konge"])
def test_role_that_is_none_of_the_five_is_refused(role, admin, users):
    assert "Vælg en rolle" in do(admin, "user_role", users[Role.MANAGER], role=role, reason="x")
    assert as_it_is(users[Role.MANAGER]) == ("leder", True)


@pytest.mark.embedded
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"first_name": ""}, "Skriv navnet."),
        ({"email": "ikke en adresse"}, "Skriv en e-mailadresse"),
        ({"email": ""}, "Skriv en e-mailadresse"),
        ({"email": "x" * 150 + "@example.dk"}, "Højst 150 tegn."),
        ({"email": "LEDER@example.dk"}, "Der er allerede en konto med den e-mail."),
        ({"role": "system"}, "Vælg en rolle på listen."),
        ({"last_name": CPR}, "lignede et CPR-nummer og er slettet"),
    ],
)
def test_invitation_that_cannot_be_is_refused_with_what_was_typed_kept(fields, said, admin, users):
    User.objects.filter(username="leder").update(email="leder@example.dk")
    answer = admin.post(reverse("user_invite"), NEW | fields)
    assert said in text_of(answer)
    assert CPR not in answer.content.decode()
    assert 'value="Karen"' in answer.content.decode() or "first_name" in fields
    assert User.objects.exclude(role=Role.SYSTEM).count() == 5


@pytest.mark.embedded
def test_same_role_and_same_access_are_refused_in_words(admin, users):
    leader = users[Role.MANAGER]
    assert "Personen har allerede den rolle." in do(admin, "user_role", leader, role="leder", reason="x")
    assert "Adgangen er allerede, som du ønsker." in do(admin, "user_access", leader, wanted="open", reason="x")
    assert not AccountChange.objects.exists()


@pytest.mark.embedded
def test_closed_account_gets_no_link(admin, users):
    do(admin, "user_access", users[Role.MANAGER], wanted="closed", reason="Fratrådt")
    assert "Adgangen er lukket. Åbn den først" in do(admin, "user_link", users[Role.MANAGER])


@pytest.mark.embedded
def test_who_wrote_something_or_signed_in_cannot_be_deleted(admin, users):
    leader, analyst = users[Role.MANAGER], users[Role.ANALYST]
    Target.objects.filter(pk=Target.objects.first().pk).update(recorded_by=leader)
    SignIn.objects.create(user=analyst, event="in")
    for person in (leader, analyst):
        assert "Slet kontoen" not in text_of(admin.get(reverse("user", args=[person.pk])))
        assert "Kontoen kan ikke slettes" in do(admin, "user_delete", person)
        assert User.objects.filter(pk=person.pk).exists()


@pytest.mark.embedded
def test_account_that_only_others_tried_to_use_can_be_deleted_and_their_tries_stay(admin, users):
    SignIn.objects.create(user=users[Role.MANAGER], event="refused", how="password", address="10.0.0.9")
    assert "Kontoen leder er slettet" in do(admin, "user_delete", users[Role.MANAGER])
    assert SignIn.objects.get(address="10.0.0.9").user is None


@pytest.mark.embedded
@pytest.mark.parametrize("name", ["user", "user_role", "user_access", "user_link", "user_delete", "user_export"])
def test_program_itself_is_no_account_to_change(name, admin):
    assert admin.post(reverse(name, args=[User.objects.system().pk]), {"reason": "x"}).status_code == 404


@pytest.mark.embedded
def test_link_holds_three_days(admin, monkeypatch):
    paths = [invited(admin, email=f"{number}@example.dk") for number in range(2)]
    for path, hours, status in ((paths[0], 71, 302), (paths[1], 73, 200)):
        later = datetime.now() + timedelta(hours=hours)
        monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self, later=later: later)
        assert chosen_password(Client(), path).status_code == status
    assert authenticate(username="0@example.dk", password=PASSWORD)
    assert authenticate(username="1@example.dk", password=PASSWORD) is None


@pytest.mark.embedded
def test_link_to_a_closed_account_lets_nobody_in(admin):
    path = invited(admin)
    person = User.objects.get(email="karen.holm@example.dk")
    User.objects.filter(pk=person.pk).update(is_active=False)
    guest = Client()
    chosen_password(guest, path)
    assert guest.get("/").status_code == 302
    User.objects.filter(pk=person.pk).update(is_active=True)
    assert authenticate(username=person.username, password=PASSWORD) is None


@pytest.mark.embedded
def test_form_keeps_nothing_while_nobody_knows_what_a_cpr_number_is(monkeypatch):
    monkeypatch.setattr("aabenraa_plan.careful.SEARCHES", [])
    with pytest.raises(RuntimeError, match="nothing may be kept"):
        CarefulForm({"reason": "x"})
    assert SEARCHES


@pytest.fixture(scope="module")
def begun(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), copied("people", tmp_path_factory.mktemp("people")) as name:
        yield name


@pytest.fixture
def two_administrators(begun, db, tmp_path):
    with in_use(begun), own_database("two", tmp_path):
        yield [
            User.objects.create_user(username=name, role=Role.ADMINISTRATOR, password="x") for name in ("ene", "anden")
        ]


ENDINGS = [
    lambda account, by: actions.change_role(account=account, role="leder", reason="x", by=by).role,
    lambda account, by: str(actions.close_access(account=account, reason="x", by=by).is_active),
]


@pytest.mark.parametrize("ending", ENDINGS, ids=["role", "access"])
def test_two_administrators_who_end_each_others_access_leave_one(ending, two_administrators, tmp_path):
    one, other = two_administrators
    for _ in range(ROUNDS):
        with own_database("round", tmp_path):
            outcomes = at_once(lambda: ending(other, one), lambda: ending(one, other))
            assert sorted(outcome == REFUSED for outcome in outcomes) == [False, True], outcomes
            left = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True, username__in=("ene", "anden"))
            assert left.count() == 1
