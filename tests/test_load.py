"""Fifty people read while five save files: every answer is right, all the time and at the end."""

import pytest

from benchmarks.load import markdown, measured
from benchmarks.load_cases import EMPTY, FOR_ALL, FOR_STAFF, SERIES

SECONDS = 120


@pytest.mark.long
@pytest.mark.once
def test_everybody_gets_right_answers_while_files_are_saved():
    found = measured(seconds=SECONDS)
    assert found["wrong"] == []
    assert found["saved"] > 10
    whole = {name for name in FOR_ALL | FOR_STAFF if not name.startswith(SERIES)} | {SERIES}
    assert set(found["pages"]) == whole
    assert f"| {EMPTY} |" in markdown(found, "make load")
