"""The data calendar in words: an indicator's periods, what comes next, who uploads it and how long the source takes."""

from dataclasses import dataclass
from datetime import date

import django_tables2 as tables

from aabenraa_plan.access import Action, may
from aabenraa_plan.formats import as_sentence, counted, danish_date, danish_number
from aabenraa_plan.meanwhile import mark_of
from extracts.calendar import Entry, Status
from extracts.periods import Kind, Period
from targets.models import Indicator

CHIPS = 8
NO_LONGER = "no_longer"
WORDS = {
    Status.RECEIVED: "modtaget",
    Status.LATE: "forsinket",
    Status.EXPECTED: "kan hentes nu",
    Status.NOT_PUBLISHED: "ikke udgivet",
    Status.UNKNOWN: "udgivelse ukendt",
    NO_LONGER: "ikke længere ventet",
}
SYMBOLS = {
    Status.RECEIVED: "✔",
    Status.LATE: "✖",
    Status.EXPECTED: "●",
    Status.NOT_PUBLISHED: "○",
    Status.UNKNOWN: "?",
    NO_LONGER: "–",
}
TO_UPLOAD = (Status.LATE, Status.EXPECTED)
NOBODY = "analytiker, ingen bestemt"
RESPONSIBLE = "responsible_id"
"""The one thing of an indicator that is decided on the page."""


@dataclass(frozen=True)
class Chip:
    """A period as the page shows it: word, shape and (by the status) colour."""

    label: str
    status: str
    symbol: str
    word: str


def chip_label(period: Period) -> str:
    """`sep. 2026`, `maj 2026`, `1. kvt. 2026`: short enough for four in a line."""
    if period.kind != Kind.MONTH:
        return period.short_label
    name, year = period.label.split()
    return f"{name[:3]}{'.' if len(name) > 3 else ''} {year}"


@dataclass(frozen=True)
class CalendarRow:
    """An indicator in the calendar. `entries` are all periods looked at, none where it is no longer awaited.

    `invented`: some of the figures received are made up.
    """

    indicator: Indicator
    used_by: str
    status: str
    entries: tuple[Entry, ...]
    latest: Period | None
    upcoming: tuple[Period, date] | None
    invented: bool = False

    @property
    def is_awaited(self) -> bool:
        return self.status != NO_LONGER

    @property
    def symbol(self) -> str:
        return SYMBOLS[self.status]

    @property
    def word(self) -> str:
        return WORDS[self.status].capitalize()

    @property
    def chips(self) -> list[Chip]:
        """The last periods, the oldest first."""
        return [
            Chip(chip_label(entry.period), entry.status.value, SYMBOLS[entry.status], WORDS[entry.status])
            for entry in self.entries[-CHIPS:]
        ]

    @property
    def to_upload(self) -> list[Entry]:
        """What is published and not received, the oldest first."""
        return [entry for entry in self.entries if entry.status in TO_UPLOAD]

    @property
    def earlier(self) -> str:
        """What is late from before the periods shown."""
        older, shown = self.entries[:-CHIPS], self.entries[-CHIPS:]
        count = sum(entry.status == Status.LATE for entry in older)
        return f"{counted(count, 'tal', 'tal')} fra før {shown[0].period.label} mangler også." if count else ""

    @property
    def upcoming_text(self) -> str:
        if not self.is_awaited:
            return ""
        if self.upcoming is None:
            return "ukendt, fordi det ikke er oplyst, hvornår kilden udgiver"
        period, day = self.upcoming
        return f"{period.label}, ventes {danish_date(day)}"

    @property
    def lag_text(self) -> str:
        """How long after a period's end its figure comes, and where we have that from."""
        indicator = self.indicator
        if indicator.lag_days is None:
            return "Det er ikke oplyst, hvornår kilden udgiver."
        said = f"Udgives omkring {counted(indicator.lag_days, 'dag', 'dage')} efter periodens slutning"
        newest = " Det nyeste tal er altid foreløbigt." if indicator.newest_is_provisional else ""
        return f"{said} ({indicator.lag_source}).{newest}"

    @property
    def responsible(self):
        """The analyst who uploads it; None where nobody is named, or the one named may not upload any more."""
        named = self.indicator.responsible
        return named if named and may(named, Action.UPLOAD) else None

    @property
    def seen(self) -> str:
        return mark_of(self.indicator, RESPONSIBLE)

    @property
    def who(self) -> str:
        return str(self.responsible or NOBODY)

    def is_for(self, user) -> bool:
        """Whether the user is the one to upload it, or may be: nobody is named."""
        return self.responsible is None or self.responsible == user


def lead(rows: list[CalendarRow]) -> str:
    """`3 tal er forsinkede, 2 kan hentes nu, og 8 er ikke udgivet endnu.`"""
    statuses = [entry.status for row in rows for entry in row.entries]
    if not statuses:
        return "Der ventes ingen tal lige nu."
    late, expected, unpublished, unknown = (
        statuses.count(status) for status in (Status.LATE, Status.EXPECTED, Status.NOT_PUBLISHED, Status.UNKNOWN)
    )
    said = [counted(late, "tal er forsinket", "tal er forsinkede") if late else "Ingen tal er forsinkede"]
    said += [f"{danish_number(expected)} kan hentes nu"] if expected else []
    said += [f"{danish_number(unpublished)} er ikke udgivet endnu"] if unpublished else []
    said += [f"for {danish_number(unknown)} vides det ikke, hvornår de udgives"] if unknown else []
    return as_sentence(said)


class CalendarTable(tables.Table):
    """The list and its headings; `calendar.html` writes the cells."""

    name = tables.Column(verbose_name="Målepunkt", orderable=False)
    periods = tables.Column(verbose_name="Tal", orderable=False)
    fetch = tables.Column(verbose_name="Sådan hentes tallet", orderable=False)
    who = tables.Column(verbose_name="Indlæses af", orderable=False)
