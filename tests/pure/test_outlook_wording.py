"""The outlook and the flags in sentences, each read aloud."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracts.periods import Kind
from targets.flags import Flag, Raised
from targets.outlook_wording import (
    FLAG_SENTENCES,
    FLAG_WORDS,
    OUTLOOK_WORDS,
    STEPS,
    UNSAID,
    flag_sentence,
    odds_sentence,
    outlook_sentence,
    record_sentence,
)
from targets.projection import Record
from targets.spec import PathPoint
from tests.pure import OTHER, bounded, following, judge, spec

IN_2024 = date(2024, 6, 1)
IN_A_YEAR = {"deadline": date(2025, 1, 1), "today": IN_2024}
# Changes +3 −1 +5 +1 +8 −2 +4 0: for 2024 the futures 66 67 68 69 71 72 73 76 and the range 65,9 to 76,3.
NINE_YEARS = following("2015", 50, 53, 52, 57, 58, 66, 64, 68, 68)
PROJECTED = "Fremskrevet til 2024: 70 %, med et spænd fra 65,9 % til 76,3 %."
TOO_FEW = "Der er færre end otte år-til-år-ændringer at fremskrive af."


def said(rule, figures, **promised):
    terms = {name: value for name, value in promised.items() if name not in ("today", "other")}
    return outlook_sentence(judge(rule, figures, **promised).prospect, spec(rule, **terms))


def path(value, day=date(2024, 1, 1)):
    return {"path": "listed", "path_points": (PathPoint(day, Fraction(value)),)}


@pytest.mark.parametrize(
    ("limit", "odds", "needed"),
    [
        ("67", "7 af 8 fremskrivninger når målet.", ""),
        ("70", "4 af 8 fremskrivninger når målet.", " Målet kræver en stigning på 2 procentpoint"),
        ("80", "0 af 8 fremskrivninger når målet.", " Målet kræver en stigning på 12 procentpoint"),
    ],
)
def test_projection_is_said_with_its_range_and_odds(limit, odds, needed):
    needed += " fra 2023 til udgangen af 2024 (1 år)." if needed else ""
    assert said("at_least", NINE_YEARS, limit=limit, **IN_A_YEAR) == f"{PROJECTED} {odds}{needed}"


def test_range_without_any_width_is_not_said_as_a_range():
    figures = following("2015", 10, 11, 12, 13, 14, 15, 16, 17, 18)
    assert said("at_least", figures, limit="19", unit="persons", **IN_A_YEAR) == (
        "Fremskrevet til 2024: 19 personer, for alle år-til-år-ændringer har været lige store. "
        "8 af 8 fremskrivninger når målet. "
        "Målet kræver en stigning på 1 person fra 2023 til udgangen af 2024 (1 år)."
    )


def test_range_that_begins_at_its_middle_is_still_a_range():
    """Changes of 0 eight times and +5 once."""
    figures = following("2014", *[10] * 9, 15)
    assert said("at_least", figures, limit="15", **IN_A_YEAR) == (
        "Fremskrevet til 2024: 15 %, med et spænd fra 15 % til 20 %. 9 af 9 fremskrivninger når målet."
    )


@pytest.mark.parametrize(
    ("reason", "promised", "sentence"),
    [
        ("too_few_changes", {"breaks": (date(2017, 1, 1),)}, TOO_FEW),
        (
            "break_ahead",
            {"breaks": (date(2024, 7, 1),)},
            "Opgørelsen lægges om inden fristen, så der kan ikke fremskrives.",
        ),
    ],
)
def test_why_nothing_can_be_projected(reason, promised, sentence):
    assert judge("at_least", NINE_YEARS, limit="60", **promised, **IN_A_YEAR).prospect.reason == reason
    assert said("at_least", NINE_YEARS, limit="60", **promised, **IN_A_YEAR) == sentence


def test_why_nothing_can_be_projected_where_the_limit_or_the_season_is_unknown():
    promised = {"direction": "higher", "comparator": OTHER, "other": {"2023": "70"}}
    assert said("no_worse_than", NINE_YEARS, **promised, **IN_A_YEAR) == (
        "Det tal, der skal sammenlignes med ved fristen, kendes ikke endnu."
    )
    springs = {f"{number}Q1": "70" for number in range(2010, 2025)}
    assert said("at_least", springs, limit="70", **IN_A_YEAR) == (
        "Der er intet tal fra samme tid på året at fremskrive fra."
    )


@pytest.mark.parametrize(
    ("rule", "value", "said_value", "place"),
    [
        ("at_least", "69.5", "69,5", "1,5 procentpoint bagud."),
        ("at_least", "67", "67", "1 procentpoint foran."),
        ("at_least", "68", "68", "præcis der."),
        ("at_most", "69.5", "69,5", "1,5 procentpoint foran."),
        ("at_most", "67", "67", "1 procentpoint bagud."),
        ("at_least", "68.004", "68,004", "0,004 procentpoint bagud."),
    ],
)
def test_place_against_the_path(rule, value, said_value, place):
    limit = {"at_least": "60", "at_most": "80"}[rule]
    assert said(rule, {"2023": "68"}, limit=limit, **path(value), **IN_A_YEAR) == (
        f"{TOO_FEW} For at følge vejen til målet skulle tallet være {said_value} % ved udgangen af 2023. Det er {place}"
    )


@pytest.mark.parametrize(
    ("code", "deadline", "sentence"),
    [
        ("2023", date(2027, 1, 1), "i gennemsnit 2 procentpoint hvert år fra 2023 til udgangen af 2026 (3 år)."),
        ("2025", date(2027, 1, 1), "6 procentpoint fra 2025 til udgangen af 2026 (1 år)."),
        (
            "2025H1",
            date(2027, 1, 1),
            "i gennemsnit 2 procentpoint hvert halvår fra 1. halvår 2025 til udgangen af 2026 (3 halvår).",
        ),
        (
            "2026Q2",
            date(2027, 1, 1),
            "i gennemsnit 3 procentpoint hvert kvartal fra 2. kvartal 2026 til udgangen af 2026 (2 kvartaler).",
        ),
        ("2026Q3", date(2027, 1, 1), "6 procentpoint fra 3. kvartal 2026 til udgangen af 2026 (1 kvartal)."),
        (
            "2021M12",
            date(2022, 5, 1),
            "i gennemsnit 1,5 procentpoint hver måned fra december 2021 til udgangen af april 2022 (4 måneder).",
        ),
        ("2022M03", date(2022, 5, 1), "6 procentpoint fra marts 2022 til udgangen af april 2022 (1 måned)."),
        (
            "2026QMAT02",
            date(2027, 1, 1),
            "i gennemsnit 3 procentpoint hvert kvartal "
            "fra året til 2. kvartal 2026 til udgangen af 2026 (2 kvartaler).",
        ),
        (
            "2026MAT10",
            date(2027, 1, 1),
            "i gennemsnit 3 procentpoint hver måned fra året til oktober 2026 til udgangen af 2026 (2 måneder).",
        ),
    ],
)
def test_what_is_needed_in_the_time_that_is_left(code, deadline, sentence):
    promised = {"limit": "74", "deadline": deadline, "today": date(2020, 1, 1)}
    assert said("at_least", {code: "68"}, **promised) == f"{TOO_FEW} Målet kræver en stigning på {sentence}"
    mirrored = said("at_most", {code: "-68"}, **promised | {"limit": "-74"})
    assert mirrored == f"{TOO_FEW} Målet kræver et fald på {sentence}"


@pytest.mark.parametrize(
    ("now", "limit", "unit", "strict", "step"),
    [
        # 35 % of 229 = 80,15: 22 more than 59, over three quarters 7,33, and 9,2358 / 3 = 3,0786 points.
        ("59/229", "35", "percent", False, "i gennemsnit 3,08 procentpoint (7,4 borgere) hvert kvartal"),
        ("80/229", "35", "percent", False, "i gennemsnit 0,03 procentpoint (0,4 borgere) hvert kvartal"),
        ("78/229", "35", "percent", False, "i gennemsnit 0,32 procentpoint (1 borger) hvert kvartal"),
        # 70 of 200 is 35 % exactly, and it takes 71 to be above it: 11 over three.
        ("60/200", "35", "percent", True, "i gennemsnit mere end 1,67 procentpoint (3,7 borgere) hvert kvartal"),
        ("68", "69", "percent", False, "i gennemsnit 0,34 procentpoint hvert kvartal"),  # 1/3, rounded up
        ("68", "68.0001", "percent", False, "i gennemsnit 0,01 procentpoint hvert kvartal"),  # never 0
        ("790", "800", "persons", False, "i gennemsnit 3,34 personer hvert kvartal"),  # 10 over three
        ("790", "800", "persons", True, "i gennemsnit 3,67 personer hvert kvartal"),  # 11
        ("797", "800", "persons", False, "i gennemsnit 1 person hvert kvartal"),
        ("90", "93", "count", True, "i gennemsnit mere end 1 hvert kvartal"),
        ("7", "10", "hours", False, "i gennemsnit 1 time hvert kvartal"),
    ],
)
def test_step_that_is_said_is_enough(now, limit, unit, strict, step):
    promised = {"limit": limit, "unit": unit, "strict": strict, "deadline": date(2021, 1, 1)}
    assert said("at_least", {"2020Q1": now}, today=date(2020, 6, 1), **promised) == (
        f"{TOO_FEW} Målet kræver en stigning på {step} fra 1. kvartal 2020 til udgangen af 2020 (3 kvartaler)."
    )


def test_on_a_strict_limit_any_step_is_enough():
    promised = {"baseline_value": "93", "unit": "count"}
    assert said("increase", {"2023": "93"}, **promised, **IN_A_YEAR) == (
        f"{TOO_FEW} Målet kræver en stigning, uanset hvor lille, fra 2023 til udgangen af 2024 (1 år)."
    )


def test_whole_outlook_in_one_go():
    promised = {"limit": "72.5", "deadline": date(2025, 1, 1)} | path("68.5")
    assert said("at_least", NINE_YEARS, **promised, today=IN_2024) == (
        f"{PROJECTED} 2 af 8 fremskrivninger når målet. "
        "For at følge vejen til målet skulle tallet være 68,5 % ved udgangen af 2023. Det er 0,5 procentpoint bagud. "
        "Målet kræver en stigning på 4,5 procentpoint fra 2023 til udgangen af 2024 (1 år)."
    )


def test_beside_its_odds_the_outlook_says_what_each_future_is_and_how_the_range_did():
    prospect = judge("at_least", NINE_YEARS, limit="67", **IN_A_YEAR).prospect
    terms = spec("at_least", limit="67", deadline=date(2025, 1, 1))
    assert outlook_sentence(prospect, terms, record=Record(5, 2)) == (
        f"{PROJECTED} Hver fremskrivning bygger på en af de ændringer, tallet har haft fra et år til det næste. "
        "Spændet skal holde fire ud af fem gange. Prøvet på fortiden holdt det 2 af 5 gange."
    )


def test_step_of_the_last_period_reads_as_the_distance_in_the_verdict():
    """82 % of 609 = 499,38: 494 is 0,8834 points and 6 citizens short."""
    answer = judge("at_least", {"2023": "494/609"}, limit="82", **IN_A_YEAR)
    assert ": 0,88 procentpoint under målet" in answer.sentence
    terms = spec("at_least", limit="82", deadline=date(2025, 1, 1))
    assert " 0,88 procentpoint (6 borgere) fra 2023" in outlook_sentence(answer.prospect, terms)


def test_odds_are_said_alone_and_not_at_all_without_a_projection():
    prospect = judge("at_least", NINE_YEARS, limit="67", **IN_A_YEAR).prospect
    assert odds_sentence(prospect) == "7 af 8 fremskrivninger når målet."
    assert odds_sentence(judge("at_least", {"2023": "68"}, limit="67", **IN_A_YEAR).prospect) == ""


@pytest.mark.parametrize(
    ("tried", "held", "sentence"),
    [
        (0, 0, "Fremskrivningen kan ikke prøves på fortiden endnu: serien er for kort."),
        (1, 1, "Spændet skal holde fire ud af fem gange. Prøvet på fortiden holdt det 1 af 1 gang."),
        (12, 0, "Spændet skal holde fire ud af fem gange. Prøvet på fortiden holdt det 0 af 12 gange."),
        (12, 9, "Spændet skal holde fire ud af fem gange. Prøvet på fortiden holdt det 9 af 12 gange."),
    ],
)
def test_record_of_the_past(tried, held, sentence):
    assert record_sentence(Record(tried, held)) == sentence


@pytest.mark.parametrize(
    ("reason", "detail", "sentence"),
    [
        ("marked", "", "Tallet er foreløbigt: kilden kan stadig ændre det."),
        ("newer_published", "marts 2026", "Tallet er forældet: marts 2026 er udgivet, men ikke indlæst."),
        ("nothing_newer_published", "1. kvartal 2026", "Afventer kilden: 1. kvartal 2026 er ikke udgivet endnu."),
        ("newer_version", "maj 2020: der stod 9 %", "Tallet er ændret siden rapporten for maj 2020: der stod 9 %."),
        (
            "within_usual_revision",
            "",
            "Afgørelsen er usikker: afstanden er mindre, end tallet plejer at blive rettet med.",
        ),
        (
            "within_chance",
            "1.200 svar",
            "Afgørelsen er usikker: blandt 1.200 svar kan så lille en forskel være tilfældig.",
        ),
    ],
)
def test_flag_in_a_sentence(reason, detail, sentence):
    assert flag_sentence(Raised(Flag.PROVISIONAL, reason, detail)) == sentence


def test_every_code_has_its_words():
    assert set(FLAG_WORDS) == {flag.value for flag in Flag}
    assert OUTLOOK_WORDS == {
        "on_track": "på vej",
        "at_risk": "i risiko",
        "off_track": "bagud",
        "cannot_say": "udsigten kendes ikke",
    }
    assert set(STEPS) == set(Kind)
    for text in [*FLAG_SENTENCES.values(), *UNSAID.values()]:
        assert text[0].isupper() and text.endswith(".")


@bounded
@given(st.integers(-60, 60).filter(bool), st.integers(-6, -2), st.sampled_from(["percent", "persons", "count"]))
def test_rounding_never_makes_the_projection_read_like_the_limit(steps, size, unit):
    """A straight line that ends beside the limit of 50: what is projected never reads as 50."""
    last = Decimal(49) + Decimal(steps).scaleb(size)
    figures = following("2015", *(last - step for step in range(8, -1, -1)))
    text = said("at_least", figures, limit="50", unit=unit, **IN_A_YEAR)
    assert not re.search(r": 50(,0+)?[ ,](?!\d)", text)
    assert ("8 af 8" in text) == (steps > 0)


@bounded
@given(st.integers(1, 400), st.integers(1, 400), st.sampled_from(["percent", "persons", "kroner", "rank"]))
def test_step_is_never_said_as_nothing_nor_as_too_little(now, short, unit):
    promised = {"limit": str(now + short), "unit": unit, "deadline": date(2027, 1, 1), "today": IN_2024}
    text = said("at_least", {"2023": str(now)}, **promised)
    step = re.search(r"gennemsnit ([\d.]+(?:,\d+)?)", text)[1].replace(".", "").replace(",", ".")
    assert Fraction(short) <= 3 * Fraction(step) < short + Fraction(3, 100)


def test_range_is_shown_only_as_far_as_the_unit_goes():
    """Yearly changes of +1 but one of +9 from 95 %: the upper end would be above 100 %."""
    values = [80, 81, 82, 83, 84, 85, 86, 87, 96, 97]
    figures = {str(2014 + at): str(value) for at, value in enumerate(values)}
    answer = judge("at_least", figures, limit="99", deadline=date(2026, 1, 1), today=date(2024, 6, 1))
    said = outlook_sentence(answer.prospect, spec("at_least", limit="99", deadline=date(2026, 1, 1)))
    assert answer.prospect.projection.high > 100
    assert "99 %, med et spænd fra 99 % til 100 %" in said
