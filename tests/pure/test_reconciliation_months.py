"""Full-year persons beside full-time persons: what stands, what was first recorded, and what is left out."""

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracts.periods import month
from reports.reconciliation.chart import reconciliation_chart, ticks_between
from reports.reconciliation.groups import GROUPS, NOT_COMPARED
from reports.reconciliation.months import Booked, Month, Sums, Version, Year, booked_of
from reports.reconciliation.rows import month_row, month_rows
from reports.reconciliation.wording import finding, lag_sentence, late_finding, lead, missing
from targets.derivation import Figure


def day(number):
    return datetime(2023, 9, number, tzinfo=UTC)


def version(persons, net=None, *, since=1, until=None, state="value", invented=False, told=True):
    persons = None if persons is None else Decimal(persons)
    net = Decimal(net or 0) if state == "value" else None
    return Version(persons, net, state, False, invented, day(since), day(until) if until else None, told)


def booked(persons, first=None, late_net=0):
    sums, before = Sums(Decimal(persons), Decimal(late_net)), Sums(Decimal(first or persons), Decimal(0))
    return Booked(sums, before, day(1), provisional=False, invented=False)


def year(*pairs):
    """Months from January: the ledger's persons and those of Jobindsats, each None where missing."""
    found = []
    for number, (finance, jobindsats) in enumerate(pairs, start=1):
        period = month(2023, number)
        figure = None if jobindsats is None else Figure(period, Decimal(jobindsats), version=number)
        following = pairs[number][0] if number < len(pairs) else None
        ledger = [None if each is None else booked(each) for each in (finance, following)]
        found.append(Month(period, ledger[0], figure, ledger[1]))
    return Year(found)


# 520,5 - 490 = 30,5 and 530 - 500 = 30; read one month later 530 - 490 = 40 and 516 - 500 = 16.
WORKED = [("520.5", 490), ("530", 500), ("516", None), (None, 480)]


def test_accounts_of_a_month_are_added_and_one_that_says_no_persons_is_left_out():
    found = booked_of([version("300", "10.50"), version("220.5", "20"), version(None, "-0.50")])
    assert (found.now.persons, found.now.net) == (Decimal("520.5"), Decimal("30.00"))


def test_month_with_an_entry_that_is_missing_has_no_figure():
    found = booked_of([version("300", "10"), version(None, state="not_available")])
    assert (found.now.persons, found.now.net) == (None, None)


def test_month_is_held_against_what_was_first_recorded_of_all_its_accounts():
    # First 300 persons for 1.000 kr.; then 302,4 for 1.272, and a correction of 28 kr. on another account.
    versions = [version("300", 1000, until=5), version("302.4", 1272, since=5), version(None, 28, since=7)]
    found = booked_of(versions)
    assert (found.first_at, found.first.persons, found.first.net) == (day(1), Decimal("300"), Decimal(1000))
    assert (found.late_persons, found.late_net) == (Decimal("2.4"), Decimal(300))


def test_month_as_it_was_known_knows_nothing_of_what_came_later():
    versions = [version("300", 1000, until=5), version("302.4", 1272, since=5)]
    assert booked_of(versions, day(3)).late_net == 0
    assert booked_of(versions, day(5)).late_net == 272


def test_upload_taken_back_leaves_the_first_figure_as_it_was():
    versions = [
        version("300", 1000, until=3),
        version("999", 9999, since=3, until=5, told=False),
        version("300", 1000, since=5, told=False),
    ]
    assert booked_of(versions).late_net == 0


def test_invented_figure_is_no_earlier_version_of_a_real_one():
    versions = [version("10", 5, until=5, invented=True), version("300", 1000, since=5)]
    found = booked_of(versions)
    assert (found.invented, found.late_persons, found.first_at) == (False, 0, day(5))


def test_withdrawn_entries_are_no_month():
    assert booked_of([version("300", 1000, until=5), version(None, state="withdrawn", since=5)]) is None


def test_averages_are_over_the_months_that_both_have():
    found = year(*WORKED)
    assert [each.period.code for each in found.both] == ["2023M01", "2023M02"]
    # (520,5 + 530) / 2, (490 + 500) / 2, and 30,25 / 495.
    assert (found.finance, found.jobindsats, found.difference) == (Fraction("525.25"), 495, Fraction("30.25"))
    assert found.percent == Fraction(3025, 495)
    assert (found.apart, found.apart_lagged) == (Fraction("30.25"), 28)


def test_year_without_a_common_month_has_no_average():
    found = year(("520.5", None), (None, 500))
    assert (found.finance, found.difference, found.percent, found.apart) == (None, None, None, None)
    assert lead(2023, "på sygedagpenge", found) == (
        "Der er ingen måned i 2023, hvor både økonomisystemet og Jobindsats har tal for borgere på sygedagpenge."
    )
    assert finding(found) == "Kun den ene side har tal"


