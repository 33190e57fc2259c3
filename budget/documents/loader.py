"""Loads what documents print beside the lines: the plans' totals, and the committee's frame. Idempotent."""

from decimal import Decimal
from pathlib import Path

from budget.documents.frames import WHOLE
from budget.models import FrameAmount, FrameGroup, FrameLine, FrameTotal, PrintedTotal, Programme
from extracts.loader import make_equal
from extracts.reference_files import (
    ReferenceFileError,
    Table,
    check_sections,
    decimal_text,
    number,
    one_of,
    read_toml,
    repeated,
    tables,
    text,
)

FRAME = Path(__file__).parent / "frames.toml"
PRINTED_TOTALS = Path(__file__).parent / "printed_totals.toml"
PERSONS, SUPPORT, EFFORT = "persons", "support", "effort"


def in_thousands(raw) -> Decimal:
    """Kroner, of an amount written in 1.000 kr."""
    return decimal_text(raw) * 1000


def by_year(raw) -> dict[int, Decimal]:
    """Kroner by year, of amounts in 1.000 kr. like `{ 2018 = "-2000" }`."""
    if not isinstance(raw, dict) or not all(year.isdecimal() for year in raw):
        raise ValueError("must be amounts by year")
    return {int(year): in_thousands(amount) for year, amount in raw.items()}


PRINTED = Table({"year": number, "figure": text, "amount": decimal_text, "source": text})
LINE = Table({"code": text, "name": text, "group": one_of(FrameGroup.values), "amounts": by_year})
TOTAL = Table({"group": one_of([*FrameGroup.values, WHOLE]), "amounts": by_year})


def load_printed_totals(path: Path = PRINTED_TOTALS) -> int:
    """The totals become those of the file; returns how many there are."""
    found = read_printed_totals(path)
    make_equal(PrintedTotal.objects.all(), ("year", "figure"), [entry | {"amount": kroner(entry)} for entry in found])
    return len(found)


def kroner(entry: dict) -> Decimal:
    """Persons are no money."""
    return entry["amount"] * (1 if entry["figure"] == PERSONS else 1000)


def read_printed_totals(path: Path) -> list[dict]:
    raw, mistakes = read_toml(path), []
    check_sections(raw, {"total"}, path.name, mistakes)
    found = tables(raw, "total", PRINTED, path.name, mistakes)
    figures = [
        PERSONS,
        SUPPORT,
        EFFORT,
        *(f"{EFFORT}:{code}" for code in Programme.objects.values_list("code", flat=True)),
    ]
    mistakes += [
        f"{path.name}: figure {entry.get('figure')!r} is not known"
        for entry in found
        if entry.get("figure") not in figures
    ]
    mistakes += repeated([f"{entry.get('year')} {entry.get('figure')}" for entry in found], "total", path.name)
    if mistakes:
        raise ReferenceFileError(mistakes)
    return found


def load_frame(path: Path = FRAME) -> int:
    """The frame becomes that of the file; returns how many lines it has."""
    source, lines, totals = read_frame(path)
    keep_lines(lines, source)
    wanted = [
        {"group": total["group"], "year": year, "amount": amount, "source": source}
        for total in totals
        for year, amount in total["amounts"].items()
    ]
    make_equal(FrameTotal.objects.all(), ("group", "year"), wanted)
    return len(lines)


def keep_lines(lines: list[dict], source: str):
    wanted = [
        {"code": line["code"], "name": line["name"], "group": line["group"], "position": position, "source": source}
        for position, line in enumerate(lines, 1)
    ]
    make_equal(FrameLine.objects.all(), ("code",), wanted)
    kept = FrameLine.objects.in_bulk(field_name="code")
    amounts = [
        {"line": kept[line["code"]], "year": year, "amount": amount}
        for line in lines
        for year, amount in line["amounts"].items()
    ]
    make_equal(FrameAmount.objects.all(), ("line", "year"), amounts)


def read_frame(path: Path) -> tuple[str, list[dict], list[dict]]:
    """The frame's source, its lines and its printed totals."""
    raw, mistakes = read_toml(path), []
    check_sections(raw, {"source", "line", "total"}, path.name, mistakes)
    source = Table({"source": text}).cleaned({"source": raw.get("source")}, path.name, mistakes)
    lines = tables(raw, "line", LINE, path.name, mistakes)
    totals = tables(raw, "total", TOTAL, path.name, mistakes)
    mistakes += repeated([line.get("code") for line in lines], "line", path.name)
    mistakes += repeated([total.get("group") for total in totals], "total", path.name)
    if mistakes:
        raise ReferenceFileError(mistakes)
    return source["source"], lines, totals
