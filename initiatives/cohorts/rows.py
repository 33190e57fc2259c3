"""The tables of the cohort section, made of what the reader may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from initiatives.cohorts.reporting import CohortRow, CohortStatus, Figure, Share
from initiatives.cohorts.wording import (
    difference_text,
    percent_text,
    persons_text,
    promise_text,
    sentence_case,
    share_text,
)
from initiatives.models import OutcomeType


@dataclass(frozen=True)
class Cell:
    """A figure of the table, or none. `share` is of the sum of the cohort's outcomes."""

    title: str
    figure: Figure | None
    share: str

    @property
    def text(self) -> str:
        if self.figure is None:
            return persons_text(None)
        return self.figure.word or persons_text(self.figure.persons)


@dataclass(frozen=True)
class OutcomeRow:
    """An outcome's figures in each cohort; `promises` are (heading, promised, difference) of those that promise."""

    kind: OutcomeType
    cells: list[Cell]
    promises: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Kin:
    """Cohorts that are shown together: parts, and the whole last; or one alone. `day` is the one shown first."""

    rows: list[CohortRow]
    day: date

    @property
    def head(self) -> CohortRow:
        """The whole, or the cohort itself."""
        return self.rows[-1]

    @property
    def parts(self) -> list[CohortRow]:
        return self.rows[:-1]

    @property
    def status(self) -> CohortStatus | None:
        return self.head.on(self.day)

    @property
    def counted(self) -> list[CohortRow]:
        return [row for row in self.rows if row.on(self.day)]

    @property
    def promising(self) -> list[CohortRow]:
        return [row for row in self.counted if any(each.promised is not None for each in row.on(self.day).figures)]


def kin_of(rows: Sequence[CohortRow]) -> list[Kin]:
    """The cohorts that were counted, by what they are part of, in the order they came in."""
    by_whole: dict[int, list[CohortRow]] = {}
    for row in rows:
        by_whole.setdefault(row.whole_id or row.pk, []).append(row)
    found = []
    for whole, unsorted in by_whole.items():
        members = sorted(unsorted, key=lambda row, last=whole: row.pk == last)
        if any(row.statuses for row in members):
            found.append(Kin(members, first_day(members)))
    return found


def first_day(rows: Sequence[CohortRow]) -> date:
    """The latest day of the head that is not invented; where it has none, of any of the cohorts."""
    heads_first = [row for row in reversed(rows) if row.statuses]
    real = [status.day for row in heads_first for status in reversed(row.statuses) if not status.invented]
    return real[0] if real else heads_first[0].statuses[-1].day


def kinds_of(statuses: Iterable[CohortStatus]) -> list[OutcomeType]:
    found = {figure.kind.code: figure.kind for status in statuses for figure in status.figures}
    return sorted(found.values(), key=lambda kind: (kind.position, kind.code))


def outcome_rows(kin: Kin) -> list[OutcomeRow]:
    statuses = {row.pk: row.on(kin.day) for row in kin.counted}
    return [
        OutcomeRow(
            kind,
            [cell_of(row.name, statuses[row.pk], kind) for row in kin.counted],
            [promise_cells(kin, row, statuses[row.pk].of(kind.code)) for row in kin.promising],
        )
        for kind in kinds_of(statuses.values())
    ]


def cell_of(title: str, status: CohortStatus, kind: OutcomeType) -> Cell:
    figure = status.of(kind.code)
    return Cell(title, figure, share_text(figure and figure.persons, status.total))


def promise_cells(kin: Kin, row: CohortRow, figure: Figure | None) -> tuple[str, str, str]:
    difference = difference_text(figure.persons, figure.promised) if figure else ""
    return promise_heading(kin, row), promise_text(figure), difference


def promise_heading(kin: Kin, row: CohortRow) -> str:
    """Whose promise it is, where there are several cohorts."""
    return "Lovet" if len(kin.counted) == 1 else f"Lovet, {row.name}"


@dataclass(frozen=True)
class DayRow:
    """A cohort on a day, an outcome a cell."""

    day: date
    name: str
    cells: list[Cell]
    total: str
    invented: bool
    provisional: bool


def day_rows(kin: Kin, rows: Sequence[CohortRow]) -> list[DayRow]:
    """Every status of those of its cohorts, the earliest first; none where there is only one day of any."""
    days = sorted({status.day for row in kin.rows for status in row.statuses})
    kinds = all_kinds(kin)
    return [
        DayRow(
            day,
            row.name,
            [cell_of(str(kind), status, kind) for kind in kinds],
            persons_text(status.total, masked=status.total_masked),
            status.invented,
            any(figure.provisional for figure in status.figures),
        )
        for day in (days if len(days) > 1 else [])
        for row in rows
        if (status := row.on(day))
    ]


def all_kinds(kin: Kin) -> list[OutcomeType]:
    return kinds_of(status for row in kin.rows for status in row.statuses)


@dataclass(frozen=True)
class ShareRow:
    """A printed share beside ours, where the number of persons is known and shown."""

    name: str
    share: Share
    printed: str
    base: str
    ours: str
    promised: str
    figure: Figure | None


def share_rows(rows: Sequence[CohortRow]) -> list[ShareRow]:
    return [share_row(row, share) for row in rows for share in row.shares]


def share_row(row: CohortRow, share: Share) -> ShareRow:
    status = row.on(first_day([row])) if row.statuses else None
    figure = status.of(share.kind.code) if status else None
    known = figure is not None and figure.persons is not None and share.base is not None
    ours = f"{share_text(figure.persons, share.base)} ({persons_text(figure.persons)})" if known else persons_text(None)
    return ShareRow(
        row.name,
        share,
        printed="skjult" if share.masked else percent_text(share.percent),
        base=persons_text(share.base, masked=share.masked),
        ours=ours,
        promised=percent_text(share.promised),
        figure=figure if known else None,
    )


def shares_of_one_base(rows: Sequence[CohortRow]) -> list[str]:
    """«alle …: de 4 trykte andele giver tilsammen 100 %», where a document prints several of the same citizens."""
    found = []
    for row in rows:
        percents = [share.percent for share in row.shares if share.percent is not None]
        if len(percents) > 1 and len({share.base for share in row.shares}) == 1:
            many, total = len(percents), percent_text(sum(percents))
            found.append(f"{sentence_case(row.name)}: de {many} trykte andele giver tilsammen {total}.")
    return found
