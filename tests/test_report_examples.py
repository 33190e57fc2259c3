"""The example reports of a first run: published once, marked as examples, removed with the rest, never back."""

from io import StringIO

import pytest
from django.core.management import call_command

from aabenraa_plan.models import Role, User
from reports.examples import APPROVER, WRITER
from reports.models import Report, ReportStep
from targets.models import Comment
from tests.reading import page_text

pytestmark = pytest.mark.django_db
NAMES = ["bp21 2. kvartal 2020", "bp23 2. kvartal 2023", "bp23 3. kvartal 2023"]


@pytest.fixture
def examples(db):
    call_command("load_examples", stdout=StringIO())


def test_examples_are_published_once_marked_and_removed_for_good(examples):
    call_command("load_examples", stdout=StringIO())
    assert sorted(map(str, Report.objects.published())) == NAMES
    assert all(report.is_example and report.payload["is_example"] for report in Report.objects.all())
    assert not User.objects.get(username=WRITER).has_usable_password()
    assert not User.objects.get(username=APPROVER).has_usable_password()
    call_command("remove_examples", stdout=StringIO())
    call_command("load_examples", stdout=StringIO())
    assert not Report.objects.exists()
    assert not Comment.objects.known_at(None).filter(made_by__username=WRITER).exists()
    assert ReportStep.objects.filter(kind="published").count() == 3


def test_example_of_2020_says_what_the_plan_printed_and_that_nobody_approved_it(examples, as_role):
    page = page_text(as_role(Role.COMMITTEE), "/rapporter/bp21/2020Q2/1/")
    assert "Eksempel: rapporten er ikke godkendt af nogen." in page
    # FACTS: 11,6 % in May 2020 against at most 10; 60 of 234 in the second quarter, 22 more; the frame of 2020.
    assert "11,6 % i maj 2020: 1,6 procentpoint over loftet på 10 %." in page
    assert "25,64 % i 2. kvartal 2020: 9,36 procentpoint under målet på mindst 35 %. 22 flere borgere" in page
    assert "900.413" in page
    assert "Eksempeltekst. Her skriver lederen, hvad der er årsagen." in page


def test_example_of_2023_has_the_budget_of_the_plan(examples):
    budget = Report.objects.get(plan="bp23", quarter="2023Q3").payload["budget"]
    total = budget["support"][-1]
    # FACTS: support 439.545 t.kr.; closed to and with September.
    assert (total["name"], total["adopted"]["value"], budget["through"]) == ("I alt", "439545000", "2023M09")
    assert budget["invented"]


def test_drawing_says_what_it_does_not_show(examples, as_role):
    guideposts = Report.objects.get(plan="bp23", quarter="2023Q3").payload["guideposts"]
    charts = {goal["code"]: goal["targets"][0]["chart"] for each in guideposts for goal in each["goals"]}
    # The plan prints May 2020; the months of the examples begin in January 2022. Goal 1 is judged on a whole year.
    assert charts["2"]["note"] == "Der er ingen tal mellem maj 2020 og januar 2022."
    note = "Figuren viser hvert kvartal. Status er vurderet på året til 3. kvartal 2023: 20,33 %."
    assert charts["1"]["note"] == note
    assert charts["4"]["note"] == ""
    assert note in page_text(as_role(Role.COMMITTEE), "/rapporter/bp23/2023Q3/1/")


def test_example_of_the_third_quarter_says_what_changed_since_the_second(examples):
    since = Report.objects.get(plan="bp23", quarter="2023Q3").payload["since"]
    assert (since["quarter"], since["version"]) == ("2023Q2", 1)
    told = [each["sentence"] for each in since["differences"] if each["goal"] == "2"]
    assert told == ["Mål 2: 9,85 % i juni 2023 blev til 9,67 % i september 2023."]
