"""The way of a line's amounts: every version, who wrote it, when, why and from where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from aabenraa_plan.exports import ExportTable
from aabenraa_plan.formats import counted, danish_moment
from extracts.marks import is_invented
from initiatives.economy.wording import SIDES, SIGNS, UNITS, in_unit, line_name, with_unit
from initiatives.models import BusinessCase, CaseAmount, CaseLine, Side
from initiatives.spans import Span

STANDS = "gælder nu"
STOOD = "gjaldt da"
HEADER = ["Side", "Beløb", "Skrevet", "Af", "Begrundelse", "Til", "Afløst af", "Begrundelse for at afløse", "Kilde"]


@dataclass(frozen=True)
class Version:
    """An amount as it was written; `until` says when it was replaced or taken back, and why."""

    amount: CaseAmount
    unit: str
    moment: datetime | None

    @property
    def side(self) -> str:
        return SIDES[self.amount.side]

    @property
    def text(self) -> str:
        return with_unit(self.amount.amount, self.unit)

    @property
    def stands(self) -> bool:
        ended = self.amount.ended_at
        return ended is None or (self.moment is not None and ended > self.moment)

    @property
    def since(self) -> str:
        return danish_moment(localtime(self.amount.made_at))

    @property
    def until(self) -> str:
        if self.stands:
            return STOOD if self.moment else STANDS
        return danish_moment(localtime(self.amount.ended_at))

    @property
    def ended_by(self) -> str:
        return "" if self.stands else str(self.amount.ended_by)

    @property
    def ended_reason(self) -> str:
        return "" if self.stands else self.amount.ended_reason

    @property
    def invented(self) -> bool:
        return is_invented(self.amount.source)

    @property
    def cells(self) -> list:
        made = (self.since, str(self.amount.made_by), self.amount.reason)
        ended = (self.until, self.ended_by, self.ended_reason)
        return [self.side, in_unit(self.amount.amount, self.unit), *made, *ended, self.amount.source]


def versions_of(line: CaseLine, moment: datetime | None) -> list[Version]:
    """Those written by then, promised first and the newest first of each."""
    written = line.amounts.select_related("made_by", "ended_by").order_by("side", "-made_at", "-pk")
    found = written if moment is None else written.filter(made_at__lte=moment)
    return [Version(each, line.case.unit, moment) for each in found]


def title_of(line: CaseLine) -> str:
    """`Investering, ØK, juni-december 2018`."""
    return f"{line_name(line.kind, line.payer, line.name)}, {span_of_line(line).label}"


def span_of_line(line: CaseLine) -> Span:
    return Span(line.starts, line.ends)


def lead_of(versions: Sequence[Version]) -> str:
    """What stands of each side, and how often it was changed."""
    changed = sum(not version.stands for version in versions)
    times = [f"Beløbene er ændret {counted(changed, 'gang', 'gange')}."] if changed else []
    return " ".join([*(side_sentence(side, versions) for side in Side.values), *times])


def side_sentence(side: str, versions: Sequence[Version]) -> str:
    """`Lovet: 4.438 t.kr.`, `Realiseret: ikke skrevet.`"""
    standing = next((each.text for each in versions if each.amount.side == side and each.stands), "ikke skrevet.")
    return f"{SIDES[side]}: {standing}"


def versions_export(line: CaseLine, versions: Sequence[Version]) -> ExportTable:
    case: BusinessCase = line.case
    notes = [f"Beløb i {UNITS[case.unit]} {SIGNS[case.sign]}."]
    return ExportTable("udgaver", title_of(line), HEADER, [version.cells for version in versions], notes)
