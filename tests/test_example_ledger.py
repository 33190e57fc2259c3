"""The invented spending: the same bytes every time, sums that hold, marked as invented, taken back like the rest."""

import csv
import re
import runpy
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.models import Sum

from budget.models import ArchivedForecast, ClosedMonth, LedgerEntry
from extracts.examining import examine
from extracts.models import Upload

FOLDER = Path(__file__).parent.parent / "examples" / "invented"
SCRIPT = FOLDER / "make_ledger.py"
FILES = [FOLDER / f"forbrug-eksempeldata-{name}.csv" for name in ("2022", "2023", "2023-efterpostering")]


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def number(text):
    return Decimal(text.replace(",", "."))


@pytest.fixture
def loaded(db):
    """The three files, each on top of the one before."""
    out = StringIO()
    call_command("import_extract", *map(str, FILES), stdout=out)
    return out.getvalue()


def test_script_writes_the_same_bytes_again(tmp_path):
    script = tmp_path / SCRIPT.name
    script.write_bytes(SCRIPT.read_bytes())
    runpy.run_path(str(script), run_name="__main__")
    assert [(tmp_path / path.name).read_bytes() for path in FILES] == [path.read_bytes() for path in FILES]


def test_script_has_no_floats():
    # Remarks and texts aside, no number with a decimal point and no true division.
    code = re.sub(r'""".*?"""|"[^"\n]*"|#.*', "", SCRIPT.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r"\d\.\d|float|(?<!/)/(?!/)", code)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_line_adds_up_to_the_oere_and_is_marked_as_invented(path):
    for row in rows_of(path):
        assert number(row["brutto"]) + number(row["refusion"]) == number(row["netto"])
        assert row["kilde"] == "eksempeldata"
        assert bool(row["helårspersoner"]) == (row["art"] == "forsørgelse" and row["måned"] != "2022M13")


@pytest.mark.parametrize("path", FILES[:2], ids=lambda path: path.stem)
def test_reimbursement_is_a_fifth_to_a_third_of_gross_and_none_of_effort_and_co_financing(path):
    for row in rows_of(path):
        share = -number(row["refusion"]) / number(row["brutto"])
        if row["art"] == "indsats" or row["ydelse"].startswith("A-dagpenge"):
            assert share == 0
        else:
            assert Decimal("0.1999") < share < Decimal("0.3501")


def test_files_hold_every_line_of_the_budget_in_every_month():
    # Nine of support and seven of effort; 13 and 10 months.
    counts = [len(rows_of(path)) for path in FILES]
    assert counts == [16 * 13, 16 * 10, 2]
    provisional = {row["måned"] for path in FILES for row in rows_of(path) if row["foreløbig"] == "ja"}
    assert provisional == {"2023M10"}


@pytest.mark.parametrize("path", FILES[:2], ids=lambda path: path.stem)
def test_file_is_read_without_a_remark(path, db):
    examined = examine(path.read_bytes())
    assert (examined.profile, examined.problems) == ("forbrug", [])


def test_late_file_warns_only_that_it_lacks_what_the_one_before_had(loaded):
    assert loaded.count("advarsel") == 1
    assert "advarsel: Det forrige udtræk havde også Kontant- og uddannelseshjælp · 5.57.73" in loaded
    assert "2023-efterpostering.csv: gemt (0 nye, 2 ændrede, 0 uændrede)" in loaded


@pytest.mark.parametrize(
    ("year", "kind", "sums"),
    # Added up by hand from the files (a spreadsheet's sum of each column). 2023 with the late postings:
    # net 366.756.010,17 + 272.151,00 (66 % of 412.350) - 186.420,00; persons 35.270,1 + 2,4 - 1,5.
    [
        ("2022", "support", ("579022965.42", "-150438223.00", "428584742.42", "42286.6")),
        ("2023", "support", ("497277142.12", "-130435400.95", "366841741.17", "35271.0")),
        ("2022", "effort", ("30856697.10", "0.00", "30856697.10", None)),
        ("2023", "effort", ("25835913.76", "0.00", "25835913.76", None)),
    ],
)
def test_sums_of_a_year_are_those_of_the_files(year, kind, sums, loaded):
    entries = LedgerEntry.objects.current().filter(period__startswith=year, kind=kind)
    totals = entries.aggregate(*map(Sum, ("gross", "reimbursement", "net", "persons")))
    assert tuple(totals.values()) == tuple(None if each is None else Decimal(each) for each in sums)


def test_late_postings_are_further_versions_of_their_months(loaded):
    late = LedgerEntry.objects.filter(superseded_at=None, upload__file_name__contains="efterpostering")
    versions = [
        (month, str(before.net), str(after.net), str(after.persons))
        for month, after in ((each.period, each) for each in late.order_by("period"))
        for before in LedgerEntry.objects.exclude(superseded_at=None).filter(
            **{name: getattr(after, name) for name in LedgerEntry.KEY}
        )
    ]
    assert versions == [
        ("2023M07", "5329726.84", "5143306.84", "437.100000"),
        ("2023M08", "6179702.05", "6451853.05", "520.100000"),
    ]


def test_every_entry_is_marked_as_invented_and_on_its_account(loaded):
    entries = LedgerEntry.objects.all()
    assert not entries.filter(invented=False).exists()
    for entry in entries.select_related("benefit_type"):
        allowed = entry.benefit_type.account_functions if entry.kind == "support" else ["5.68.90"]
        assert entry.account in allowed


def test_examples_load_twice_and_the_invented_spending_can_be_taken_back(db):
    for _ in range(2):
        call_command("load_examples", stdout=StringIO())
    # 208 + 160, two of them replaced.
    assert (LedgerEntry.objects.current().count(), LedgerEntry.objects.count()) == (368, 370)
    call_command("remove_examples", stdout=StringIO())
    assert not LedgerEntry.objects.current().exists()
    out, uploads = StringIO(), Upload.objects.count()
    call_command("remove_examples", stdout=out)
    call_command("load_examples", stdout=out)
    assert out.getvalue() == "There are no example figures.\n"
    assert (LedgerEntry.objects.current().count(), Upload.objects.count()) == (0, uploads)


def test_taking_invented_spending_back_brings_the_real_figure_from_before_back(db, tmp_path):
    header = "ydelse;konto;måned;netto;kilde\n"
    for name, line in (("rigtig", "Fleksjob;5.58.81;2023M01;100;Økonomi"), ("prøve", "Fleksjob;5.58.81;2023M01;7;")):
        source = "" if name == "rigtig" else "eksempeldata"
        (tmp_path / f"{name}.csv").write_text(f"{header}{line}{source}\n", encoding="utf-8")
        call_command("import_extract", str(tmp_path / f"{name}.csv"), stdout=StringIO())
    assert LedgerEntry.objects.current().get().net == 7
    call_command("remove_examples", stdout=StringIO())
    assert LedgerEntry.objects.current().get().net == 100


def test_examples_close_their_months_and_open_them_again_when_they_go(db):
    call_command("load_examples", stdout=StringIO())
    assert ClosedMonth.objects.known_at().count() == 13 + 9
    # Sickness benefit was closed in August with 6.179.702,05 and has 272.151,00 more since.
    august = ArchivedForecast.objects.get(
        closing__year=2023, closing__month=8, benefit_type__code="sygedagpenge", kind="support"
    )
    assert august.invented
    call_command("remove_examples", stdout=StringIO())
    assert not ClosedMonth.objects.known_at().exists()
    call_command("load_examples", stdout=StringIO())
    assert not ClosedMonth.objects.known_at().exists()
