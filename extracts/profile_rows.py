"""What the pages about profiles show: each with its versions, and the uploads they read."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count

from aabenraa_plan.formats import counted, listed
from extracts.kinds import REGISTERED, Kind, Profile, shipped
from extracts.mapping import MISSING, SUPPRESSED, Labels, Layout
from extracts.models import ProfileVersion, Upload, UploadStatus
from extracts.problems import shortened
from extracts.profile_sample import codes_of, label_of
from extracts.proposals import known_spellings

UPLOADS_SHOWN = 10
FILES_SHOWN = 10


@dataclass(frozen=True)
class ShippedRow:
    title: str
    kind: str
    reads: str
    uploads: int


@dataclass(frozen=True)
class MadeRow:
    newest: ProfileVersion
    kind: str
    uploads: int


def shipped_rows() -> list[ShippedRow]:
    used = upload_counts(profile_version=None)
    return [
        ShippedRow(profile.title, kind.title, reads(kind, profile), used[code])
        for code, (kind, profile) in shipped().items()
    ]


def reads(kind: Kind, profile: Profile) -> str:
    """The titles of our own format; of a source's format that it is read as it comes."""
    if profile is not kind.own:
        return "Kildens egen fil, som den er"
    return ", ".join(role.title for role in kind.roles)


def made_rows() -> list[MadeRow]:
    """Every profile in its newest version; those that are no longer used come last."""
    versions = ProfileVersion.objects.select_related("by").defer("layout")
    newest = {version.code: version for version in versions.order_by("number")}
    used = upload_counts(profile_version__isnull=False)
    rows = [MadeRow(version, REGISTERED[version.kind].title, used[code]) for code, version in newest.items()]
    return sorted(rows, key=lambda row: (row.newest.retired, row.newest.title.casefold()))


def upload_counts(**which) -> Counter:
    counts = Upload.objects.filter(**which).order_by().values_list("profile").annotate(Count("pk"))
    return Counter(dict(counts))


def unknown_files() -> list[Upload]:
    """The latest files that were kept but that no profile recognised."""
    blocked = Upload.objects.light().filter(status=UploadStatus.BLOCKED, profile="").exclude(sha256="")
    return list(blocked[:FILES_SHOWN])


@dataclass(frozen=True)
class VersionRow:
    version: ProfileVersion
    uploads: list[Upload]
    more: int


def version_rows(versions: list[ProfileVersion]) -> list[VersionRow]:
    """Each version with the latest uploads it read, the newest version first."""
    used = defaultdict(list)
    for upload in Upload.objects.light().filter(profile_version__in=versions):
        used[upload.profile_version_id].append(upload)
    return [
        VersionRow(version, used[version.pk][:UPLOADS_SHOWN], len(used[version.pk][UPLOADS_SHOWN:]))
        for version in reversed(versions)
    ]


@dataclass(frozen=True)
class LayoutShown:
    """A layout in plain words: what each column is, and what its texts stand for."""

    columns: list[tuple[str, str]]
    unused: str
    constants: list[tuple[str, str]]
    texts: list["TextsShown"]
    marks: str


@dataclass(frozen=True)
class TextsShown:
    """A role's texts with what they stand for, and apart those that are a code's own spelling."""

    label: str
    changed: list[tuple[str, str]]
    same: list[str]


def layout_shown(version: ProfileVersion) -> LayoutShown:
    kind, layout = REGISTERED[version.kind], Layout.of(version.layout)
    codes = codes_of(kind)
    titles = [title for title in layout.header if title in layout.columns]
    columns = [(shortened(title), label_of(kind, layout.columns[title])) for title in titles]
    if layout.wide:
        columns.append(("kolonner, der hedder en periode", "Tallet for den periode"))
    constants = [
        (label_of(kind, title), codes.get(title, {}).get(text, text)) for title, text in layout.constants.items()
    ]
    texts = [
        texts_shown(label_of(kind, title), labels, codes.get(title, {})) for title, labels in layout.labels.items()
    ]
    unused = ", ".join(
        shortened(title) or "(uden overskrift)" for title in layout.header if title not in layout.columns
    )
    return LayoutShown(columns, unused, constants, texts, marks_shown(layout))


def texts_shown(label: str, labels: Labels, known: dict[str, str]) -> TextsShown:
    spelt = known_spellings(known)
    same = {text: code for text, code in labels.items() if code and spelt.get(text) == code}
    changed = {text: code for text, code in labels.items() if text not in same}
    return TextsShown(
        label,
        [(shortened(text) or "(tom)", meaning(code, known)) for text, code in changed.items()],
        [known[code] for code in same.values()],
    )


def meaning(code: str | None, known: dict[str, str]) -> str:
    if code is None:
        return "udelades"
    return known.get(code, code) or "bruges, som den er"


def marks_shown(layout: Layout) -> str:
    """`«x» diskretioneret, og et tomt felt og «n.a.» manglende tal`."""
    said = []
    for ours, word in ((SUPPRESSED, "diskretioneret"), (MISSING, "manglende tal")):
        marks = [f"«{mark}»" if mark else "et tomt felt" for mark, meant in layout.marks.items() if meant == ours]
        if marks:
            said.append(f"{listed(marks)} {word}")
    return ", og ".join(said)


def made_lead(rows: list[MadeRow]) -> str:
    in_use = sum(not row.newest.retired for row in rows)
    if not in_use:
        return "En profil siger, hvad kolonnerne i en fil er. Der er ikke lavet nogen her endnu."
    made = counted(in_use, "profil", "profiler")
    return f"En profil siger, hvad kolonnerne i en fil er. {made} er lavet her; resten fulgte med programmet."
