"""The file that a profile is made on: its columns and texts, and how a layout would read it."""

from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from aabenraa_plan.formats import danish_number, sort_key
from extracts.actions import content_of
from extracts.cpr import holds_cpr
from extracts.examining import Examined, choices_of, examined_by, silent
from extracts.kinds import REGISTERED, Kind
from extracts.mapping import Layout, is_period, mapped_profile, period_title
from extracts.models import Upload
from extracts.problems import Unreadable, shortened
from extracts.proposals import Codes, distinct, proposed_columns
from extracts.reading import Sheet, read
from extracts.wording import file_deleted

EXAMPLES = 3
MOST_ASKED = 100
"""Columns that are asked about; periods' own columns are not."""
LONGEST_TEXT = 200


class NoSample(Exception):
    """A profile cannot be made on the file. The message is the Danish sentence to show."""


@dataclass(frozen=True)
class Sample:
    """A kept file, looked at as a kind of figures. `codes` are what the kind's roles know."""

    upload: Upload
    sheet: Sheet
    kind: Kind
    codes: Codes

    @cached_property
    def periods(self) -> list[int]:
        """Places of the columns titled by a period, which the kind's own format reads as they are."""
        return [at for at, title in enumerate(self.sheet.header) if period_title(self.kind) and is_period(title)]

    @cached_property
    def places(self) -> list[int]:
        return [at for at in range(len(self.sheet.header)) if at not in self.periods]

    def title(self, place: int) -> str:
        return shortened(self.sheet.header[place]) or "(uden overskrift)"

    def examples(self, place: int) -> list[str]:
        return [shortened(text) for text in islice(filter(None, distinct(self.sheet.columns[place])), EXAMPLES)]

    def texts(self, place: int) -> list[str]:
        """The column's different texts, but for what may not be shown or kept."""
        found = distinct(self.sheet.columns[place])
        return [text for text in found if len(text) <= LONGEST_TEXT and not holds_cpr(text)]

    def proposed(self) -> dict[int, str]:
        return proposed_columns(self.sheet, self.places, self.kind.roles, self.codes)

    def tried(self, layout: Layout, *, code: str, title: str) -> Examined:
        """The whole file read by the layout and compared with today's figures. Nothing is written."""
        known = self.kind, mapped_profile(code, title, self.kind, layout, None)
        return examined_by(known, content_of(self.upload), choices_of(self.upload), silent)


def kinds_to_choose() -> dict[str, Kind]:
    return {code: kind for code, kind in REGISTERED.items() if kind.roles}


def sheet_of(upload: Upload) -> Sheet:
    if upload.file_deleted_at:
        raise NoSample(f"{file_deleted(upload)} Indlæs en nyere fil for at lave en profil på den.")
    if not upload.is_kept:
        raise NoSample("Filen er ikke gemt, så der kan ikke laves en profil på den. Indlæs en fil, der kan gemmes.")
    try:
        sheet = read(content_of(upload), choices_of(upload))
    except Unreadable as unreadable:
        raise NoSample(f"Filen kan ikke læses som en tabel. {unreadable}") from unreadable
    if len([title for title in sheet.header if not is_period(title)]) > MOST_ASKED:
        most = danish_number(MOST_ASKED)
        raise NoSample(f"Filen har mere end {most} kolonner. Slet dem, der ikke skal bruges, og indlæs den igen.")
    return sheet


def sample_as(upload: Upload, sheet: Sheet, kind: Kind) -> Sample:
    return Sample(upload, sheet, kind, codes_of(kind))


def likeliest(upload: Upload, sheet: Sheet) -> Sample:
    """The file as the kind of figures whose columns it seems to have most of."""
    samples = [sample_as(upload, sheet, kind) for kind in kinds_to_choose().values()]
    return max(samples, key=lambda sample: len(sample.proposed()))


def codes_of(kind: Kind) -> Codes:
    return {role.title: by_name(role.known()) for role in kind.roles if role.known}


def by_name(known: dict[str, str]) -> dict[str, str]:
    return dict(sorted(known.items(), key=lambda each: sort_key(each[1])))


def label_of(kind: Kind, own_title: str) -> str:
    return next((role.label for role in kind.roles if role.title == own_title), own_title)
