"""Whether an initiative's promise was kept: verdicts, signed margins and sentences. Figures worked by hand."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extracts.periods import parse
from initiatives.following.milestones import standing_of
from initiatives.following.promise_wording import lead, promised_text, sentence, tally
from initiatives.following.promises import Measured, Promised, judge
from targets.spec import Verdict

TODAY = date(2026, 3, 1)
DAY = date(2022, 3, 1)
CASELOAD = Promised("at_most", Decimal(35), "borgere")
"""KIJOS: 35 citizens per caseworker."""
IPS = Promised("about", Decimal(45), "sager", per=3, per_unit="konsulent")
EDUCATION = Promised("at_least", Decimal(90), "%", due=parse("2017"))
JOB_ORDERS = Promised("increase", Decimal(200), "jobordrer", due=parse("2023M12"))
amounts = st.decimals(min_value=0, max_value=10_000, places=2)


def judged(promised, *figures, today=TODAY):
    return judge(promised, [Measured(day, Decimal(value)) for day, value in figures], today)


def words(promised, *figures, today=TODAY):
    return sentence(promised, judged(promised, *figures, today=today))


@pytest.mark.parametrize(
    ("value", "verdict", "margin", "said"),
    [
        ("33", "met", "2", "33 borgere pr. 1. marts 2022: 2 under loftet på 35 borgere."),
        ("35", "met", "0", "35 borgere pr. 1. marts 2022: præcis loftet på 35 borgere."),
        ("35.5", "missed", "-0.5", "35,5 borgere pr. 1. marts 2022: 0,5 over loftet på 35 borgere."),
        ("1", "met", "34", "1 borger pr. 1. marts 2022: 34 under loftet på 35 borgere."),
    ],
)
def test_caseload_is_held_against_its_ceiling(value, verdict, margin, said):
    found = judged(CASELOAD, (DAY, value))
    assert (found.verdict, found.margin) == (verdict, Decimal(margin))
    assert sentence(CASELOAD, found) == said


@pytest.mark.parametrize(
    ("value", "verdict", "margin", "said"),
    [
        ("90", "met", "0", "90 % pr. 31. december 2017: præcis målet på mindst 90 %."),
        ("92.5", "met", "2.5", "92,5 % pr. 31. december 2017: 2,5 procentpoint over målet på mindst 90 %."),
        ("88", "missed", "-2", "88 % pr. 31. december 2017: 2 procentpoint under målet på mindst 90 %."),
    ],
)
def test_share_is_held_against_what_was_to_be_reached(value, verdict, margin, said):
    found = judged(EDUCATION, (date(2017, 12, 31), value))
    assert (found.verdict, found.margin) == (verdict, Decimal(margin))
    assert sentence(EDUCATION, found) == said


def test_promise_without_a_measurement_has_no_data_and_no_margin():
    found = judged(CASELOAD)
    assert (found.verdict, found.reason, found.margin) == (Verdict.NO_DATA, "no_figure", None)
    assert sentence(CASELOAD, found) == "Ingen har skrevet ind, hvad der blev målt."
    assert words(EDUCATION) == "Ingen har skrevet ind, hvad der blev målt. Fristen var udgangen af 2017."


def test_promise_about_a_figure_cannot_be_judged_without_a_tolerance():
    found = judged(IPS, (DAY, "45"))
    assert (found.verdict, found.reason, found.margin) == (Verdict.NOT_ENOUGH, "tolerance_missing", None)
    assert sentence(IPS, found) == (
        "45 sager pr. 1. marts 2022, og lovet var omkring 45 sager. "
        "Det er ikke besluttet, hvor tæt på 45 sager der er tæt nok."
    )
    # 45 cases for 3 consultants.
    assert promised_text(IPS) == "omkring 45 sager, 15 pr. konsulent (delt på 3)"
    assert promised_text(replace(IPS, per=7)) == "omkring 45 sager, 6,4 pr. konsulent (delt på 7)"


def test_rise_without_a_baseline_shows_both_figures_and_is_not_judged():
    found = judged(JOB_ORDERS, (date(2023, 9, 30), "387"))
    assert (found.verdict, found.reason, found.margin) == (Verdict.NOT_ENOUGH, "baseline_missing", None)
    assert sentence(JOB_ORDERS, found) == (
        "387 jobordrer pr. 30. september 2023, og lovet var mindst 200 flere jobordrer. "
        "Udgangspunktet er ikke oplyst, så det kan ikke vurderes."
    )
    assert words(JOB_ORDERS) == (
        "Ingen har skrevet ind, hvad der blev målt. Fristen var udgangen af 2023. Udgangspunktet er heller ikke oplyst."
    )


@pytest.mark.parametrize(("value", "verdict", "margin"), [("387", "met", "87"), ("299", "missed", "-1")])
def test_rise_with_a_baseline_is_held_against_both_together(value, verdict, margin):
    # 100 + 200 = 300.
    promised = replace(JOB_ORDERS, baseline=Decimal(100), due=None)
    found = judged(promised, (DAY, value))
    assert (found.verdict, found.margin) == (verdict, Decimal(margin))


def test_rise_with_a_baseline_in_words():
    promised = replace(JOB_ORDERS, baseline=Decimal(100), due=None)
    assert words(promised, (DAY, "387")) == (
        "387 jobordrer pr. 1. marts 2022: 87 over målet på 300 jobordrer, som er mindst 200 flere jobordrer end "
        "udgangspunktet."
    )
    assert promised_text(replace(promised, unit="%")) == "en stigning på mindst 200 procentpoint"


def test_promise_that_is_not_due_is_not_missed_yet():
    promised = replace(EDUCATION, due=parse("2027"))
    assert judged(promised).verdict == Verdict.NOT_DUE
    assert words(promised) == "Der er ikke målt noget endnu. Løftet skal være holdt inden udgangen af 2027."
    found = judged(promised, (DAY, "80"))
    assert (found.verdict, found.margin) == (Verdict.NOT_DUE, Decimal(-10))
    assert sentence(promised, found) == (
        "80 % pr. 1. marts 2022: 10 procentpoint under målet på mindst 90 %. "
        "Løftet skal være holdt inden udgangen af 2027."
    )
    assert judged(promised, (DAY, "91")).verdict == Verdict.MET


def test_figure_from_before_the_deadline_that_falls_short_says_nothing_of_the_deadline():
    found = judged(EDUCATION, (date(2017, 6, 30), "80"))
    assert (found.verdict, found.reason, found.margin) == (Verdict.NO_DATA, "deadline_figure_missing", None)
    assert sentence(EDUCATION, found) == (
        "80 % pr. 30. juni 2017. Fristen var udgangen af 2017, og der er intet tal derfra."
    )


def test_first_figure_from_the_deadline_on_counts_and_without_a_deadline_the_newest():
    early, due, late = (date(2017, 6, 30), "95"), (date(2017, 12, 31), "80"), (date(2018, 6, 30), "91")
    assert judged(EDUCATION, late, early, due).measured == Measured(date(2017, 12, 31), Decimal(80))
    assert judged(replace(EDUCATION, due=None), late, early, due).measured.value == 91


def test_figure_from_after_today_is_not_known_yet():
    assert judged(CASELOAD, (TODAY + timedelta(days=1), "30")).verdict == Verdict.NO_DATA


@settings(max_examples=60)
@given(amounts, amounts, st.sampled_from(["at_most", "at_least", "increase"]), amounts)
def test_margin_is_positive_exactly_where_it_is_better_than_promised(value, limit, rule, baseline):
    promised = Promised(rule, limit, "sager", baseline=baseline)
    found = judged(promised, (DAY, value))
    better = {"at_most": value <= limit, "at_least": value >= limit, "increase": value - baseline >= limit}[rule]
    assert (found.margin >= 0) == better == (found.verdict == Verdict.MET)
    assert found.verdict in (Verdict.MET, Verdict.MISSED)
    assert sentence(promised, found).endswith(".")


@settings(max_examples=60)
@given(amounts, st.sampled_from(["at_most", "at_least", "about", "increase"]), st.booleans(), st.booleans())
def test_promise_without_a_figure_is_never_kept_and_never_broken(limit, rule, with_baseline, is_ahead):
    baseline = Decimal(1) if with_baseline else None
    promised = Promised(rule, limit, "sager", baseline=baseline, due=parse("2027" if is_ahead else "2017"))
    assert judged(promised).verdict == (Verdict.NOT_DUE if is_ahead else Verdict.NO_DATA)
    assert sentence(promised, judged(promised))


def test_lead_of_one_promise_is_its_sentence_and_of_several_their_count():
    assert lead([], []) == ""
    assert lead(["A."], [Verdict.MET]) == "A."
    assert lead(["A.", "B."], [Verdict.NO_DATA] * 2) == "Begge løfter mangler tal."
    assert lead(["A.", "B.", "C."], [Verdict.MET] * 3) == "Alle 3 løfter er opfyldt."
    mixed = [Verdict.MET, Verdict.MISSED, Verdict.NOT_DUE]
    assert lead(["A.", "B.", "C."], mixed) == (
        "1 løfte er ikke opfyldt, 1 løfte har en frist, der ikke er nået, og 1 løfte er opfyldt."
    )
    assert tally([Verdict.NOT_ENOUGH]) == "1 løfte kan ikke vurderes."


@pytest.mark.parametrize(
    ("due", "reached", "code", "word"),
    [
        ("", "2018", "met", "Nået"),
        ("2018", "2018", "met", "Nået"),
        # Reached some time in 2018, due by June: it may have been in time.
        ("2018M06", "2018", "met", "Nået"),
        ("2018M06", "2018M07", "missed", "Nået efter fristen"),
        ("2022", "", "no_data", "Fristen er gået, ikke oplyst om nået"),
        ("2026", "", "not_due", "Ikke nået endnu"),
        ("", "", "not_due", "Ikke nået endnu"),
        # What is told of a later day was not so on the day looked back to.
        ("2026M12", "2026M05", "not_due", "Ikke nået endnu"),
    ],
)
def test_milestone_stands_as_exactly_as_its_source(due, reached, code, word):
    found = standing_of(*(parse(text) if text else None for text in (due, reached)), TODAY)
    assert (found.code, found.word) == (code, word)
