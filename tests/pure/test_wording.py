import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracts.periods import year
from targets.spec import TargetSpec
from targets.wording import amount, promise
from tests.pure import OTHER, bounded, judge

COUNT = {"limit": "800", "strict": True, "deadline": date(2022, 5, 1), "unit": "persons"}
AVERAGE = {"limit": "256", "scope": "average", "span": "2021", "unit": "persons"}
OTHERS = {"direction": "lower", "comparator": OTHER}


@pytest.mark.parametrize(
    ("rule", "code", "said", "promised", "sentence"),
    [
        ("at_most", "2020M05", "11.6", {"limit": "10"}, "11,6 % i maj 2020: 1,6 procentpoint over loftet på 10 %."),
        ("at_most", "2020M05", "10", {"limit": "10"}, "10 % i maj 2020: præcis på loftet på 10 %."),
        (
            "at_least",
            "2020Q1",
            "59/229",
            {"limit": "35"},
            "25,76 % i 1. kvartal 2020: 9,24 procentpoint under målet på mindst 35 %. "
            "22 flere borgere havde været nok.",
        ),
        (
            "at_least",
            "2020Q2",
            "60/234",  # 25,641… %, 9,358… short
            {"limit": "35"},
            "25,64 % i 2. kvartal 2020: 9,36 procentpoint under målet på mindst 35 %. "
            "22 flere borgere havde været nok.",
        ),
        (
            "at_least",
            "2020H1",
            "68/264",  # 25,757… %, 9,242… short
            {"limit": "35"},
            "25,76 % i 1. halvår 2020: 9,24 procentpoint under målet på mindst 35 %. 25 flere borgere havde været nok.",
        ),
        (
            "at_most",
            "2022M04",
            "800",
            COUNT,
            "800 personer i april 2022: præcis på grænsen (målet er under 800 personer). "
            "1 borger færre havde været nok.",
        ),
        (
            "at_most",
            "2022M04",
            "799",
            COUNT,
            "799 personer i april 2022: 1 person under grænsen (målet er under 800 personer).",
        ),
        (
            "at_most",
            "2021M12",
            "1495",
            {"limit": "1400", "unit": "persons"},
            "1.495 personer i december 2021: 95 personer over loftet på 1.400 personer. "
            "95 færre borgere havde været nok.",
        ),
        ("at_least", "2020", "-3", {"limit": "0"}, "−3 % i 2020: 3 procentpoint under målet på mindst 0 %."),
        (
            "hold",
            "2021",
            "5",
            {"direction": "lower", "baseline_period": "2020", "baseline_value": "4.9"},
            "5 % i 2021: 0,1 procentpoint over udgangspunktet på 4,9 % (2020). Der er ikke besluttet en tolerance.",
        ),
        (
            "increase",
            "2023",
            "93",
            {"baseline_value": "93", "unit": "count"},
            "93 i 2023: præcis på udgangspunktet på 93.",
        ),
        (
            "reduce",
            "2022",
            "11.2",
            {"baseline_value": "11", "baseline_approximate": True},
            "11,2 % i 2022: 0,2 procentpoint over udgangspunktet på cirka 11 %.",
        ),
        (
            "no_worse_than",
            "2021Q1",
            "5",
            OTHERS | {"other": {"2021Q1": "4.9"}},
            "5 % i 1. kvartal 2021: 0,1 procentpoint over niveauet i RAR Sydjylland (4,9 %).",
        ),
        (
            "close_to",
            "2023",
            "94",
            {"limit": "100", "tolerance": "5"},
            "94 % i 2023: 6 procentpoint under målet på 100 %.",
        ),
    ],
)
def test_sentence_says_figure_period_and_distance(rule, code, said, promised, sentence):
    assert judge(rule, {code: said}, **promised).sentence == sentence


def test_sentence_before_the_deadline_says_when():
    assert judge("at_most", {"2022M03": "800"}, today=date(2022, 4, 1), **COUNT).sentence == (
        "800 personer i marts 2022: præcis på grænsen (målet er under 800 personer). "
        "Målet skal være nået inden udgangen af april 2022. Der skal være 1 borger færre."
    )


def test_sentence_after_the_deadline_says_that_its_figure_is_missing():
    sentence = judge(
        "at_least", {"2025": "79.5"}, today=date(2027, 1, 1), limit="80", deadline=date(2027, 1, 1)
    ).sentence
    assert sentence == (
        "79,5 % i 2025: 0,5 procentpoint under målet på mindst 80 %. "
        "Fristen var udgangen af 2026, men der er ikke indlæst tal for den endnu."
    )


