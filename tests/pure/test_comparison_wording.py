"""What a comparison says: its answer, its titles, its notes and its caveats."""

from datetime import date
from fractions import Fraction

import pytest

from extracts.periods import parse
from targets.comparing.comparison import Kind, Line
from targets.comparing.wording import (
    caveats,
    change_text,
    decimals_by_value,
    difference_text,
    lead,
    municipality_finding,
    notes_of,
    own_of,
    reason_text,
    reference_finding,
    series_finding,
)
from tests.pure import figure
from tests.pure.comparing import JULY, LONG_TERM, NEIGHBOURS, PAIR, UNEMPLOYED, by_area, rows

PERIOD = parse(JULY)
COUNTRY = {"Hele landet": "3"}
EXPECTED = {"Aabenraa": "6.71", "Haderslev": "8.44", "Sønderborg": "7.68", "Tønder": "8.51"}
NOW, THEN = {"Aabenraa": "548", "Hele landet": "91583"}, {"Aabenraa": "619", "Hele landet": "87564"}


def said(texts, unit="percent", direction="lower", **options):
    return lead(rows(texts, unit, direction, **options), unit, direction, PERIOD)


def test_lead_says_the_place_the_figure_and_the_country():
    expected = "Aabenraa ligger nr. 2 af 5 kommuner: 2 % i juli 2026. Hele landet: 3 %."
    assert said(UNEMPLOYED | COUNTRY) == expected


def test_lead_names_those_who_share_the_place():
    tied = {"Aabenraa": "2", "Tønder": "2", "Kolding": "3"}
    assert said(tied) == "Aabenraa ligger nr. 1 af 3 kommuner sammen med Tønder: 2 % i juli 2026."
    many = dict.fromkeys(["Aabenraa", "Tønder", "Kolding", "Vejle", "Varde"], "2")
    assert said(many) == "Aabenraa ligger nr. 1 af 5 kommuner sammen med 4 andre: 2 % i juli 2026."


def test_lead_without_a_good_direction_says_what_comes_first():
    expected = "Aabenraa ligger nr. 4 af 4 kommuner, når det højeste tal står først: 6,71 % i juli 2026."
    assert said(EXPECTED, direction="none") == expected


def test_lead_of_a_rank_says_place():
    assert said({"Aabenraa": "34", "Tønder": "33"}, "rank") == (
        "Aabenraa ligger nr. 2 af 2 kommuner: plads 34 i juli 2026."
    )


def test_lead_with_no_other_municipality_ranks_nobody():
    expected = "Aabenraa: 2 % i juli 2026. Hele landet: 3 %. Der er ikke tal for andre kommuner."
    assert said({"Aabenraa": "2"} | COUNTRY) == expected


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("", "Der er ikke indlæst tal for Aabenraa i juli 2026."),
        ("suppressed", "Tallet for Aabenraa i juli 2026 kan ikke vises: diskretioneret."),
    ],
)
def test_lead_without_an_own_figure_says_why(own, expected):
    assert said({"Aabenraa": own, "Tønder": "1.5"} | COUNTRY) == expected


def test_lead_of_a_count_tells_its_change_on_a_year():
    # −71/619 = −11,47 %; 4.019/87.564 = 4,59 %.
    expected = "Aabenraa: 548 personer i juli 2026, et fald på 11,5 % på et år. Hele landet: en stigning på 4,6 %."
    assert said(NOW, "persons", earlier=THEN) == expected
    assert said(NOW, "persons") == "Aabenraa: 548 personer i juli 2026. Ændringen på et år kan ikke regnes ud."


def test_figures_that_would_read_the_same_get_more_decimals():
    # 1.000/3.000 = 33,3333… % and 3.333/10.000 = 33,33 %: alike with two decimals, apart with three.
    found = rows({"Aabenraa": "1000/3000", "Tønder": "3333/10000"})
    assert decimals_by_value(found, "percent") == {Fraction(100, 3): 3, Fraction(3333, 100): 3}
    assert said({"Aabenraa": "1000/3000", "Tønder": "3333/10000"}) == (
        "Aabenraa ligger nr. 2 af 2 kommuner: 33,333 % i juli 2026."
    )


def test_title_of_the_country_says_how_far_away_it_is():
    assert (
        reference_finding(rows(UNEMPLOYED | COUNTRY), "percent") == "Aabenraa ligger 1 procentpoint under hele landet"
    )
    # 118/548 − 17.208/91.583 = 21,53 % − 18,79 % = 2,74.
    assert reference_finding(rows(LONG_TERM), "percent") == "Aabenraa ligger 2,74 procentpoint over hele landet"
    same = rows({"Aabenraa": "3"} | COUNTRY)
    assert reference_finding(same, "percent") == "Aabenraa ligger på niveau med hele landet"
    assert reference_finding(rows({}), "percent") == "Hverken landet eller grupperne har et tal i perioden"
    assert reference_finding(rows(COUNTRY), "percent") == "Landet og grupperne"


def test_title_of_the_country_for_counts_says_both_changes():
    found = rows(NOW, "persons", earlier=THEN)
    assert reference_finding(found, "persons") == "På et år: Aabenraa −11,5 % og hele landet +4,6 %"
    assert reference_finding(rows(NOW, "persons"), "persons") == "Aabenraa og hele landet"


def test_title_of_the_municipalities_says_who_stands_at_either_end():
    assert municipality_finding(rows(UNEMPLOYED), "percent", "lower") == (
        "Tønder ligger bedst med 1,5 % og Kolding ligger dårligst med 2,5 %"
    )
    assert municipality_finding(rows(EXPECTED, direction="none"), "percent", "none") == (
        "Tønder ligger højest med 8,51 % og Aabenraa ligger lavest med 6,71 %"
    )
    same = rows({"Aabenraa": "2", "Tønder": "2"})
    assert municipality_finding(same, "percent", "lower") == "Kommunerne har samme tal"


