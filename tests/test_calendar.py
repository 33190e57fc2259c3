"""What the data calendar says of each indicator, and where the publication lags are from."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from aabenraa_plan.models import Role, User
from extracts.reference_files import ReferenceFileError
from extracts.reverting import revert_upload
from targets.datacalendar.actions import set_responsible
from targets.datacalendar.rows import calendar_rows
from targets.datacalendar.table import lead
from targets.models import Goal, Indicator, Plan, Target
from targets.plan_files import read_indicators
from tests.calendars import TODAY, only_goal_16, rows_by_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_goal():
    only_goal_16()


def statuses(code, **options):
    return {entry.period.code: entry.status.value for entry in rows_by_code(**options)[code].entries}


def test_row_tells_received_late_and_expected_apart(load):
    load("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    # 2024 was out on 1 February 2025, 2025 on 1 February 2026: nine days ago.
    assert statuses("borgertilfredshed") == {"2023": "received", "2024": "late", "2025": "expected"}
    row = rows_by_code()["borgertilfredshed"]
    assert (row.word, row.symbol) == ("Forsinket", "✖")
    assert [entry.period.code for entry in row.to_upload] == ["2024", "2025"]
    assert row.latest.code == "2023"
    assert row.upcoming_text == "2026, ventes 1. februar 2027"
    assert [chip.word for chip in row.chips] == ["modtaget", "forsinket", "kan hentes nu"]


def test_row_of_a_monthly_source_shows_eight_months_and_counts_the_earlier_ones(load):
    # The window begins on 1 February 2023. With 75 days October 2025 is out on 15 January 2026 (26 days ago)
    # and November on 14 February. Late: February 2023 to October 2025, 33 months, less the two received.
    load("fleksjobledighed;Aabenraa;2024M01;11;;;;;x", "fleksjobledighed;Aabenraa;2025M10;9,4;;;;;x")
    row = rows_by_code()["fleksjobledighed"]
    assert len(row.to_upload) == 31
    assert [chip.label for chip in row.chips][:2] == ["jun. 2025", "jul. 2025"]
    assert [chip.word for chip in row.chips][-4:] == ["modtaget", "ikke udgivet", "ikke udgivet", "ikke udgivet"]
    # Of the 31, June to September 2025 are shown: 27 earlier ones.
    assert row.earlier == "27 tal fra før juni 2025 mangler også."


def test_row_says_how_the_figure_is_fetched_and_how_long_the_source_takes():
    row = rows_by_code()["fleksjobledighed"]
    assert row.used_by == "Mål 2"
    assert row.lag_text == (
        "Udgives omkring 75 dage efter periodens slutning "
        "(Almen praksis, ikke fra kildedokumenterne; kommunen kontrollerer). Det nyeste tal er altid foreløbigt."
    )
    assert row.who == "analytiker, ingen bestemt"
    assert rows_by_code()["erhvervsfrekvens"].lag_text == (
        "Udgives omkring 365 dage efter periodens slutning (Statistikbanken: kommer omkring et år efter)."
    )


def test_row_without_a_known_lag_is_never_late(load):
    Indicator.objects.filter(code="borgertilfredshed").update(lag_days=None)
    load("borgertilfredshed;Aabenraa;2024;84;;;;;x")
    assert statuses("borgertilfredshed") == {"2023": "unknown", "2024": "received", "2025": "unknown"}
    row = rows_by_code()["borgertilfredshed"]
    assert (row.word, row.to_upload) == ("Udgivelse ukendt", [])
    assert row.lag_text == "Det er ikke oplyst, hvornår kilden udgiver."
    assert row.upcoming_text == "ukendt, fordi det ikke er oplyst, hvornår kilden udgiver"


def test_hidden_figure_counts_as_received_and_a_withdrawn_one_does_not(load, analyst):
    load("borgertilfredshed;Aabenraa;2024;*;;;;;x")
    upload = load("borgertilfredshed;Aabenraa;2025;84;;;;;x")
    assert statuses("borgertilfredshed") == {"2023": "late", "2024": "received", "2025": "received"}
    revert_upload(upload=upload, by=analyst)
    assert statuses("borgertilfredshed")["2025"] == "expected"


def test_figure_of_another_area_is_not_ours(load):
    load("borgertilfredshed;Hele landet;2025;84;;;;;x")
    assert statuses("borgertilfredshed")["2025"] == "expected"


def test_figure_that_came_early_moves_the_next_one_on(load):
    load("borgertilfredshed;Aabenraa;2026;84;;;ja;;x")
    assert rows_by_code()["borgertilfredshed"].upcoming_text == "2027, ventes 1. februar 2028"


def test_quarter_is_received_when_its_months_are_and_it_may_be_made_of_them(receive, commit):
    months = [f"offentlig-forsoergelse-andel;Aabenraa;2025M{month:02d};;20;100;;;x" for month in (4, 5, 6, 7)]
    commit(receive(*months), accepted="Kun måneder i filen.")
    found = statuses("offentlig-forsoergelse-andel")
    # The third quarter has one month of three. With 90 days it was out on 30 December 2025.
    assert (found["2025Q2"], found["2025Q3"]) == ("received", "late")


def test_goals_come_first_in_the_plans_order_and_ended_plans_last(load):
    load("ledighedsprocent;Aabenraa;2025M12;3,1;;;;;x")
    rows = calendar_rows(today=TODAY)
    codes = [row.indicator.code for row in rows]
    assert codes[:4] == [
        "erhvervsfrekvens",
        "offentlig-forsoergelse-andel",
        "fleksjobledighed",
        "personlig-assistance-landsandel",
    ]
    closed = [row for row in rows if row.status == "no_longer"]
    assert rows[-len(closed) :] == closed
    assert codes.index("borgertilfredshed") < codes.index("ledighedsprocent") < codes.index(closed[0].indicator.code)


def test_indicator_of_an_ended_plan_is_never_late_even_where_figures_still_come(load):
    load("langtidsledige-andel;Aabenraa;2025M11;;118;548;;;x")
    row = rows_by_code()["langtidsledige-andel"]
    assert (row.word, row.used_by) == ("Ikke længere ventet", "Beskæftigelsesplan 2021")
    assert (row.entries, row.upcoming_text) == ((), "")
    assert row.latest.code == "2025M11"


def test_supporting_indicator_is_awaited_from_its_first_figure_on(load):
    assert "ledighedsprocent" not in rows_by_code()
    load("ledighedsprocent;Aabenraa;2025M08;3,1;;;;;x")
    # September was out on 15 December 2025, October on 15 January, November on 14 February: not yet.
    found = statuses("ledighedsprocent")
    assert list(found.items())[:4] == [
        ("2025M08", "received"),
        ("2025M09", "late"),
        ("2025M10", "late"),
        ("2025M11", "not_published"),
    ]


def test_supporting_indicator_whose_figures_stopped_years_ago_is_no_longer_awaited():
    row = rows_by_code()["langtidsforsoergede"]  # printed for May 2013-2019
    assert (row.status, row.used_by, row.latest.code) == ("no_longer", "Støttende", "2019M05")


def test_plan_that_is_not_adopted_or_not_begun_awaits_nothing():
    Plan.objects.filter(slug="bp23").update(is_draft=True)
    assert "borgertilfredshed" not in rows_by_code()
    Plan.objects.filter(slug="bp23").update(is_draft=False, start=date(2026, 3, 1))
    assert "borgertilfredshed" not in rows_by_code()


def test_amended_target_awaits_the_new_indicator_from_its_day_on():
    first = Target.objects.get(goal__plan__slug="bp23", goal__number=16)
    Target.objects.create(
        goal=first.goal,
        position=first.position,
        version=2,
        valid_from=date(2026, 1, 1),
        decided_on=date(2025, 12, 1),
        reason="Ny undersøgelse",
        area=first.area,
        rule="at_least",
        limit=85,
        indicator=Indicator.objects.get(code="ledighedsprocent"),
    )
    assert "borgertilfredshed" not in rows_by_code()
    assert "ledighedsprocent" in rows_by_code()
    assert "borgertilfredshed" in rows_by_code(today=date(2025, 12, 31))


def test_lead_counts_the_figures(load, one_goal):
    # Goal 16 alone: 2023 and 2024 are late, 2025 is nine days old.
    assert lead(calendar_rows(today=TODAY)) == "2 tal er forsinkede, og 1 kan hentes nu."
    load("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    assert lead(calendar_rows(today=TODAY)) == "1 tal er forsinket, og 1 kan hentes nu."
    load("borgertilfredshed;Aabenraa;2024;84;;;;;x")
    before = calendar_rows(today=date(2026, 1, 15))
    assert lead(before) == "Ingen tal er forsinkede, og 1 er ikke udgivet endnu."
    load("borgertilfredshed;Aabenraa;2025;84;;;;;x")
    assert lead(calendar_rows(today=TODAY)) == "Ingen tal er forsinkede."


def test_lead_without_anything_awaited_says_so():
    Goal.objects.all().delete()
    assert lead(calendar_rows(today=TODAY)) == "Der ventes ingen tal lige nu."


def test_analyst_who_may_no_longer_upload_is_nobody(users):
    analyst = users[Role.ANALYST]
    set_responsible(indicator=Indicator.objects.get(code="borgertilfredshed"), analyst=analyst)
    assert rows_by_code()["borgertilfredshed"].who == "analytiker"
    User.objects.filter(pk=analyst.pk).update(role=Role.MANAGER)
    assert rows_by_code()["borgertilfredshed"].who == "analytiker, ingen bestemt"


def test_loading_the_plans_again_leaves_the_responsible_alone(analyst):
    set_responsible(indicator=Indicator.objects.get(code="borgertilfredshed"), analyst=analyst)
    call_command("load_plans", stdout=StringIO())
    assert Indicator.objects.get(code="borgertilfredshed").responsible == analyst


@pytest.mark.parametrize(
    ("code", "lag_days", "source", "provisional", "survey"),
    [
        ("erhvervsfrekvens", 365, "Statistikbanken: kommer omkring et år efter", False, False),
        ("fleksjobledighed", 75, "Almen praksis", True, False),
        ("offentlig-forsoergelse-andel", 90, "Almen praksis", True, False),
        ("flygtninge-beskaeftigelse", 120, "Almen praksis", True, False),
        ("voksenlaerlinge", 120, "Almen praksis", True, False),
        ("y30r21-faktisk-andel", 90, "Almen praksis", True, False),
        ("neet-andel", 365, "Almen praksis", False, False),
        ("csr-virksomheder", 31, "Almen praksis", False, False),
        ("borgertilfredshed", 31, "Almen praksis", False, True),
        ("kontant-uddannelseshjaelp", None, "", False, False),
    ],
)
def test_indicator_has_the_lag_of_its_source(code, lag_days, source, provisional, survey):
    found = Indicator.objects.get(code=code)
    assert (found.lag_days, found.newest_is_provisional, found.is_survey) == (lag_days, provisional, survey)
    assert found.lag_source.startswith(source) and bool(found.lag_source) == bool(source)


@pytest.mark.parametrize(
    ("lines", "mistake"),
    [
        ("lag_days = 31", "indicator x: 'lag_days' needs 'lag_source'"),
        ('lag_days = 31\nlag_source = ""', "indicator x: 'lag_days' needs 'lag_source'"),
        ('lag_days = -1\nlag_source = "y"', "indicator x: 'lag_days' = -1 is negative"),
        ('lag_days = "31"\nlag_source = "y"', "indicator 1: 'lag_days' = '31' must be int"),
    ],
)
def test_file_with_a_lag_from_nowhere_is_refused(lines, mistake, tmp_path):
    path = tmp_path / "indicators.toml"
    values = {"code": "x", "name": "x", "description": "", "unit": "count", "frequency": "year"}
    values |= {"direction": "none", "derivation": "none", "source": "x", "fetch": ""}
    written = "\n".join(f'{key} = "{value}"' for key, value in values.items())
    path.write_text(f"[[indicator]]\n{written}\n{lines}\n", encoding="utf-8")
    with pytest.raises(ReferenceFileError) as refused:
        read_indicators(path)
    assert refused.value.mistakes == [f"indicators.toml: {mistake}"]