@pytest.mark.parametrize(
    ("rule", "said", "unit", "sentence"),
    [
        ("at_most", "10.004", "percent", "10,004 % i maj 2020: 0,004 procentpoint over loftet på 10 %."),
        ("at_least", "9.996", "percent", "9,996 % i maj 2020: 0,004 procentpoint under målet på mindst 10 %."),
        ("at_least", "9.995", "percent", "9,995 % i maj 2020: 0,005 procentpoint under målet på mindst 10 %."),
        (
            "at_most",
            "10.04",
            "persons",
            "10,04 personer i maj 2020: 0,04 personer over loftet på 10 personer. 1 borger færre havde været nok.",
        ),
        ("at_most", "10.000001", "percent", "10,000001 % i maj 2020: 0,000001 procentpoint over loftet på 10 %."),
    ],
)
def test_rounding_that_would_hide_a_miss_shows_more_decimals(rule, said, unit, sentence):
    assert judge(rule, {"2020M05": said}, limit="10", unit=unit).sentence == sentence


@bounded
@given(
    st.integers(min_value=-60, max_value=60).filter(bool),
    st.integers(min_value=-6, max_value=-2),
    st.sampled_from(["at_most", "at_least"]),
    st.sampled_from(["percent", "persons", "hours", "kroner", "count"]),
)
def test_rounding_never_makes_another_figure_read_like_the_limit(steps, size, rule, unit):
    said = str(Decimal(10) + Decimal(steps).scaleb(size))
    assert not re.match(r"10(,0+)?\b(?!,)", judge(rule, {"2020": said}, limit="10", unit=unit).sentence)


def test_rounding_never_makes_two_areas_read_alike():
    sentence = judge("no_worse_than", {"2021": "25.764"}, other={"2021": "25.756"}, **OTHERS).sentence
    here, there = re.findall(r"\d+,\d+(?= %)", sentence)
    assert here != there


@pytest.mark.parametrize(
    ("unit", "sentence"),
    [
        ("rank", "11 i 2020: 1 plads over loftet på 10."),
        ("hours", "11 timer i 2020: 1 time over loftet på 10 timer."),
        ("kroner", "11 kr. i 2020: 1 kr. over loftet på 10 kr."),
    ],
)
def test_sentence_with_a_distance_of_one_is_in_the_singular(unit, sentence):
    assert judge("at_most", {"2020": "11"}, limit="10", unit=unit).sentence == sentence


@pytest.mark.parametrize(
    ("rule", "figures", "promised", "sentence"),
    [
        ("at_most", {}, {"limit": "10"}, "Der er ikke indlæst tal."),
        ("at_most", {}, {"limit": "10", "period": "2023M05"}, "Der er ikke indlæst tal for maj 2023."),
        (
            "at_most",
            {"2023M05": "suppressed"},
            {"limit": "10"},
            "Tallet for maj 2023 er diskretioneret: gruppen er for lille til at blive vist.",
        ),
        ("at_most", {"2023M05": "not_available"}, {"limit": "10"}, "Kilden har ikke oplyst et tal for maj 2023."),
        (
            "at_most",
            {"2023M05": "0/0"},
            {"limit": "10"},
            "Nævneren for maj 2023 er 0, så der kan ikke regnes en andel.",
        ),
        (
            "increase",
            {"2023": "3"},
            {},
            "3 % i 2023. Udgangspunktet kendes ikke, så udviklingen kan ikke vurderes endnu.",
        ),
        (
            "reduce",
            {"2021": "21.1"},
            {"baseline_period": "2021", "baseline_value": "21.1"},
            "21,1 % i 2021. Det er udgangspunktet. Der er ikke indlæst et nyere tal at sammenligne med det.",
        ),
        (
            "reduce",
            {"2022": "20"},
            {"baseline_period": "2021", "baseline_value": "21.1", "breaks": (date(2022, 7, 1),)},
            "20 % i 2022. Opgørelsen er lagt om siden udgangspunktet, så tallene kan ikke sammenlignes.",
        ),
        (
            "no_worse_than",
            {"2021Q1": "5"},
            OTHERS,
            "5 % i 1. kvartal 2021. Der mangler et tal for RAR Sydjylland i samme periode at sammenligne med.",
        ),
        (
            "close_to",
            {"2023": "97.5"},
            {"limit": "100"},
            "97,5 % i 2023. Det er ikke besluttet, hvor langt fra 100 % der er tæt nok på.",
        ),
        (
            "at_most",
            {"2021Q1": "250"},
            AVERAGE,
            "Målet gælder gennemsnittet for hele 2021, og der mangler tal for nogle af perioderne.",
        ),
        ("narrative", {}, {}, "Målet har intet tal. Det vurderes i ord, og ingen har vurderet det endnu."),
    ],
)
def test_sentence_without_a_verdict_says_why(rule, figures, promised, sentence):
    assert judge(rule, figures, **promised).sentence == sentence


