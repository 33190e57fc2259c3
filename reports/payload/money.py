"""The year's money in a report: the budget as it stood after the quarter, or where there is none the adopted frame."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from aabenraa_plan.formats import listed
from budget.documents.frame_rows import UNIT
from budget.documents.frames import FramePart, FrameRow, committee_frame
from budget.ledger import NOTHING_BOOKED
from budget.models import ClosedMonth
from budget.months import MONTHS, BookedMonth
from budget.reporting import LineStatus, YearStatus, year_status
from budget.wording import SIGN, millions
from budget.years.rows import Row, effort_rows, support_rows
from budget.years.wording import lead, split_finding, status_text, used_finding
from extracts.periods import Period
from reports.payload.cited import cited
from reports.payload.numbers import kroner, persons, share, signed_kroner
from reports.payload.shapes import Budget, Frame, MoneyRow, Source, Word
from targets.models import Plan

NET = "Netto er det, kommunen selv betaler, når refusionen fra staten er trukket fra."
ROUNDED = "Hvert tal er afrundet for sig."
REVISED = "Det korrigerede budget er det vedtagne med de bevillinger, der var besluttet ved kvartalets udgang."
STANDING = (
    "Holder: det forventede regnskab er højst budgettet. Tæt på: højst 1 % over. Overskrides: mere end 1 % over. "
    "Grænsen på 1 % er programmets egen; planerne fastsætter ingen."
)
METHOD = (
    "Det forventede regnskab er et skøn. Metoden er, hvordan resten af året er regnet: som tempo hidtil, efter sidste "
    "års sæson, som personer × pris eller som et eget skøn."
)
PRICE = (
    "Mængde er forskellen i helårspersoner gange budgettets pris. Resten er pris. Prisen er netto: den blander "
    "ydelsens størrelse, hvor længe folk har fået den, og statens refusion."
)
INVENTED = "Tallene rummer eksempeldata: opdigtede tal, der kun viser, hvordan rapporten virker."


def money_of(plan: Plan, quarter: Period, moment: datetime | None) -> Budget | None:
    """None where the quarter's year has neither a budget nor a frame; `moment` is None for what is known now."""
    status = status_after(quarter, moment)
    if status.is_budgeted:
        return budget_of(status, quarter, moment)
    return frame_of(status.year)


def status_after(quarter: Period, moment: datetime | None) -> YearStatus:
    """The quarter's year after the last closed month of it or before it.

    The supplementary period belongs to the last quarter: it holds that year's costs. Months are closed in their
    order, so where none up to the quarter's end is closed, no later one is.
    """
    year = quarter.start.year
    closed = [each.when for each in ClosedMonth.objects.known_at(moment).filter(year=year)]
    last = max((month for month in closed if month.end <= quarter.end), default=None)
    month = last.number if last else None
    return ended(year_status(year, month=month, as_of=moment, decided_before=quarter.end), last, quarter)


def ended(status: YearStatus, last: BookedMonth | None, quarter: Period) -> YearStatus:
    """Without what was booked after the quarter: no spending before a month is closed, no line that is only later."""
    through = last.number if last else 0
    lines = [line for line in status.lines if line.revised or booked_by(line, through)]
    if not last:
        lines = [replace(line, spent=None, provisional=False) for line in lines]
    months = {number for number in status.uploaded if BookedMonth(status.year, number).end <= quarter.end}
    return replace(status, lines=lines, uploaded=months)


def booked_by(line: LineStatus, through: int) -> bool:
    return any(number <= through and month != NOTHING_BOOKED for number, month in line.months.items())


def budget_of(status: YearStatus, quarter: Period, moment: datetime | None) -> Budget:
    support, effort = support_rows(status), effort_rows(status)
    total, through = support[-1], status.month.code if status.month else ""
    sources, files = cited(status, moment)
    return Budget(
        year=status.year,
        through=through,
        lead=lead(status, support, effort),
        status=status_said(status, quarter),
        used=f"{used_finding(total, status)}." if total.share is not None else "",
        split=f"{split_finding(total)}." if total.deviation is not None else "",
        support=[money_row(row) for row in support] if status.support else [],
        effort=[money_row(row) for row in effort],
        frames=[],
        notes=notes_of(status, [*support, *effort]),
        invented=status.invented,
        provisional=any(row.provisional for row in (*support, *effort)),
        sources=sources,
        files=files,
    )


