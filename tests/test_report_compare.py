"""Two published reports side by side."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aabenraa_plan.models import Role
from tests.payload_goals import MET, goal, guidepost, met_goal, percent, target, unknown_goal
from tests.payload_money import budget, kroner, money_row
from tests.reading import page_text, text_of
from tests.reports import published_report, report_in_hand

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
PAGE = "/rapporter/sammenlign/"
SECOND, THIRD, OTHER = "bp23-2023Q2-1", "bp23-2023Q3-1", "bp21-2020Q2-1"


@pytest.fixture
def member(as_role):
    return as_role(Role.COMMITTEE)


@pytest.fixture
def two():
    """In the second quarter goal 2 was met at 9,8 %, and 1,0 mill. kr. less was expected."""
    figure = {"number": percent("9.8"), "period": "2023Q2", "period_label": "2. kvartal 2023", "standing": MET}
    kept = goal(verdict="met", standing=MET, targets=[target(**figure)], comment=None, needs_comment=False)
    line = money_row(forecast=kroner("70280000", "70.280"), deviation=kroner("219000", "+219"))
    published_report(code="2023Q2", guideposts=[guidepost(met_goal(), kept)], budget=budget(support=[line]))
    published_report()


def test_comparison_says_first_what_changed_and_then_shows_both(member, two):
    page = page_text(member, PAGE, foer=SECOND, efter=THIRD)
    assert "2. kvartal 2023 og 3. kvartal 2023" in page
    assert "1 mål har skiftet status (mål 2), 1 mål har fået nyere tal, og 1 budgetlinje er ændret." in page
    assert "Mål 2 er gået fra «opfyldt» til «ikke opfyldt»." in page
    assert (
        "Mål 2 Fleksjobledighed Højst 10 % 9,8 % 2. kvartal 2023 foreløbigt 10,4 % 3. kvartal 2023 foreløbigt "
        "✔ Opfyldt ✖ Ikke opfyldt"
    ) in page
    assert "Mål 16 Tilfredse borgere Mindst 85 % – – Ikke med – Mangler tal" in page
    assert "Sygedagpenge 70.061 70.061 70.280 71.280 +219 +1.219" in page


def test_comparison_without_a_choice_shows_the_newest_and_the_one_before(member, two):
    assert "2. kvartal 2023 og 3. kvartal 2023" in page_text(member, PAGE)
    assert "2. kvartal 2023 og 3. kvartal 2023" in page_text(member, PAGE, efter=THIRD)


def test_comparison_of_what_is_alike_says_so(member):
    published_report(code="2023Q2", version=1)
    published_report(code="2023Q3")
    page = page_text(member, PAGE)
    assert "De to rapporter siger det samme om mål, budget og indsatser." in page
    assert "Det er ændret" not in page


def test_comparison_shows_a_promise_that_was_changed_and_a_goal_of_two_parts(member):
    parts = [
        target(title="Aktivitetsparate", promise="Højst 10 %"),
        target(title="Ressourceforløb", promise="Højst 5 %"),
    ]
    published_report(code="2023Q2", guideposts=[guidepost(goal())])
    published_report(
        guideposts=[guidepost(goal(targets=[target(promise="Højst 12 %")]), goal(code="3", targets=parts))]
    )
    page = page_text(member, PAGE)
    assert "Højst 10 % → Højst 12 %" in page
    assert "Fleksjobledighed Aktivitetsparate Højst 10 %" in page and "Ressourceforløb Højst 5 %" in page


def test_comparison_of_two_plans_shows_both_pictures_beside_each_other(member, two):
    published_report(plan_slug="bp21", code="2020Q2", guideposts=[guidepost(unknown_goal())], budget=None)
    page = page_text(member, PAGE, foer=OTHER, efter=THIRD)
    assert "De to rapporter følger op på hver sin plan." in page
    assert "Mål for mål" not in page and "Det er ændret" not in page
    assert "Mål 16 Tilfredse borgere – – Mangler tal" in page
    assert "Mål 2 Fleksjobledighed 10,4 % 3. kvartal 2023 foreløbigt ✖ Ikke opfyldt" in page
    assert "Kun den ene af rapporterne har et budget." in page


def test_comparison_of_two_years_says_that_the_budgets_are_not_of_one_year(member):
    published_report(code="2022Q4", budget=budget(year=2022))
    published_report()
    page = page_text(member, PAGE)
    assert "De to rapporter viser hver sit budgetår: 2022 og 2023." in page
    assert "Sygedagpenge 70.061 70.061 71.280 71.280 +1.219 +1.219" in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"foer": "findes-ikke", "efter": THIRD}, "Adressen nævner en rapport, der ikke er udgivet."),
        ({"foer": SECOND, "efter": "bp23-2023Q4-1"}, "Adressen nævner en rapport, der ikke er udgivet."),
        ({"foer": THIRD, "efter": THIRD}, "Du har valgt den samme rapport to gange. Vælg to forskellige."),
        ({"efter": SECOND}, "Vælg to udgivne rapporter"),
    ],
)
def test_choice_that_cannot_be_compared_gets_a_sentence(query, said, member, two):
    report_in_hand("approved", code="2023Q4")
    page = page_text(member, PAGE, **query)
    assert said in page and "Mål for mål" not in page and "findes-ikke" not in page
    assert "Beskæftigelsesplan 2023-26: 2. kvartal 2023" in page and "4. kvartal 2023" not in page


def test_comparison_needs_two_reports(member):
    published_report()
    page = page_text(member, PAGE)
    assert "Der skal være udgivet mindst to rapporter, før de kan sammenlignes." in page
    assert "<select" not in member.get(PAGE).content.decode()


def test_comparison_marks_an_example(member, two):
    published_report(code="2023Q4", is_example=True, fields={"is_example": True})
    assert "Eksempel: den ene rapport er ikke godkendt af nogen." in text_of(member.get(PAGE))


def test_words_are_shown_as_words(member, two):
    bad = "<script>alert(1)</script>"
    published_report(code="2023Q4", guideposts=[guidepost(goal(title=bad))])
    page = member.get(PAGE).content.decode()
    assert bad not in page and "&lt;script&gt;" in page


def test_comparison_asks_as_often_for_two_reports_as_for_three(member, two):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert member.get(PAGE, {"foer": SECOND, "efter": THIRD}).status_code == 200
        return len(captured)

    before = queries()
    published_report(plan_slug="bp21", code="2020Q2")
    # The session, the user, the reports, the plans' names, and the content of each of the two.
    assert queries() == before == 6