def test_sentences_of_the_worked_year():
    found = year(*WORKED)
    assert lead(2023, "på sygedagpenge", found) == (
        "Økonomisystemet har i gennemsnit 525 helårspersoner på sygedagpenge fra januar til februar 2023, "
        "Jobindsats 495 fuldtidspersoner: 30 flere i økonomisystemet (6,1 %)."
    )
    assert finding(found) == "Økonomisystemet har flere personer end Jobindsats i alle 2 måneder"
    assert missing(2023, found) == {"finance": "april 2023", "jobindsats": "marts 2023"}
    assert lag_sentence(found) == (
        "I de 2 måneder, hvor økonomisystemet også har den næste, er der i gennemsnit 30,3 personer imellem, uanset "
        "fortegn. Læses økonomisystemet en måned senere end Jobindsats, er der 28,0. Det er tættere på, så sen "
        "bogføring kan forklare noget af forskellen."
    )


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        ([("100", 100)] * 12, "100 helårspersoner i 2023, Jobindsats 100 fuldtidspersoner: lige mange."),
        ([("90", 100)], "90 helårspersoner i januar 2023, Jobindsats 100 fuldtidspersoner: 10 færre"),
        ([("90", 100), (None, 1), ("90", 100)], "90 helårspersoner i de 2 måneder af 2023, som begge har, Jobindsats"),
        # 10,4 and 9,6 would read as 10 and 10, and 0,8 as 1.
        ([("10.4", "9.6")], "10,4 helårspersoner i januar 2023, Jobindsats 9,6 fuldtidspersoner: 0,8 flere"),
    ],
)
def test_lead_says_the_span_and_who_has_more(pairs, sentence):
    assert sentence.replace("helårspersoner", "helårspersoner i fleksjob", 1) in lead(2023, "i fleksjob", year(*pairs))


def test_missing_months_are_told_as_runs():
    nothing = (None, None)
    found = year(("1", None), ("1", None), nothing, ("1", None), nothing, nothing, nothing, *[("1", None)] * 5)
    assert missing(2023, found) == {"finance": "marts og maj til juli 2023", "jobindsats": "hele 2023"}


def test_late_postings_of_the_year_are_told_in_one_sentence():
    months = [Month(month(2023, 7), booked("10", late_net=-186420), None), Month(month(2023, 8), booked("10"), None)]
    assert late_finding(2023, Year(months)) == "1 måned er ændret, siden den først blev indlæst: −186 t.kr. netto"
    assert late_finding(2023, Year(months[1:])) == "Ingen måned af 2023 er ændret, siden den først blev indlæst"
    assert late_finding(2023, Year([])) == "Økonomisystemet har ingen måneder af 2023 endnu"


def test_missing_figure_is_a_dash_with_a_word_and_never_0():
    period = month(2023, 1)
    silent = Booked(Sums(None, Decimal(5)), Sums(None, Decimal(5)), day(1), False, False)
    nothing = Booked(Sums(None, None), Sums(None, None), day(1), False, False)
    hidden = Figure(period, state="suppressed")
    rows = [month_row(Month(period, *each)) for each in ((None, hidden), (silent, None), (nothing, None))]
    assert [(row.finance, row.jobindsats, row.difference, row.percent) for row in rows] == [
        ("– ikke indlæst", "– diskretioneret", "–", "–"),
        ("– ingen helårspersoner i filen", "– ikke indlæst", "–", "–"),
        ("– ikke oplyst", "– ikke indlæst", "–", "–"),
    ]
    assert [row.late_net for row in rows] == ["–", "0", "–"]


def test_rows_end_with_the_average_of_the_months_that_both_have():
    rows = month_rows(year(*WORKED))
    assert [(row.label, row.finance, row.jobindsats, row.difference, row.percent) for row in rows] == [
        ("januar 2023", "520,5", "490", "+30,5", "+6,2 %"),
        ("februar 2023", "530,0", "500", "+30,0", "+6,0 %"),
        ("marts 2023", "516,0", "– ikke indlæst", "–", "–"),
        ("april 2023", "– ikke indlæst", "480", "–", "–"),
        ("Gennemsnit", "525,3", "495,0", "+30,3", "+6,1 %"),
    ]


persons = st.one_of(st.none(), st.decimals(min_value=0, max_value=10**5, places=1))


@given(st.lists(st.tuples(persons, persons), max_size=12))
def test_average_difference_is_the_difference_of_the_averages(pairs):
    found = year(*pairs)
    assert len(found.both) == sum(None not in pair for pair in pairs)
    if found.both:
        assert found.difference == found.finance - found.jobindsats


@given(st.fractions(min_value=0, max_value=10**6), st.fractions(min_value=0, max_value=10**6))
def test_ticks_enclose_the_figures_and_are_few(one, other):
    low, high = sorted([one, other])
    ticks = ticks_between(low, high)
    assert ticks[0] <= low
    assert high <= ticks[-1]
    assert 2 <= len(ticks) <= 7


def test_chart_draws_both_series_and_breaks_the_line_where_a_month_is_missing():
    drawn = reconciliation_chart(year(*WORKED).months, "Begge serier")
    assert 'role="img" aria-label="Begge serier"' in drawn
    # January and February of Jobindsats, then April alone; January to March of the ledger.
    assert (drawn.count("<polyline"), drawn.count("<circle"), drawn.count("<rect")) == (2, 3, 3)
    # 480 lies on the lowest of 480, 500, 520, 540; January stands at 48 + 20, February 380 / 11 further on.
    assert 'reconciled__line--jobindsats" points="68,153.7 102.5,125.3"' in drawn


def test_chart_of_one_figure_is_not_drawn():
    assert reconciliation_chart(year(("520.5", None)).months, "x") == ""


def test_every_benefit_type_is_compared_or_said_why_not():
    # The nine of the plans' budgets.
    assert len(GROUPS) + len(NOT_COMPARED) == len(GROUPS.keys() | NOT_COMPARED.keys()) == 9
