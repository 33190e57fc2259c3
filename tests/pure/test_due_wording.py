"""What is missing before a meeting in one sentence, and which quarters a plan may be reported on."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.due.wording import deadline, lead, lead_without_meeting, months_open, spending_missing
from reports.workflow.quarters import quarters_to_report
from tests.pure import bounded

MEETING = {"meets_on": date(2026, 12, 3), "papers_due_on": date(2026, 11, 26)}
BEFORE, ON_THE_DAY, AFTER = date(2026, 11, 22), date(2026, 11, 26), date(2026, 11, 27)
DAYS = st.dates(date(1995, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("today", "missing", "late", "said"),
    [
        (BEFORE, 3, 1, "skal være klar 26. november: 3 ting mangler, 1 er forsinket."),
        (BEFORE, 3, 2, "skal være klar 26. november: 3 ting mangler, 2 er forsinkede."),
        (BEFORE, 1, 0, "skal være klar 26. november: 1 ting mangler."),
        (ON_THE_DAY, 2, 0, "skal være klar i dag, 26. november: 2 ting mangler."),
        (AFTER, 3, 3, "skulle have været klar 26. november: 3 ting mangler og er forsinkede."),
        (AFTER, 1, 1, "skulle have været klar 26. november: 1 ting mangler og er forsinket."),
        (AFTER, 0, 0, "er klar."),
    ],
)
def test_sentence_says_by_when_how_much_and_how_late(today, missing, late, said):
    sentence = lead(**MEETING, today=today, missing=missing, late=late)
    assert sentence == f"Materialet til mødet 3. december 2026 {said}"


def test_deadline_in_the_year_before_the_meeting_names_its_year():
    days = {"meets_on": date(2027, 1, 7), "papers_due_on": date(2026, 12, 29)}
    assert deadline(**days, today=BEFORE) == "Materialet til mødet 7. januar 2027 skal være klar 29. december 2026."


def test_sentence_without_a_meeting_still_says_what_is_missing():
    ends = "Der er ikke skrevet et møde ind, så siden kan ikke sige, hvornår det skal være klar."
    assert lead_without_meeting("3. kvartal 2026", 4) == f"4 ting mangler til rapporten for 3. kvartal 2026. {ends}"
    assert lead_without_meeting("3. kvartal 2026", 0) == f"Intet mangler til rapporten for 3. kvartal 2026. {ends}"


def test_months_of_the_budget_are_named():
    assert spending_missing(["september 2023"]) == "Forbruget for september 2023 er ikke indlæst."
    assert months_open(["juli 2023", "august 2023"]) == (
        "Budgettet for juli 2023 og august 2023 er ikke lukket. Luk det, når forbruget er bogført."
    )


def test_report_may_be_of_a_year_before_the_plan_to_a_year_after_it():
    # The plan of 2021: from the first quarter of 2020 to the last of 2022.
    quarters = quarters_to_report(date(2021, 1, 1), date(2022, 1, 1), date(2026, 11, 22))
    assert [quarters[0].code, quarters[-1].code, len(quarters)] == ["2022Q4", "2020Q1", 12]


def test_report_is_never_of_a_quarter_that_is_not_over():
    quarters = quarters_to_report(date(2023, 1, 1), date(2027, 1, 1), date(2026, 9, 30))
    assert quarters[0].code == "2026Q2"
    assert quarters_to_report(date(2023, 1, 1), date(2027, 1, 1), date(2026, 10, 1))[0].code == "2026Q3"
    assert quarters_to_report(date(2030, 1, 1), date(2031, 1, 1), date(2026, 10, 1)) == []


@given(DAYS, st.integers(1, 3000), DAYS)
@bounded
def test_quarters_of_any_plan_are_over_follow_each_other_and_lie_within_a_year_of_it(start, length, today):
    end = start + timedelta(days=length)
    quarters = quarters_to_report(start, end, today)
    assert all(later == earlier.shifted(1) for later, earlier in pairwise(quarters))
    assert all(quarter.end <= today for quarter in quarters)
    assert all(quarter.start > start - timedelta(days=366 + 92) for quarter in quarters)
    assert all(quarter.end <= end + timedelta(days=366) for quarter in quarters)
