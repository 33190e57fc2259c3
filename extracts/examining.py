"""A file understood against today's figures: read, checked, compared. Nothing is written."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from operator import attrgetter

from aabenraa_plan.formats import counted, listed
from extracts.batch import Batch, nothing_collected
from extracts.coverage import coverage_of, lacking
from extracts.diffing import Diff, difference
from extracts.kinds import Kind, Profile
from extracts.known_profiles import Known, known_profiles, profile_of
from extracts.models import Origin, Upload, UploadStatus
from extracts.problems import Problem, Unreadable, error, has_errors, has_warnings, in_file_order, warning
from extracts.reading import FOUND_OUT, Choices, Sheet, read

READ_AT_A_TIME = 10_000
MOST_NAMED = 5
MOST_ASKED_FOR = 10_000
"""Of a part of the keys; a database takes no more values in a question."""
Tell = Callable[[int], None]
"""Told how far the work is, in percent."""


@dataclass(frozen=True)
class Examined:
    """What became of a file. `keep` says whether its bytes may be kept."""

    sheet: Sheet | None
    profile: str
    problems: list[Problem]
    diff: Diff
    keep: bool = True
    version: int | None = None
    table: str = ""
    coverage: dict | None = None

    @property
    def digest(self) -> str:
        """Tells two previews apart: by what would be written and replaced, and by what is warned of."""
        warned = [f"{problem.line} {problem.message}" for problem in self.problems if has_warnings([problem])]
        return hashlib.sha256("\n".join([self.diff.digest, *warned]).encode()).hexdigest()[:32]

    @property
    def blocked(self) -> bool:
        return has_errors(self.problems)


def silent(percent: int):
    """Nobody is told."""


def examine(data: bytes, *, profile: str = "", choices: Choices = FOUND_OUT, tell: Tell = silent) -> Examined:
    """Read, check and compare a file, by a profile or by the one that fits. Every problem is found at once."""
    return examined_by(known_profiles()[profile] if profile else None, data, choices, tell)


@nothing_collected()
def examined_by(known: Known | None, data: bytes, choices: Choices, tell: Tell) -> Examined:
    code, sheet = known[1].code if known else "", None
    try:
        sheet = read(data, choices)
        tell(40)
        kind, profile = known or recognised_profile(sheet)
    except Unreadable as unreadable:
        return Examined(sheet, code, unreadable.problems, Diff(), unreadable.keep)
    parsed = profile.parse(sheet)
    tell(60)
    diff = difference(parsed.rows, current_facts(kind, parsed.rows))
    tell(80)
    coverage, table = coverage_of(parsed.rows.keys), parsed.table[:200]
    problems = sheet.problems + parsed.problems
    if not has_errors(problems):
        problems = (
            problems + kind.history_warnings(diff) + lacking_warnings(kind, profile, parsed.table[:200], coverage)
        )
    found = {"version": profile.version, "table": table, "coverage": coverage}
    return Examined(sheet, profile.code, in_file_order(problems), diff, **found)


def recognised_profile(sheet: Sheet) -> Known:
    """The profile that fits the header; `Unreadable` with the known ones where none does."""
    known = known_profiles()
    for kind, profile in known.values():
        if profile.recognises(sheet):
            return kind, profile
    names = ", ".join(f"{profile.title} ({code})" for code, (_, profile) in known.items())
    message = f"Kolonnerne svarer ikke til et kendt udtræk. Kendte profiler: {names}. Lav en profil til filen, eller "
    message += "se kolonnerne for hver profil i brugervejledningen."
    raise Unreadable([error(message, line=sheet.header_line, text=sheet.delimiter.join(sheet.header))])


def current_facts(kind: Kind, rows: Batch) -> dict[tuple, tuple]:
    """The newest version of each key that the rows have, withdrawn ones too, as named tuples.

    They are read by what each part of the keys may be, which may bring others too.
    """
    names = kind.model.KEY
    parts = {f"{name}__in": set(column) for name, column in zip(names, zip(*rows.keys, strict=True), strict=False)}
    if not parts:
        return {}
    parts = {name: values for name, values in parts.items() if len(values) <= MOST_ASKED_FOR}
    wanted, key_of = set(rows.keys), attrgetter(*names)
    facts = kind.model.objects.filter(superseded_at=None, **parts).values_list(*columns_of(kind.model), named=True)
    return {key: fact for fact in facts.iterator(READ_AT_A_TIME) if (key := key_of(fact)) in wanted}


def columns_of(model) -> list[str]:
    return ["pk", *(field.attname for field in model._meta.concrete_fields if not field.primary_key)]


def lacking_warnings(kind: Kind, profile: Profile, table: str, coverage: dict) -> list[Problem]:
    """One warning that names what the last saved file of the profile and source table had, and this one has not."""
    earlier = Upload.objects.filter(
        profile=profile.code, table=table, status=UploadStatus.COMMITTED, origin=Origin.FILE, coverage__isnull=False
    )
    last = earlier.order_by("-committed_at").values_list("coverage", flat=True).first()
    missing = lacking(last, coverage) if last else {}
    if not missing:
        return []
    names = kind.name_series([series[:-1] for series in missing])
    said = [f"{names[series[:-1]]} ({shortly(periods)})" for series, periods in list(missing.items())[:MOST_NAMED]]
    if more := len(missing) - len(said):
        said.append(counted(more, "serie mere", "serier mere"))
    return [warning(f"Det forrige udtræk havde også {listed(said)}. Mangler der noget i filen?")]


def shortly(periods: list[str]) -> str:
    return listed(periods) if len(periods) < 4 else f"{counted(len(periods), 'periode', 'perioder')} fra {periods[0]}"


def choices_of(upload: Upload) -> Choices:
    chosen = upload.choices | {"released": frozenset(upload.choices.get("released", ()))}
    return Choices(**chosen)


def as_stored(choices: Choices) -> dict:
    """What differs from the default, ready for JSON."""
    chosen = asdict(replace(choices, released=frozenset()))
    stored = {name: value for name, value in chosen.items() if value}
    return stored | ({"released": sorted(choices.released)} if choices.released else {})


def examined_again(upload: Upload, content: bytes, tell: Tell = silent) -> Examined:
    """The upload against today's figures, by the profile and the choices it came with."""
    return examined_by(profile_of(upload) if upload.profile else None, content, choices_of(upload), tell)
