"""The money of a report as tables to take away, in 1.000 kr. Pure."""

from aabenraa_plan.export_files import Cell, ExportTable
from reports.payload.table_cells import marked, number, tkr

KRONER = "(1.000 kr.)"
BUDGETED = ["Helårspersoner, budget", f"Vedtaget budget {KRONER}", f"Korrigeret budget {KRONER}"]
FOLLOWED = [
    *("Helårspersoner, forventet", f"Forbrug {KRONER}", "Forbrug i % af budgettet", "Ventet forbrug i %"),
    *(f"Forventet regnskab {KRONER}", f"Afvigelse {KRONER}", f"Heraf mængde {KRONER}", f"Heraf pris {KRONER}"),
    *("Status", "Metode", "Tal mangler", "Foreløbigt"),
]


def money_tables(budget: dict | None) -> list[ExportTable]:
    """Support, effort and frame; none where the report has no money."""
    if budget is None:
        return []
    return [
        lines("budget-forsoergelse", "Budget forsørgelse", budget["support"], budget),
        lines("budget-indsats", "Budget indsats", budget["effort"], budget),
        frame(budget),
    ]


def lines(name: str, title: str, rows: list[dict], budget: dict) -> ExportTable:
    """What is spent and expected only after a month is closed."""
    followed = bool(budget["through"])
    header = ["Ydelse", "Program", *BUDGETED, *(FOLLOWED if followed else []), "Eksempeldata"]
    cells = [
        [row["name"], row["part"], *budgeted(row), *(after_a_month(row) if followed else []), marked(row["invented"])]
        for row in rows
    ]
    notes = [f"Budget {budget['year']}. {budget['status']}".strip(), *budget["notes"]]
    return ExportTable(name, title, header, cells, notes)


def budgeted(row: dict) -> list[Cell]:
    return [number(row["budget_persons"]), tkr(row["adopted"]), tkr(row["revised"])]


def after_a_month(row: dict) -> list[Cell]:
    return [
        *(number(row["expected_persons"]), tkr(row["spent"]), number(row["share"]), number(row["expected_share"])),
        *(tkr(row["forecast"]), tkr(row["deviation"]), tkr(row["volume"]), tkr(row["price"])),
        *(row["standing"]["word"], row["method"], marked(row["is_part"]), marked(row["provisional"])),
    ]


def frame(budget: dict) -> ExportTable:
    rows = [[each["name"], tkr(each["amount"]), each["source"]] for each in budget["frames"]]
    header = ["Linje", f"Ramme {budget['year']} {KRONER}", "Kilde"]
    return ExportTable("ramme", f"Udvalgets ramme {budget['year']}", header, rows, [budget["lead"], *budget["notes"]])
