"""Total lines of finance exports: which they are, and whether they agree with their lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.files.totals import Table, total_of, without_totals
from extracts.reading import read
from tests.pure import bounded

WORDS, FIGURES = [0, 1], [2]


def left(*lines):
    """The lines that are left of `ydelse;konto;netto`, and what is said of the others."""
    sheet = read("\r\n".join(["ydelse;konto;netto", *lines]).encode())
    kept, said = without_totals(Table(sheet, WORDS, FIGURES))
    return [row.line for row in kept.rows], [(problem.line, problem.severity, problem.message) for problem in said]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("I alt", ""),
        ("i  alt:", ""),
        ("IALT", ""),
        ("Total", ""),
        ("Hovedtotal", ""),
        ("Sum", ""),
        ("Sygedagpenge i alt", "Sygedagpenge"),
        ("Total Sygedagpenge", "Sygedagpenge"),
        ("Sum: 5.57.71", "5.57.71"),
        ("5.57.71 - total", "5.57.71"),
        ("Sygedagpenge", None),
        ("Totalentreprise", None),
        ("Sumkonto", None),
        ("Tilskud i altid", None),
        ("", None),
    ],
)
def test_cell_says_what_it_is_the_total_of(cell, names):
    assert total_of(cell) == names


def test_file_without_totals_is_left_as_it_is():
    assert left("Fleksjob;1;100", "Fleksjob;2;200") == ([2, 3], [])


def test_totals_that_agree_are_left_out_with_one_warning():
    kept, said = left(
        *("Sygedagpenge;1;100", "Sygedagpenge;2;200", "Sygedagpenge i alt;;300"),
        *("Fleksjob;1;1.000", "Fleksjob i alt;;1.000", "Hovedtotal;;1.300"),
    )
    assert kept == [2, 3, 5]
    assert said == [(4, "notice", "3 linjer med summer er udeladt. Tallene tages fra de enkelte linjer.")]


def test_total_that_disagrees_is_a_warning_with_both_sums():
    kept, said = left("Fleksjob;1;100,50", "Fleksjob;2;200", "I alt;;310")
    assert kept == [2, 3]
    assert said[1:] == [(4, "warning", "Summen er 310, men linjerne giver 300,5. Mangler der linjer?")]


def test_unnamed_subtotal_is_the_sum_of_the_lines_just_above():
    assert left("Fleksjob;1;100", "Sum;;100", "Sygedagpenge;1;50", "Sum;;50", "Sum;;150")[1:] == (
        [(3, "notice", "3 linjer med summer er udeladt. Tallene tages fra de enkelte linjer.")],
    )


def test_total_above_its_lines_is_compared_with_them_too():
    _, said = left("I alt;;300", "Fleksjob;1;100", "Fleksjob;2;200")
    assert len(said) == 1


def test_total_of_an_account_is_the_sum_of_its_lines_wherever_they_stand():
    _, said = left("Fleksjob;1;100", "Sygedagpenge;2;50", "Fleksjob;2;7", "Total;1;100", "Total;2;58")
    assert [message for _, _, message in said[1:]] == ["Summen er 58, men linjerne giver 57. Mangler der linjer?"]


def test_missing_figure_in_a_total_is_not_compared():
    _, said = left("Fleksjob;1;100", "I alt;;")
    assert len(said) == 1


def test_file_of_totals_alone_is_an_error():
    kept, said = left("I alt;;100", "Total;;100")
    assert kept == []
    assert said == [(None, "error", "Filen har kun summer. Hent den med de linjer, summerne er lagt sammen af.")]


@bounded
@given(st.lists(st.integers(-(10**7), 10**7), min_size=1, max_size=8))
def test_true_total_never_disagrees(amounts):
    _, said = left(*(f"Fleksjob;{at};{amount}" for at, amount in enumerate(amounts)), f"I alt;;{sum(amounts)}")
    assert len(said) == 1
