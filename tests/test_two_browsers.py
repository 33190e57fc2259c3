"""Two people at one form: the second is told what the first saved, keeps every word, and may save again."""

from dataclasses import dataclass, field

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from aabenraa_plan.models import Role, User
from targets.models import Indicator
from tests.access_rules import RULES, address, closed_address
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@dataclass(frozen=True)
class Case:
    """A page whose form has that field; what each of the two writes in it, and what both must say besides."""

    page: str
    name: str
    """Or how the field's name begins, where it ends in a number."""
    theirs: str
    mine: str
    besides: dict = field(default_factory=dict)
    shown: str = ""

    @property
    def told(self) -> str:
        """How the page tells the second what the first wrote."""
        return self.shown or self.theirs


def of_words(page: str, name: str, **more) -> Case:
    return Case(page, name, "Det den ene skrev", "Det den anden skrev", **more)


WHY = {"reason": "Nyt skøn"}
EVEN = {f"m{month:02}": "8" for month in range(1, 12)} | {"m12": "12"}
DECIDED = {"meets_on": "2023-12-04", "item_number": "112", "kind": "noted", "reason": "Slåfejl"}
CASES = {
    "plan": of_words("plan_edit", "title"),
    "guidepost": of_words("guidepost_edit", "title"),
    "effort": of_words("effort_edit", "description"),
    "goal": of_words("goal_edit", "description"),
    "amended target": Case(
        "target_amend",
        "limit",
        "11,1",
        "12,2",
        {"valid_from": "2026-01-01", "decided_on": "2026-01-01", "reason": "Ny aftale", "do": "save"},
    ),
    "comment": of_words("comment", "happened", besides={"why": "x", "next_step": "x"}),
    "judgement": of_words("judgement", "reason", besides={"verdict": "near"}),
    "forecast": Case(
        "forecast_choice", "amount", "71.500", "72.500", {"method": "own"} | WHY, "Eget skøn: 71.500 t.kr."
    ),
    "phasing": of_words("phasing", "reason", besides=EVEN, shown="leder gemte «8 · 8 · 8 · 8"),
    "appropriation": of_words("appropriation_edit", "title"),
    "initiative": of_words("initiative_edit", "description", shown="Se indsatsen, som den er gemt nu"),
    "cohort": of_words("cohort_edit", "name"),
    "business case line": Case("case_line_amend", "amount", "1.111", "2.222", {"reason": "Ny aftale"}),
    "realised amounts": Case(
        "case_realised", "line_", "1.111", "2.222", {"reason": "Ny opgørelse", "source": "Regnskab", "turned": "on"}
    ),
    "note": of_words("note_correct", "text", besides={"reason": "Stavefejl"}),
    "milestone": of_words("milestone_edit", "title"),
    "promise": of_words("promise_edit", "note"),
    "measurement": Case("measurement_correct", "value", "41", "42", {"reason": "Talt igen"}),
    "report": of_words("report_edit", "introduction", shown="rettede rapporten"),
    "decision": of_words("report_decision", "text", besides=DECIDED, shown="skrev udvalgets beslutning"),
}


def client_of(name: str, first: str) -> Client:
    user = User.objects.filter(username=name).first()
    user = user or User.objects.create_user(username=name, first_name=first, role=Role.MANAGER)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def two(users):
    return client_of("leder", "Lise"), client_of("leder-2", "Lars")


@dataclass(frozen=True)
class Sent:
    """A form as a browser sends it."""

    where: str
    field: str
    values: dict

    def by(self, client: Client, **changes):
        return client.post(self.where, self.values | changes)


def form_on(answer, case: Case, where: str) -> Sent:
    forms = html.fromstring(answer.content.decode().replace(">\n", ">")).forms
    found = [(form, name) for form in forms for name in form.fields if form.method == "POST"]
    form, name = next(each for each in found if each[1].startswith(case.name))
    return Sent(form.action or where, name, dict(form.form_values()))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_second_of_two_who_save_is_told_and_loses_nothing(case, two, receive):
    first, second = two
    where = address(case.page, receive)
    theirs, mine = (form_on(each.get(where), case, where) for each in two)
    assert theirs.by(first, **case.besides, **{theirs.field: case.theirs}).status_code == 302
    answer = mine.by(second, **case.besides, **{mine.field: case.mine})
    assert answer.status_code == 200
    assert case.told in text_of(answer)
    kept = form_on(answer, case, where)
    assert kept.values[kept.field] == case.mine
    # Knowing what the other wrote, they may let their own stand.
    assert kept.by(second, **case.besides).status_code == 302


def test_second_of_two_who_name_an_analyst_is_told(client, users):
    """Of a choice nothing is typed that could be lost."""
    client.force_login(users[Role.ANALYST])
    other = User.objects.create_user(username="asta", first_name="Asta", role=Role.ANALYST)
    where = reverse("indicator_responsible", args=["fleksjobledighed"])
    [seen] = html.fromstring(client.get(reverse("data_calendar")).content.decode()).xpath(
        f"//form[starts-with(@action, '{where}')]//input[@name='seen']/@value"
    )
    assert "Asta står nu for" in text_of(client.post(where, {"responsible": other.pk, "seen": seen}, follow=True))
    answer = client.post(where, {"responsible": users[Role.ANALYST].pk, "seen": seen}, follow=True)
    assert "En anden har imens valgt, hvem der indlæser" in text_of(answer)
    assert Indicator.objects.get(code="fleksjobledighed").responsible == other


# Forms that are not in CASES, and why no other person's text can be lost by them.
ELSEWHERE = {
    "profile_edit": "a further version, refused where it does not follow the one on the screen (test_profile_versions)",
    "target_edit": "as the plan's other rows (test_plan_editing)",
    "business_case": "as its lines (test_business_case_writing)",
    "user": "role, access, name and e-mail of an account (test_people)",
    "user_invite": "makes an account; a username that is taken is refused (test_people_limits)",
    "plan_copy": "makes a plan",
    "budget_copy": "makes a file that is previewed and committed like any other",
    "uploads": "receives files; each is one of its own",
    "note_withdraw": "takes away, and says so where another did",
    "measurement_withdraw": "as a note",
    "whatif_withdraw": "as a note",
    "report_return": "a step that is taken once; a second comment stays on the page (test_report_steps)",
    "report_reopen": "the same",
}
NEW, OWN = "_new", ("account", "mfa_")
"""What is made is in nobody's way; one's own account is nobody else's."""


def takes_a_form(name, as_role) -> bool:
    """As the answer to a wrong method says, which comes before anything is looked for."""
    return "POST" in as_role(min(RULES[name][2])).delete(closed_address(name)).headers["Allow"]


def test_every_page_with_a_form_is_walked_or_excused(as_role):
    asked_for = {name for name, (method, *_) in RULES.items() if method == "get"}
    forms = {name for name in asked_for if takes_a_form(name, as_role)}
    named = {case.page for case in CASES.values()} | set(ELSEWHERE)
    assert {name for name in forms - named if not name.endswith(NEW) and not name.startswith(OWN)} == set()
    assert named - forms == set()
