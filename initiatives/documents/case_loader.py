"""Loads the business cases: their lines, the tables documents print of them, and what the savings rest on."""

from collections import defaultdict
from decimal import Decimal
from pathlib import Path

from django.utils import timezone

from extracts.loader import make_equal
from extracts.reference_files import (
    ReferenceFileError,
    Table,
    decimal_text,
    flag,
    number,
    of_type,
    one_of,
    read_sections,
    repeated,
    text,
)
from initiatives.economy.wording import KRONER
from initiatives.models import (
    BusinessCase,
    CaseAmount,
    CaseKind,
    CaseLine,
    Initiative,
    PrintedCell,
    PrintedRow,
    PrintedSide,
    PrintedTable,
    Scenario,
    ScenarioYear,
    Side,
    Sign,
    Unit,
)
from initiatives.spans import span_of

CASES = Path(__file__).parent / "business_cases.toml"


def by_span(raw) -> dict:
    """Amounts by span, of a table like `{ "2018M06-2018M12" = "4253" }`, in the unit of the case or the table."""
    if not isinstance(raw, dict):
        raise ValueError("must be amounts by span")
    return {span_of(code): decimal_text(amount) for code, amount in raw.items()}


PICK = Table({"kind": one_of(CaseKind.values)}, {"payer": text, "name": text, "factor": number})
SECTIONS = {
    "case": Table(
        {"initiative": text, "unit": one_of(Unit.values), "sign": one_of(Sign.values), "source": text},
        {"frame": decimal_text, "note": text},
    ),
    "line": Table(
        {"initiative": text, "kind": one_of(CaseKind.values), "promised": by_span, "source": text},
        {"payer": text, "name": text, "realised": by_span},
    ),
    "table": Table(
        {
            "initiative": text,
            "code": text,
            "title": text,
            "unit": one_of(Unit.values),
            "decimals": number,
            "source": text,
        }
    ),
    "row": Table(
        {"initiative": text, "table": text, "label": text, "picks": of_type(list), "cells": by_span},
        {"group": text, "side": one_of(PrintedSide.values), "is_sum": flag},
    ),
    "scenario": Table(
        {
            "initiative": text,
            "name": text,
            "unit_price": decimal_text,
            "reimbursement": decimal_text,
            "first_year_months": decimal_text,
            "note": text,
            "source": text,
        },
        {"is_document": flag, "other_price": decimal_text},
    ),
    "scenario_year": Table(
        {"initiative": text, "scenario": text, "year": number},
        {
            "self_support": decimal_text,
            "other_support": decimal_text,
            "target_group": decimal_text,
            "contacts": decimal_text,
            "printed_left": decimal_text,
        },
    ),
}


def load_cases(*, by, path: Path = CASES) -> dict[str, int]:
    """Load the whole file; returns how many cases it holds. A line that ever had an amount keeps what it has.

    A case that somebody made in the browser is theirs: nothing of it is loaded.
    """
    found = read_cases(path)
    theirs = set(BusinessCase.objects.exclude(edited_at=None).values_list("initiative__code", flat=True))
    cases = {values["initiative"]: load_case(values) for values in found["case"] if values["initiative"] not in theirs}
    load_lines([values for values in found["line"] if values["initiative"] in cases], cases, by=by)
    for initiative, case in cases.items():
        load_tables(case, *(of_initiative(found[name], initiative) for name in ("table", "row")))
        load_scenarios(case, *(of_initiative(found[name], initiative) for name in ("scenario", "scenario_year")), by=by)
    return {"business_cases": len(found["case"])}


def read_cases(path: Path) -> dict[str, list[dict]]:
    """The checked tables of the file by section; `ReferenceFileError` with every mistake."""
    found, mistakes = read_sections(path, SECTIONS)
    for position, row in enumerate(found["row"], 1):
        for pick in row.get("picks", []):
            PICK.cleaned(pick, f"{path.name}: row {position}", mistakes)
    if not mistakes:
        mistakes = check(found, path.name)
    if mistakes:
        raise ReferenceFileError(mistakes)
    return found


