"""What every app does with the cells of a line."""

from decimal import Decimal

from extracts.batch import Batch, ParsedRow
from extracts.cells import MOST_PROBLEMS, MOST_SUGGESTIONS, Cells, Findings, duplicate_problems

TITLES = {"net": "Netto", "provisional": "foreløbig", "note": "bemærkning", "source": "kilde"}


def cells(**texts):
    return Cells(7, texts, TITLES, Findings())


def said(line: Cells):
    return [(problem.line, problem.column, problem.text, problem.message) for problem in line.findings.problems]


def test_number_is_an_exact_decimal():
    assert cells(net="1.234,50-").number("net") == Decimal("-1234.50")


def test_text_that_is_no_number_is_reported_where_it_stands():
    line = cells(net="abc")
    assert line.number("net") is None
    assert said(line) == [
        (7, "Netto", "abc", "Feltet er ikke et tal. Skriv fx 1.234,5 – eller .. hvis tallet mangler.")
    ]


def test_extras_are_those_the_file_has_columns_for():
    titles = {"source": "kilde", "provisional": "foreløbig"}
    line = Cells(7, {"source": "Eksempeldata 1", "provisional": "Ja"}, titles, Findings())
    assert line.extras() == {"source": "Eksempeldata 1", "provisional": True, "invented": True}


def test_extras_that_are_wrong_are_all_reported():
    line = cells(provisional="måske", note="x" * 501, source="x" * 201)
    line.extras()
    assert [message for *_, message in said(line)] == [
        "Teksten er for lang: højst 500 tegn.",
        "Teksten er for lang: højst 200 tegn.",
        "Skriv ja eller nej.",
    ]


def test_suggestion_is_the_nearest_word_or_where_to_look():
    findings = Findings()
    assert findings.suggestion("Flekjob", ["Fleksjob"], " Se listen.") == " Mente du «Fleksjob»?"
    assert findings.suggestion("", ["Fleksjob"], " Se listen.") == " Feltet er tomt."
    assert findings.suggestion("xyz", ["Fleksjob"], " Se listen.") == " Se listen."


def test_file_full_of_unknown_words_gets_no_more_suggestions_after_a_while():
    findings = Findings()
    texts = [f"Fleksjob{number}" for number in range(MOST_SUGGESTIONS + 1)]
    found = [findings.suggestion(text, ["Fleksjob"], "") for text in texts]
    assert found[0] == " Mente du «Fleksjob»?"
    assert found[-1] == ""


def test_hopeless_file_keeps_the_first_problems_and_counts_all():
    findings = Findings()
    for line in range(MOST_PROBLEMS + 5):
        findings.report(line, "", "", "x")
    assert (len(findings.problems), findings.errors) == (MOST_PROBLEMS, MOST_PROBLEMS + 5)


def test_repeated_key_is_an_error_at_each_later_line():
    rows = Batch.of([ParsedRow(2, ("a",), {}), ParsedRow(3, ("b",), {}), ParsedRow(4, ("a",), {})])
    assert [(problem.line, problem.message) for problem in duplicate_problems(rows, "ydelse")] == [
        (4, "Samme ydelse står også på linje 2. Behold den ene.")
    ]