@pytest.mark.parametrize(
    ("rule", "promised", "sentence"),
    [
        ("reduce", {"baseline": "unknown"}, "Der er ikke indlæst tal. Udgangspunktet kendes heller ikke."),
        (
            "close_to",
            {"limit": "100"},
            "Der er ikke indlæst tal. Det er heller ikke besluttet, hvor langt fra 100 % der er tæt nok på.",
        ),
        (
            "at_most",
            {"limit": "800", "deadline": date(2022, 5, 1)},
            "Der er ikke indlæst tal. Fristen var udgangen af april 2022.",
        ),
        ("at_least", {"limit": "80", "deadline": date(2027, 1, 1)}, "Der er ikke indlæst tal."),
    ],
)
def test_sentence_without_a_figure_says_what_else_is_missing(rule, promised, sentence):
    assert judge(rule, {}, **promised).sentence == sentence


@pytest.mark.parametrize(
    ("completed_on", "today", "sentence"),
    [
        (date(2021, 6, 30), date(2026, 1, 1), "Gennemført 30. juni 2021, inden fristen: udgangen af 2021."),
        (date(2022, 1, 1), date(2026, 1, 1), "Gennemført 1. januar 2022, efter fristen: udgangen af 2021."),
        (None, date(2021, 12, 31), "Skal være gennemført inden udgangen af 2021."),
        (None, date(2022, 1, 1), "Fristen var udgangen af 2021. Det er ikke registreret, om det blev gennemført."),
    ],
)
def test_sentence_of_a_milestone(completed_on, today, sentence):
    answer = judge("milestone", {}, today=today, completed_on=completed_on, deadline=date(2022, 1, 1))
    assert answer.sentence == sentence


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [
        ("11.6", "percent", "11,6 %"),
        ("1495", "persons", "1.495 personer"),
        ("1", "persons", "1 person"),
        ("1388248", "kroner", "1.388.248 kr."),
        ("3", "rank", "3"),
        ("25.7641", "percent", "25,76 %"),
    ],
)
def test_amount_has_its_unit(number, unit, words):
    assert amount(Fraction(number), unit) == words


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (TargetSpec("at_most", limit=Fraction(10)), "Højst 10 %"),
        (TargetSpec("at_least", limit=Fraction(80), deadline=date(2027, 1, 1)), "Mindst 80 % inden udgangen af 2026"),
        (
            TargetSpec("at_most", unit="persons", limit=Fraction(800), strict=True, deadline=date(2022, 5, 1)),
            "Under 800 personer inden udgangen af april 2022",
        ),
        (
            TargetSpec("at_most", unit="persons", limit=Fraction(256), scope="average", span=year(2021)),
            "Højst 256 personer i gennemsnit for 2021",
        ),
        (TargetSpec("no_worse_than", direction="lower", comparator=OTHER), "Ikke højere end RAR Sydjylland"),
        (TargetSpec("no_worse_than", direction="higher", comparator=OTHER), "Ikke lavere end RAR Sydjylland"),
        (TargetSpec("close_to", limit=Fraction(100)), "Tæt på 100 %"),
        (TargetSpec("reduce", baseline_value=Fraction(11), baseline_approximate=True), "Lavere end cirka 11 %"),
        (TargetSpec("increase"), "Højere end udgangspunktet (ikke oplyst i planen)"),
        (TargetSpec("hold", direction="lower", baseline_value=Fraction(5)), "Højst 5 %"),
        (TargetSpec("hold", direction="higher", baseline="last_year"), "Mindst samme niveau som året før"),
        (TargetSpec("milestone", deadline=date(2022, 1, 1)), "Gennemføres inden udgangen af 2021"),
        (TargetSpec("milestone", deadline=date(2026, 7, 16)), "Gennemføres inden udgangen af 15. juli 2026"),
        (TargetSpec("narrative"), "Vurderes i ord"),
    ],
)
def test_promise_in_words(target, words):
    assert promise(target) == words
