"""`make audit` never takes a package that was not looked up for a good one."""

import pytest

from scripts.audit import FINE, NOT_ASKED, WEAK, npm_verdict, python_verdict, read

GOOD = {"name": "a", "version": "1", "vulns": []}
BAD = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1"}]}
SKIPPED = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("packages", "end"),
    [([GOOD], FINE), ([GOOD, BAD], WEAK), ([GOOD, SKIPPED], NOT_ASKED), ([BAD, SKIPPED], WEAK), ([], NOT_ASKED)],
)
def test_verdict_on_python_packages(packages, end):
    found, lines = python_verdict({"dependencies": packages})
    assert found == end
    assert ("b 2: PYSEC-1" in lines) == (end == WEAK)


@pytest.mark.parametrize(
    ("answer", "end"),
    [
        ('{"vulnerabilities": {}, "metadata": {"dependencies": {"total": 2}}}', FINE),
        ('{"vulnerabilities": {"x": {"severity": "high"}}}', WEAK),
        ('{"error": {"summary": "405"}}', NOT_ASKED),
        ("<html>", NOT_ASKED),
    ],
)
def test_verdict_on_npm_packages(answer, end):
    assert npm_verdict(read(answer))[0] == end