def test_title_of_the_municipalities_for_counts_says_the_range_of_changes():
    now, then = {"Aabenraa": "548", "Tønder": "110"}, {"Aabenraa": "619", "Tønder": "100"}
    found = rows(now, "persons", earlier=then)
    assert municipality_finding(found, "persons", "lower") == "Fra −11,5 % i Aabenraa til +10 % i Tønder på et år"
    assert municipality_finding(rows(now, "persons"), "persons", "lower") == "Kommunernes tal"


def test_difference_says_its_sign_and_which_is_better():
    found = by_area(UNEMPLOYED | COUNTRY)
    own = found["Aabenraa"].exact
    assert difference_text(found["Tønder"], own, "percent") == "−0,5\u00a0pct.point, bedre"
    assert difference_text(found["Hele landet"], own, "percent") == "+1\u00a0pct.point, dårligere"
    assert difference_text(found["Aabenraa"], own, "percent") == ""


def test_difference_of_ranks_counts_places():
    found = by_area({"Aabenraa": "34", "Tønder": "33", "Haderslev": "83"}, unit="rank")
    assert difference_text(found["Tønder"], Fraction(34), "rank") == "−1 plads, bedre"
    assert difference_text(found["Haderslev"], Fraction(34), "rank") == "+49 pladser, dårligere"


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (Fraction(-7100, 619), "−11,5 %"),
        (Fraction(10), "+10 %"),
        (Fraction(0), "uændret"),
        (Fraction(1, 50), "+0,02 %"),  # would read as nothing with one decimal
    ],
)
def test_change_text(change, text):
    assert change_text(change) == text


def test_group_that_cannot_be_formed_says_how_many_have_figures():
    four = {"Fire": ("Aabenraa", "Haderslev", "Tønder", "Vejle")}
    assert reason_text(by_area(LONG_TERM, groups=four)["Fire"], "Aabenraa") == "kun 3 af 4 har tal"
    assert reason_text(by_area({}, groups=four)["Fire"], "Aabenraa") == "ingen af 4 har tal"


def test_notes_say_neighbour_origin_contradiction_and_few():
    found = by_area(LONG_TERM | {"Naboer": "21.9", "Tønder": "5/248"}, groups={"Naboer": NEIGHBOURS})
    assert notes_of(found["Haderslev"], "percent") == ["nabo"]
    assert notes_of(found["Tønder"], "percent") == ["nabo", "få borgere: små udsving flytter placeringen"]
    # (105 + 193 + 5) / (589 + 778 + 248) = 303/1.615 = 18,76 %.
    assert notes_of(found["Naboer"], "percent") == ["indlæst", "kommunernes egne tal giver 18,76 %"]
    assert notes_of(by_area(LONG_TERM, groups=PAIR)["Par"], "percent") == ["dannet af 2 kommuner"]


def test_chart_title_counts_the_periods_on_the_side_the_own_area_has_mostly_been():
    def line(name, kind, *texts):
        return Line(name, kind, [figure(f"2026M0{at}", text) for at, text in enumerate(texts, 1)])

    own = line("Aabenraa", Kind.OWN, "2", "2", "4")
    country = line("Hele landet", Kind.COUNTRY, "3", "3", "3")
    under = "Aabenraa har ligget under hele landet i 2 af 3 måneder"
    assert series_finding(own, country, changes=False) == under
    assert series_finding(country, own, changes=False).startswith("Hele landet har ligget over Aabenraa i 2 af 3")
    even = line("Aabenraa", Kind.OWN, "2", "4")
    assert series_finding(even, country, changes=True) == (
        "Ændringen på et år i Aabenraa har ligget over og under hele landet lige ofte i 2 måneder"
    )
    level = line("Aabenraa", Kind.OWN, "3", "3")
    assert series_finding(level, country, changes=False) == (
        "Aabenraa har ligget på niveau med hele landet i 2 af 2 måneder"
    )
    assert series_finding(own, Line("Hele landet", Kind.COUNTRY, []), changes=False) == ""


def test_caveats_say_the_order_the_small_numbers_and_how_a_group_is_formed():
    told = caveats(rows(LONG_TERM | {"Vejle": "5/90"}, groups=PAIR), "percent", "lower", [])
    assert told[0].startswith("Lavere er bedre: nr. 1 har det laveste tal.")
    assert told[1].startswith("«Få borgere» står, hvor tælleren er under 20 eller nævneren under 100")
    assert "ikke et gennemsnit af procenter" in told[2]
    assert told[3].startswith("En gruppe, som Aabenraa er en del af, står også uden Aabenraa")
    assert told[4].startswith("Forskelle er regnet af de nøjagtige tal")
    assert len(told) == 5


def test_caveats_say_where_small_numbers_cannot_be_seen():
    assert any("uden tæller og nævner" in text for text in caveats(rows(UNEMPLOYED), "percent", "lower", []))


def test_caveats_of_a_count_say_why_nobody_is_ranked_and_where_a_break_stands_between():
    told = caveats(rows(NOW, "persons", earlier=THEN), "persons", "lower", [date(2025, 7, 1)])
    assert told[0].startswith("Antal, timer og kroner kan ikke rangordnes")
    assert told[-1] == "Opgørelsen er lagt om 1. juli 2025, så ændringen på et år kan ikke regnes ud."
    assert own_of(rows(NOW, "persons")).rank is None
