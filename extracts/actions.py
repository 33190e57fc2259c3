"""Everything that writes uploads and facts: receive, commit, discard, revert. All or nothing."""

import hashlib
import zlib
from dataclasses import dataclass

from django.db import transaction

from aabenraa_plan.formats import danish_number
from extracts.cpr import masked
from extracts.diffing import Diff, difference
from extracts.kinds import Kind, Parsed, kind_of, profiles
from extracts.models import DataVersion, Origin, State, Upload, UploadStatus
from extracts.problems import Problem, error, in_file_order
from extracts.reading import Sheet, Unreadable, read
from extracts.writing import insert

KEYS_AT_A_TIME = 300
MOST_PROBLEMS = 10_000


class PreviewOutdated(Exception):
    """Someone committed in between: what would be written is no longer what the preview showed."""


class WarningsUnanswered(Exception):
    """The file has warnings that nobody has given a reason to accept."""


class NotCommittable(Exception):
    """The upload is not in a state that allows the step."""


@dataclass(frozen=True)
class Examined:
    """A file as understood against today's figures, before anything is written."""

    sheet: Sheet | None
    profile: str
    problems: list[Problem]
    diff: Diff
    keep: bool = True

    @property
    def blocked(self) -> bool:
        return Parsed(problems=self.problems).blocked


def examine(data: bytes, *, profile: str | None = None) -> Examined:
    """Read, check and compare a file. Writes nothing, and reports every problem at once."""
    try:
        sheet = read(data)
        code = profile or recognised_profile(sheet)
    except Unreadable as unreadable:
        return Examined(None, profile or "", unreadable.problems, Diff(), unreadable.keep)
    kind, chosen = profiles()[code]
    parsed = chosen.parse(sheet)
    diff = difference(parsed.rows, current_facts(kind, [row.key for row in parsed.rows]))
    problems = sheet.problems + parsed.problems
    if not Parsed(problems=problems).blocked:
        problems = problems + kind.history_warnings([change.row for change in diff.writes])
    return Examined(sheet, code, in_file_order(problems), diff)


def recognised_profile(sheet: Sheet) -> str:
    """The profile that fits the header; `Unreadable` with the known ones where none does."""
    for code, (_, profile) in profiles().items():
        if profile.recognises(sheet):
            return code
    raise Unreadable(
        [
            error(
                "Kolonnerne svarer ikke til et kendt udtræk. Kendte profiler: "
                + ", ".join(f"{profile.title} ({code})" for code, (_, profile) in profiles().items())
                + ". Se kolonnerne for hver profil i brugervejledningen.",
                line=sheet.header_line,
                text=sheet.delimiter.join(sheet.header),
            )
        ]
    )


def current_facts(kind: Kind, keys: list[tuple]) -> dict[tuple, object]:
    """The newest fact of each key, withdrawn ones too; read by what each part of the keys may be."""
    wanted = set(keys)
    parts = {f"{name}__in": {key[at] for key in wanted} for at, name in enumerate(kind.model.KEY)}
    facts = kind.model.objects.filter(superseded_at=None, **parts)
    return {key_of(fact): fact for fact in facts if key_of(fact) in wanted}


def receive_upload(*, data: bytes, file_name: str, by, profile=None, origin=Origin.FILE) -> Upload:
    """Keep the file with what was found in it. Ready to commit, or blocked; no figure is touched."""
    return keep_upload(examine(data, profile=profile), data=data, file_name=file_name, by=by, origin=origin)


def keep_upload(examined: Examined, *, data: bytes, file_name: str, by, origin=Origin.FILE, strict=False) -> Upload:
    """Store what was examined, ready or blocked; with `strict`, warnings block too."""
    # A hash of a file that held a CPR number would still let someone test guesses against it.
    keep = examined.keep
    return Upload.objects.create(
        file_name=masked(file_name)[:255],
        content=zlib.compress(data) if keep else None,
        sha256=hashlib.sha256(data).hexdigest() if keep else "",
        size=len(data),
        origin=origin,
        profile=examined.profile,
        reading=examined.sheet.described() if examined.sheet else {},
        problems=[problem.as_dict() for problem in stored(examined.problems)],
        new=len(examined.diff.new),
        changed=len(examined.diff.changed),
        unchanged=len(examined.diff.unchanged),
        status=UploadStatus.BLOCKED if examined.blocked or (strict and examined.problems) else UploadStatus.READY,
        uploaded_by=by,
    )


def stored(problems: list[Problem]) -> list[Problem]:
    """All of them, unless the file is hopeless: then the first ones and how many there were."""
    if len(problems) <= MOST_PROBLEMS:
        return problems
    return [*problems[:MOST_PROBLEMS], error(f"Filen har {danish_number(len(problems))} fejl; resten er ikke gemt.")]


@transaction.atomic
def refuse_upload(*, file_name: str, size: int, message: str, by) -> Upload:
    """Record a file that was turned away unread, by name, size and reason."""
    return Upload.objects.create(
        file_name=masked(file_name)[:255],
        size=size,
        problems=[error(message).as_dict()],
        status=UploadStatus.BLOCKED,
        uploaded_by=by,
    )


def content_of(upload: Upload) -> bytes:
    return zlib.decompress(upload.content)


def preview(upload: Upload) -> Examined:
    """The upload examined again against today's figures."""
    return examine(content_of(upload), profile=upload.profile)


