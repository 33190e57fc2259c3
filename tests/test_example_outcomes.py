"""The invented outcomes: the same bytes every time, cohorts that add up, small groups hidden, taken back again."""

import csv
import runpy
from collections import defaultdict
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from aabenraa_plan.models import Role
from extracts.examining import examine
from initiatives.models import Outcome
from reports.management.commands.load_examples import FILES
from tests.outcomes import PRINTED
from tests.reading import page_text

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
FOLDER = Path(__file__).parent.parent / "examples" / "invented"
SCRIPT, FILE = FOLDER / "make_outcomes.py", FOLDER / "udfald-eksempeldata.csv"


@pytest.fixture
def examples():
    call_command("import_extract", str(FILE), stdout=StringIO())


def test_script_writes_the_same_bytes_again(tmp_path):
    script = tmp_path / SCRIPT.name
    script.write_bytes(SCRIPT.read_bytes())
    runpy.run_path(str(script), run_name="__main__")
    assert (tmp_path / FILE.name).read_bytes() == FILE.read_bytes()


def test_every_cohort_adds_up_to_its_printed_size_and_both_to_all():
    sums = defaultdict(int)
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            sums[row["statusdato"], row["hold"]] += int(row["antal"])
            assert row["kilde"] == "eksempeldata"
    days = ("31.12.2018", "31.05.2019", "30.11.2019")
    sizes = {"start": 1128, "tilgang": 357, "alle": 1485}
    assert sums == {(day, cohort): size for day in days for cohort, size in sizes.items()}


def test_file_is_read_without_a_remark():
    examined = examine(FILE.read_bytes())
    assert (examined.profile, examined.problems) == ("udfald", [])


def test_example_is_among_those_that_are_loaded():
    assert "invented/udfald-eksempeldata.csv" in FILES


def test_invented_days_are_marked_and_small_groups_of_them_hidden(examples, as_role):
    page = page_text(as_role(Role.APPROVER), "/indsatser/kik-ii/")
    assert "978 af 1.485 borgere var fortsat på kontant- eller uddannelseshjælp den 31. august 2018;" in page
    # Of the arrivals 4 are on other support, of those from the start 3 are in other groups half a year later.
    assert (
        "31. december 2018 eksempeldata Tilgang til og med 31. august 2018 168 47,1 % 174 48,7 % skjult skjult" in page
    )
    assert (
        "30. november 2019 eksempeldata foreløbigt Start 1. februar 2018 540 47,9 % 489 43,4 % skjult skjult 1.128"
    ) in page
    assert "31. maj 2019 eksempeldata Tilgang til og med 31. august 2018 131 36,7 % 208 58,3 % 6 1,7 % 12 3,4 %" in page


def test_removing_the_examples_leaves_what_is_printed(examples):
    assert Outcome.objects.current().count() == PRINTED + 36
    call_command("remove_examples", stdout=StringIO())
    assert Outcome.objects.current().count() == PRINTED
    assert not Outcome.objects.current().filter(invented=True).exists()
