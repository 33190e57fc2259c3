"""The list of protections is true of the code as it stands; `make test-long` takes each of them out."""

import ast
import re
from pathlib import Path

import pytest

from scripts.take_out import row, says_it_failed
from tests.protections import PROTECTIONS

ROOT = Path(__file__).resolve().parents[2]
HEADING = "## Protections and the test that fails without them"
REQUIREMENTS = "## The table of requirements"
TEST_FILE = re.compile(r"`(tests/[\w/]+\.py)`")


@pytest.mark.parametrize("protection", PROTECTIONS, ids=lambda each: each.name)
def test_protection_stands_once_in_its_file_and_its_test_exists(protection):
    assert (ROOT / protection.file).read_text().count(protection.text) == 1
    assert protection.text != protection.instead
    path, _, name = protection.test.partition("::")
    tests = {node.name for node in ast.parse((ROOT / path).read_text()).body if isinstance(node, ast.FunctionDef)}
    assert not name or name.partition("[")[0] in tests


def test_protections_have_names_of_their_own_and_are_many():
    assert len({each.name for each in PROTECTIONS}) == len(PROTECTIONS) >= 30


def test_security_page_lists_just_these():
    page = (ROOT / "docs/security.md").read_text().split(HEADING)[1]
    rows = [line for line in page.splitlines() if line.startswith("| ")][1:]
    assert rows == [row(protection) for protection in PROTECTIONS]


def requirements() -> list[list[str]]:
    """The cells of each line: numbers, in short, status, where and test."""
    page = (ROOT / "docs/security.md").read_text().split(REQUIREMENTS)[1].split(HEADING)[0]
    lines = [line for line in page.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_requirement_that_is_met_names_a_test_that_fails_without_a_protection():
    met = {numbers: set(TEST_FILE.findall(where)) for numbers, _, status, where in requirements() if status == "met"}
    proving = {protection.test.partition("::")[0] for protection in PROTECTIONS}
    assert len(met) >= 50
    assert [numbers for numbers, named in met.items() if not named & proving] == []


def test_every_requirement_names_test_files_that_are_there():
    named = {path for *_, where in requirements() for path in TEST_FILE.findall(where)}
    assert [path for path in named if not (ROOT / path).is_file()] == []


@pytest.mark.parametrize(
    ("line", "failed"),
    [
        ("FAILED tests/test_a.py::test_one - assert 1 == 2", True),
        ("FAILED tests/test_a.py::test_one", True),
        ("FAILED tests/test_a.py::test_one[a b] - assert 1 == 2", True),
        ("SUBFAILED[page] tests/test_a.py::test_one - assert 1 == 2", True),
        ("ERROR tests/test_a.py::test_one - ImportError: no module", False),
        ("FAILED tests/test_a.py::test_one_more - assert 1 == 2", False),
        ("1 passed in 0.1s", False),
    ],
)
def test_error_before_a_test_is_no_failure_of_it(line, failed):
    assert says_it_failed(f".\n{line}\n1 failed\n", "tests/test_a.py::test_one") is failed
