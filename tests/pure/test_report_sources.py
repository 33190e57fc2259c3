"""What a report rests on, each source and file once, and what the reader must know of its figures."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.payload.shapes import CohortStatus, File, Group, Number, Source
from reports.payload.sources import files_of, in_rows, marks_of, sources_of
from tests.payload_goals import goal, lineage, target, unknown_goal
from tests.payload_money import budget, initiative
from tests.pure import bounded

PLAIN = target(provisional=False)


def numbered(number, *targets):
    return goal(number=number, code=str(number), title=f"Nummer {number}", targets=list(targets or [PLAIN]))


def told(*goals, money=None, initiatives=()):
    return [(each.name, each.figures, each.newest, each.invented) for each in sources_of(goals, money, initiatives)]


def test_source_is_counted_once_for_each_demand_with_its_newest_period():
    older = target(lineage=[lineage(period="2. kvartal 2023"), lineage(period="1. kvartal 2023")])
    assert told(numbered(1, older), numbered(2)) == [("Jobindsats, tabel Y09A02", 2, "3. kvartal 2023", False)]


def test_demand_on_figures_of_two_sources_names_both():
    both = target(lineage=[lineage(), lineage(source="Planen", period="2021")])
    assert told(numbered(1, both)) == [
        ("Jobindsats, tabel Y09A02", 1, "3. kvartal 2023", False),
        ("Planen", 1, "2021", False),
    ]


def test_rolling_year_keeps_its_own_words():
    rolling = target(lineage=[lineage(period="4. kvartal 2022"), lineage(period="året til 3. kvartal 2023")])
    assert told(numbered(1, rolling)) == [("Jobindsats, tabel Y09A02", 1, "året til 3. kvartal 2023", False)]


def test_figure_without_a_line_is_its_indicators_and_no_figure_is_no_sources():
    assert told(numbered(1, target(lineage=[])), unknown_goal()) == [
        ("Jobindsats, tabel Y09A02", 1, "3. kvartal 2023", False),
    ]


def test_invented_figures_are_a_source_of_their_own():
    invented = target(lineage=[lineage(source="eksempeldata")])
    assert told(numbered(1, invented)) == [("eksempeldata", 1, "3. kvartal 2023", True)]


def test_money_and_initiatives_bring_their_sources_and_each_stands_once():
    money = budget(sources=[Source("eksempeldata", 16, "september 2023", True), Source("Budget", 9, "2023", False)])
    invented = target(lineage=[lineage(source="eksempeldata", period="august 2023")])
    # An economy, a promise and a cohort.
    assert told(numbered(1, invented), money=money, initiatives=[initiative()]) == [
        ("eksempeldata", 17, "september 2023", True),
        ("Budget", 9, "2023", False),
        ("Besøg fra Ishøj 2018", 3, "", False),
    ]
    nothing = initiative(economy=None, promises=[], cohorts=[])
    assert told(initiatives=[nothing]) == []


def test_file_stands_once_by_what_it_holds():
    again = lineage(file="kopi.csv", recorded_at="2023-11-01T10:00:00+01:00")
    other = lineage(file="planen.csv", sha256="ff" * 32, recorded_at="2023-01-01T10:00:00+01:00")
    money = budget(files=[File("forbrug.csv", "Asta Analytiker", "2023-10-01T10:00:00+02:00", "ee" * 32)])
    found = files_of([numbered(1, target(lineage=[again, other])), numbered(2)], money)
    assert [file.name for file in found] == ["planen.csv", "forbrug.csv", "maalepunkter-2023Q3.csv"]


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ([2], "Tallet for mål 2 er foreløbigt og kan blive ændret."),
        ([6, 2], "Tallene for mål 2 og 6 er foreløbige og kan blive ændret."),
        ([1, 2, 3, 5], "Tallene for mål 1-3 og 5 er foreløbige og kan blive ændret."),
    ],
)
def test_provisional_figures_are_named(numbers, sentence):
    assert marks_of([numbered(number, target()) for number in numbers], None, []) == [sentence]


def test_invented_figures_are_named():
    marks = marks_of([numbered(9, replace(PLAIN, invented=True)), numbered(10)], None, [])
    assert marks == ["Tal for mål 9 er eksempeldata: opdigtede tal, der kun viser, hvordan rapporten virker."]


def test_goal_without_a_number_is_named_by_its_title():
    own = goal(number=None, title="Højere erhvervsfrekvens", targets=[target()])
    assert marks_of([own, numbered(9, target())], None, []) == [
        "Tallene for «Højere erhvervsfrekvens» og mål 9 er foreløbige og kan blive ændret.",
    ]


def test_level_that_is_roughly_given_is_told():
    assert marks_of([numbered(11, replace(PLAIN, approximate=True))], None, []) == [
        "Planen oplyser kun cirka, hvad mål 11 skal måles mod.",
    ]


def test_marks_of_the_money_and_the_initiatives():
    money = budget(invented=True, provisional=True)
    assert marks_of([], money, [initiative(invented=True)]) == [
        "Tallene for budget 2023 rummer eksempeldata: opdigtede tal, der kun viser, hvordan rapporten virker.",
        "Forbruget i 2023 er foreløbigt og kan blive ændret.",
        "Indsatsen KIK II rummer eksempeldata.",
    ]
    both = [initiative(invented=True), initiative(name="KIS", invented=True)]
    assert marks_of([], None, both) == ["Indsatserne KIK II og KIS rummer eksempeldata."]


def test_hidden_counts_are_explained_once_and_without_the_number():
    hidden = CohortStatus("Ved start", "", "", [Group("Andet", Number(None, "skjult"))] * 2, False)
    (mark,) = marks_of([], None, [initiative(cohorts=[hidden, hidden])])
    assert mark.startswith("Nogle antal borgere er skjult:")
    assert not any(character.isdigit() for character in mark)


def test_report_of_plain_figures_has_no_marks():
    assert marks_of([numbered(1)], budget(), [initiative()]) == []


@pytest.mark.parametrize(
    ("numbers", "rows"),
    [([], []), ([4], ["4"]), ([1, 2], ["1", "2"]), ([1, 2, 3, 4, 6, 7, 9], ["1-4", "6", "7", "9"])],
)
def test_numbers_after_one_another_are_written_as_a_row(numbers, rows):
    assert in_rows(numbers) == rows


@bounded
@given(st.sets(st.integers(1, 40)))
def test_rows_name_exactly_the_numbers(numbers):
    named = set()
    for row in in_rows(sorted(numbers)):
        first, _, last = row.partition("-")
        named |= set(range(int(first), int(last or first) + 1))
    assert named == numbers
