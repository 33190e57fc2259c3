"""Loads what the documents say of the budget: words, the plans' lines, and what is printed beside them. Idempotent."""

from pathlib import Path

from django.db import transaction

from budget.documents.loader import load_frame, load_printed_totals
from budget.files.budget_file import parse_budget
from budget.files.columns import folded
from budget.models import BenefitType, BudgetLine, Programme
from budget.simulator.loader import load_reimbursement
from extracts.actions import commit_upload, preview, receive_upload
from extracts.batch import Batch
from extracts.models import DataVersion, Origin
from extracts.problems import Unreadable, has_errors
from extracts.reading import Sheet, read
from extracts.reference_files import (
    ReferenceFileError,
    Table,
    read_sections,
    repeated,
    text,
    texts,
)
from extracts.spreadsheets import quoted

BENEFIT_TYPES = Path(__file__).parent / "benefit_types.toml"
DOCUMENTS = Path(__file__).parent / "documents"
SECTIONS = {
    "benefit_type": Table(
        {"code": text, "name": text, "source": text},
        {"aliases": texts, "account_functions": texts, "account_source": text},
    ),
    "programme": Table({"code": text, "name": text, "source": text}, {"aliases": texts}),
}
UNSAID = {"benefit_type": {"aliases": [], "account_functions": [], "account_source": ""}, "programme": {"aliases": []}}
"""What the file may leave out."""


def read_budget_words(path: Path) -> dict[str, list[dict]]:
    """The checked tables of the file by section."""
    found, mistakes = read_sections(path, SECTIONS)
    if not mistakes:
        for entries in found.values():
            mistakes += repeated_spellings(entries, path.name)
        mistakes += [
            f"{path.name}: {entry['code']} has account functions but does not say where they are from"
            for entry in found["benefit_type"]
            if entry.get("account_functions") and not entry.get("account_source")
        ]
    if Programme.ORDINARY not in {entry.get("code") for entry in found["programme"]}:
        mistakes.append(f"{path.name}: the programme {Programme.ORDINARY!r} is missing")
    if mistakes:
        raise ReferenceFileError(mistakes)
    return found


def repeated_spellings(entries: list[dict], file: str) -> list[str]:
    """Spellings that files could not tell apart; one thing may be spelled in two ways that are the same."""
    spellings = [
        spelling
        for entry in entries
        for spelling in {folded(each) for each in (entry["code"], entry["name"], *entry.get("aliases", []))}
    ]
    return repeated(spellings, "spelling", file)


@transaction.atomic
def load_budget(*, by, words: Path = BENEFIT_TYPES, documents: Path = DOCUMENTS) -> dict[str, int]:
    """Load all files or none; returns how many of each kind they hold."""
    counts = load_words(words)
    load_reimbursement()
    counts["budget_lines"] = sum(load_plan_budget(path, by=by) for path in sorted(documents.glob("budget-*.csv")))
    counts["printed_totals"] = load_printed_totals()
    counts["frame_lines"] = load_frame()
    DataVersion.raised()
    return counts


def load_words(path: Path) -> dict[str, int]:
    """Create or update every benefit type and programme of the file, in its order."""
    found = read_budget_words(path)
    for model, name in ((BenefitType, "benefit_type"), (Programme, "programme")):
        for position, entry in enumerate(found[name], 1):
            defaults = UNSAID[name] | entry | {"position": position}
            model.objects.update_or_create(code=entry["code"], defaults=defaults)
    return {"benefit_types": len(found["benefit_type"]), "programmes": len(found["programme"])}


def load_plan_budget(path: Path, *, by) -> int:
    """A plan's budget, through the same door as any file. A key that ever had a figure is left alone."""
    sheet, rows = read_plan_budget(path)
    known = set(BudgetLine.objects.order_by().values_list(*BudgetLine.KEY))
    missing = {row.line for row in rows if row.key not in known}
    if missing:
        lines = [sheet.header, *(row.cells for row in sheet.rows if row.line in missing)]
        data = "".join(f"{';'.join(map(quoted, cells))}\n" for cells in lines)
        upload = receive_upload(
            data=data.encode(), file_name=path.name, by=by, profile="budget", origin=Origin.DOCUMENT
        )
        commit_upload(upload=upload, seen=preview(upload).digest, by=by, accepted="Trykt sådan i planen.")
    return len(rows)


def read_plan_budget(path: Path) -> tuple[Sheet, Batch]:
    """The file's lines as text, and as they are understood."""
    try:
        sheet = read(path.read_bytes())
        parsed = parse_budget(sheet)
        problems = parsed.problems
    except Unreadable as unreadable:
        problems = unreadable.problems
    if has_errors(problems):
        raise ReferenceFileError([f"{path.name}, line {problem.line}: {problem.message}" for problem in problems])
    return sheet, parsed.rows