def status_said(status: YearStatus, quarter: Period) -> str:
    """`Forbrug til og med august 2023; resten af året er et skøn. September 2023 er ikke lukket.`"""
    if status.month is None:
        return f"Ingen måned i {status.year} er lukket, så rapporten viser kun budgettet."
    if status.is_final:
        return status_text(status)
    rest = "; resten af året er et skøn" if status.month.number < MONTHS else ""
    said = f"Forbrug til og med {status.month.label}{rest}."
    wanted = BookedMonth(status.year, quarter.end.month - 1 or MONTHS)
    return said if status.month >= wanted else f"{said} {wanted.label.capitalize()} er ikke lukket."


def money_row(row: Row) -> MoneyRow:
    return MoneyRow(
        name=row.name,
        part=row.part,
        budget_persons=persons(row.budget_persons),
        expected_persons=persons(row.expected_persons),
        adopted=kroner(row.adopted),
        revised=kroner(row.revised),
        spent=kroner(row.spent),
        share=share(row.share),
        expected_share=share(row.expected_share),
        forecast=kroner(row.forecast),
        deviation=signed_kroner(row.deviation),
        volume=signed_kroner(row.volume),
        price=signed_kroner(row.price),
        standing=Word(row.standing.code, row.standing.symbol, row.standing.word),
        method=row.method,
        is_total=row.is_total,
        is_part=row.is_part,
        provisional=row.provisional,
        invented=row.invented,
    )


def notes_of(status: YearStatus, rows: Sequence[Row]) -> list[str]:
    """What is to be known of the figures; of spending and forecast only where they are shown."""
    changed = any(row.adopted != row.revised for row in rows)
    partial = dict.fromkeys(row.name for row in rows if row.is_part and not row.is_total and status.month)
    lacking = f"Der mangler tal for en lukket måned ved {listed(list(partial))}: forbruget er kun en del."
    found = {
        SIGN if status.month else "Netto i 1.000 kr.": True,
        NET: True,
        ROUNDED: True,
        REVISED: changed,
        METHOD: status.month and not status.is_final,
        STANDING: status.month,
        PRICE: any(row.volume is not None for row in rows),
        lacking: partial,
        INVENTED: status.invented,
    }
    return [note for note, holds in found.items() if holds]


def frame_of(year: int) -> Budget | None:
    """The committee's adopted frame of that year; None where no document prints one."""
    frame = committee_frame()
    if frame is None or year not in frame.years:
        return None
    frames = [*(row for part in frame.parts for row in part_rows(part, year, frame.source))]
    total = frame.total.row.amounts[year]
    frames.append(Frame(frame.total.name, kroner(total), True, frame.source))
    said = f"{year} har intet budget for de enkelte ydelser her i systemet. Udvalgets ramme var {millions(total)}"
    nothing = dict.fromkeys(("through", "status", "used", "split"), "") | {"support": [], "effort": []}
    return Budget(
        year=year,
        lead=f"{said} i det vedtagne budget.",
        frames=frames,
        notes=[UNIT],
        invented=False,
        provisional=False,
        sources=[Source(frame.source, len(frames), str(year), False)],
        **nothing,
    )


def part_rows(part: FramePart, year: int, source: str) -> list[Frame]:
    """The lines of a group with its sum, where there are several to add."""
    lines = [line for line in part.lines if year in line.amounts]
    rows = [Frame(name_in(part, line), kroner(line.amounts[year]), False, source) for line in lines]
    total = [Frame(part.total.name, kroner(part.total.row.amounts[year]), True, source)] if len(lines) > 1 else []
    return rows + total


def name_in(part: FramePart, line: FrameRow) -> str:
    """`Overførselsudgifter: førtidspension`: two groups have lines of one name."""
    return line.name if line.name == part.name else f"{part.name}: {line.name[0].lower()}{line.name[1:]}"
