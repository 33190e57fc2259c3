"""The list of protections is true of the code as it stands; `make test-long` takes each of them out."""

import ast
from pathlib import Path

import pytest

from scripts.take_out import row
from tests.protections import PROTECTIONS

ROOT = Path(__file__).resolve().parents[2]
HEADING = "## Protections and the test that fails without them"


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