@transaction.atomic
def commit_upload(*, upload: Upload, seen: str, by, accepted: str = "") -> Upload:
    """Write every new and changed figure as a version of its own, in one moment, or nothing.

    `seen` is the digest of the preview the person decided on; `PreviewOutdated` where the file
    would now do something else. `accepted` says why warnings may stand; `WarningsUnanswered`
    where there are some and it is empty.
    """
    version = DataVersion.raised()
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.status != UploadStatus.READY:
        raise NotCommittable
    examined = preview(upload)
    if examined.blocked or examined.diff.digest != seen:
        raise PreviewOutdated
    if examined.problems and not accepted:
        raise WarningsUnanswered
    write_facts(kind_of(upload.profile), examined.diff, upload, version.moment)
    upload.new, upload.changed = len(examined.diff.new), len(examined.diff.changed)
    upload.unchanged = len(examined.diff.unchanged)
    upload.problems = [problem.as_dict() for problem in examined.problems]
    upload.status = UploadStatus.COMMITTED
    upload.committed_by, upload.committed_at, upload.accepted = by, version.moment, accepted
    upload.save()
    return upload


def write_facts(kind: Kind, diff: Diff, upload: Upload, moment):
    supersede(kind, [change.before.pk for change in diff.writes if change.before], moment)
    rows = (
        {**dict(zip(kind.model.KEY, change.row.key, strict=True)), **change.row.content, "line": change.row.line}
        for change in diff.writes
    )
    insert(kind.model, rows, upload_id=upload.pk, recorded_at=moment)


def supersede(kind: Kind, pks: list[int], moment):
    for start in range(0, len(pks), KEYS_AT_A_TIME):
        kind.model.objects.filter(pk__in=pks[start : start + KEYS_AT_A_TIME]).supersede(moment)


@transaction.atomic
def discard_upload(*, upload: Upload) -> Upload:
    """Put a file aside that was never committed; its bytes stay for inspection."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.status not in (UploadStatus.READY, UploadStatus.BLOCKED):
        raise NotCommittable
    upload.status = UploadStatus.DISCARDED
    upload.save(update_fields=["status"])
    return upload


@transaction.atomic
def revert_upload(*, upload: Upload, by) -> Upload:
    """Take an upload back with a forward step: each figure's previous version becomes the newest.

    Figures that had no earlier version are withdrawn. Figures that a later upload has changed
    since are left as they are, and counted as the step's `unchanged`. The step is an upload of
    its own, which says who and when.
    """
    version = DataVersion.raised()
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if not upload.can_be_reverted:
        raise NotCommittable
    kind = kind_of(upload.profile)
    mine = list(kind.model.objects.filter(upload=upload, superseded_at=None))
    before = kind.model.objects.filter(recorded_at__lt=upload.committed_at).order_by("recorded_at")
    # A figure that was itself taken back must not return.
    standing = before.exclude(upload__status=UploadStatus.REVERTED)
    step = take_back(kind, mine, standing, moment=version.moment, by=by, reverts=upload)
    step.unchanged = upload.new + upload.changed - len(mine)
    step.save(update_fields=["unchanged"])
    upload.status = UploadStatus.REVERTED
    upload.save(update_fields=["status"])
    return step


@transaction.atomic
def remove_invented(*, kind: Kind, by) -> int:
    """Take every invented figure back, one by one: the newest figure that was not invented applies again."""
    version = DataVersion.raised()
    invented = list(kind.model.objects.current().filter(invented=True))
    if invented:
        real = kind.model.objects.filter(invented=False).order_by("recorded_at")
        take_back(kind, invented, real, moment=version.moment, by=by)
    return len(invented)


def take_back(kind: Kind, facts: list, earlier, *, moment, by, reverts: Upload | None = None) -> Upload:
    """Replace current facts by the last of the `earlier` versions with their keys, as an upload of its own."""
    step = Upload.objects.create(
        file_name=f"Fortrydelse af {reverts.file_name if reverts else 'eksempeldata'}"[:255],
        size=0,
        origin=Origin.REVERT,
        profile=kind.profiles[0].code,
        status=UploadStatus.COMMITTED,
        uploaded_by=by,
        committed_by=by,
        committed_at=moment,
        reverts=reverts,
        changed=len(facts),
    )
    name, *_ = kind.model.KEY
    among = earlier.filter(**{f"{name}__in": {getattr(fact, name) for fact in facts}})
    by_key = {key_of(fact): fact for fact in among}
    supersede(kind, [fact.pk for fact in facts], moment)
    rows = (restored(kind, fact, by_key.get(key_of(fact))) for fact in facts)
    insert(kind.model, rows, upload_id=step.pk, recorded_at=moment)
    return step


def key_of(fact) -> tuple:
    return tuple(getattr(fact, part) for part in fact.KEY)


def restored(kind: Kind, fact, earlier) -> dict:
    """What a revert writes: the earlier content again, or a withdrawal where there was none."""
    own = {"id", "upload_id", "recorded_at", "superseded_at"}
    names = [field.attname for field in kind.model._meta.concrete_fields if field.attname not in own]
    content = {name: getattr(earlier or fact, name) for name in names}
    if earlier is None or earlier.state == State.WITHDRAWN:
        content |= {"state": State.WITHDRAWN, **dict.fromkeys(kind.model.FIGURES)}
    return content