def check(found: dict[str, list[dict]], file: str) -> list[str]:
    """What the tables say of each other."""
    initiatives = set(Initiative.objects.values_list("code", flat=True))
    cases = [values["initiative"] for values in found["case"]]
    printed = {(values["initiative"], values["code"]) for values in found["table"]}
    named = {(values["initiative"], values["name"]) for values in found["scenario"]}
    return [
        *repeated(cases, "case", file),
        *(f"{file}: the initiative {code!r} is not known" for code in cases if code not in initiatives),
        *(
            f"{file}: {section} of {values['initiative']!r}, which has no case"
            for section in ("line", "table", "row", "scenario", "scenario_year")
            for values in found[section]
            if values["initiative"] not in cases
        ),
        *(
            f"{file}: row {values['label']!r} is of the unknown table {values['table']!r}"
            for values in found["row"]
            if (values["initiative"], values["table"]) not in printed
        ),
        *(
            f"{file}: year {values['year']} is of the unknown scenario {values['scenario']!r}"
            for values in found["scenario_year"]
            if (values["initiative"], values["scenario"]) not in named
        ),
    ]


def of_initiative(entries: list[dict], code: str) -> list[dict]:
    return [values for values in entries if values["initiative"] == code]


def load_case(values: dict) -> BusinessCase:
    frame = values.get("frame")
    defaults = {
        "unit": values["unit"],
        "sign": values["sign"],
        "frame": None if frame is None else frame * KRONER[values["unit"]],
        "note": values.get("note", ""),
        "source": values["source"],
    }
    initiative = Initiative.objects.get(code=values["initiative"])
    return BusinessCase.objects.update_or_create(initiative=initiative, defaults=defaults)[0]


def load_lines(entries: list[dict], cases: dict[str, BusinessCase], *, by):
    positions = defaultdict(int)
    for values in entries:
        case = cases[values["initiative"]]
        positions[case.pk] += 1
        said = {side: values.get(side, {}) for side in Side.values}
        for span in sorted({span for amounts in said.values() for span in amounts}):
            key = {"payer": values.get("payer", ""), "kind": values["kind"], "name": values.get("name", "")}
            line, _ = CaseLine.objects.update_or_create(
                case=case, starts=span.starts, ends=span.ends, **key, defaults={"position": positions[case.pk]}
            )
            for side, amounts in said.items():
                if span in amounts:
                    keep_amount(line, side, amounts[span] * KRONER[case.unit], source=values["source"], by=by)


def keep_amount(line: CaseLine, side: str, amount: Decimal, *, source: str, by):
    if not line.amounts.filter(side=side).exists():
        CaseAmount.objects.create(
            line=line, side=side, amount=amount, source=source, made_by=by, made_at=timezone.now()
        )


def load_tables(case: BusinessCase, entries: list[dict], rows: list[dict]):
    """The printed tables become those of the file."""
    wanted = [
        {name: values[name] for name in ("code", "title", "unit", "decimals", "source")}
        | {"case": case, "position": position}
        for position, values in enumerate(entries, 1)
    ]
    make_equal(PrintedTable.objects.filter(case=case), ("case", "code"), wanted)
    for table in case.printed_tables.all():
        load_rows(table, [values for values in rows if values["table"] == table.code])


def load_rows(table: PrintedTable, entries: list[dict]):
    wanted = [
        {
            "table": table,
            "position": position,
            "label": values["label"],
            "group": values.get("group", ""),
            "side": values.get("side", PrintedSide.PROMISED),
            "picks": values["picks"],
            "is_sum": values.get("is_sum", False),
        }
        for position, values in enumerate(entries, 1)
    ]
    make_equal(PrintedRow.objects.filter(table=table), ("table", "position"), wanted)
    for row, values in zip(table.rows.all(), entries, strict=True):
        cells = [
            {"row": row, "starts": span.starts, "ends": span.ends, "amount": amount * KRONER[table.unit]}
            for span, amount in values["cells"].items()
        ]
        make_equal(PrintedCell.objects.filter(row=row), ("row", "starts", "ends"), cells)


def load_scenarios(case: BusinessCase, entries: list[dict], years: list[dict], *, by):
    """A scenario of a name that ever was is left alone: somebody may have changed it."""
    known = set(case.scenarios.values_list("name", flat=True))
    for position, values in enumerate(entries):
        if values["name"] in known:
            continue
        own = {name: value for name, value in values.items() if name != "initiative"}
        scenario = Scenario.objects.create(case=case, position=position, made_by=by, made_at=timezone.now(), **own)
        ScenarioYear.objects.bulk_create(
            ScenarioYear(
                scenario=scenario,
                **{name: value for name, value in year.items() if name not in ("initiative", "scenario")},
            )
            for year in years
            if year["scenario"] == scenario.name
        )
