"""Everything that takes files in and writes their figures: receive, check, commit, discard. All or nothing."""

import hashlib
import zlib

from django.db import transaction

from aabenraa_plan.formats import danish_number
from extracts.batch import nothing_collected
from extracts.cpr import masked
from extracts.diffing import Diff
from extracts.examining import Examined, Tell, as_stored, examine, examined_again, silent
from extracts.kinds import Kind
from extracts.known_profiles import kind_of
from extracts.models import CprRelease, DataVersion, Origin, Upload, UploadStatus, Work
from extracts.problems import Problem, error, has_warnings
from extracts.reading import FOUND_OUT, Choices
from extracts.writing import insert

PKS_AT_A_TIME = 10_000
MOST_PROBLEMS = 10_000
SLOW_TO_PACK = 5_000_000
"""Bytes above which a file is packed quickly rather than tightly."""


class PreviewOutdated(Exception):
    """Someone committed in between: what would be written is no longer what the preview showed."""


class WarningsUnanswered(Exception):
    """The file has warnings that nobody has given a reason to accept."""


class NotCommittable(Exception):
    """The upload is not in a state that allows the step."""


def receive_upload(
    *,
    data: bytes,
    file_name: str,
    by,
    profile: str = "",
    origin=Origin.FILE,
    choices: Choices = FOUND_OUT,
    why_released: str = "",
) -> Upload:
    """Keep the file with what was found in it. Ready to commit, or blocked; no figure is touched."""
    examined = examine(data, profile=profile, choices=choices)
    with transaction.atomic():
        upload = keep_upload(examined, data=data, file_name=file_name, by=by, origin=origin, choices=choices)
        log_releases(upload, choices, why=why_released, by=by)
    return upload


def keep_upload(
    examined: Examined, *, data: bytes, file_name: str, by, origin=Origin.FILE, choices=FOUND_OUT, strict=False
) -> Upload:
    """Store what was examined, ready or blocked; with `strict`, warnings block too."""
    upload = put_aside(data if examined.keep else None, size=len(data), file_name=file_name, by=by)
    upload.origin, upload.choices = origin, as_stored(choices)
    note_findings(upload, examined, strict=strict)
    upload.save()
    return upload


def put_aside(data: bytes | None, *, size: int, file_name: str, by) -> Upload:
    """A file not yet looked at; without its bytes where they may not be kept."""
    # A hash of a file that held a CPR number would still let someone test guesses against it.
    return Upload(
        file_name=masked(file_name)[:255],
        content=None if data is None else zlib.compress(data, level=1 if size > SLOW_TO_PACK else -1),
        sha256="" if data is None else hashlib.sha256(data).hexdigest(),
        size=size,
        status=UploadStatus.UPLOADED,
        work=Work.CHECK,
        uploaded_by=by,
    )


def note_findings(upload: Upload, examined: Examined, *, strict=False):
    """Put down what a check found; the caller saves."""
    upload.profile, upload.profile_version_id = examined.profile, examined.version
    upload.table = examined.table
    upload.reading = examined.sheet.described() if examined.sheet else {}
    upload.problems = [problem.as_dict() for problem in stored(examined.problems)]
    upload.new, upload.changed = len(examined.diff.new), len(examined.diff.changed)
    upload.unchanged = len(examined.diff.unchanged)
    upload.warned = len(upload.warnings)
    blocked = examined.blocked or (strict and has_warnings(examined.problems))
    upload.status = UploadStatus.BLOCKED if blocked else UploadStatus.READY
    upload.findings = None if blocked else {"digest": examined.digest}
    upload.work = Work.NONE
    if not examined.keep:
        upload.content, upload.sha256 = None, ""


def stored(problems: list[Problem]) -> list[Problem]:
    """All of them, unless the file is hopeless: then the first ones and how many there were."""
    if len(problems) <= MOST_PROBLEMS:
        return problems
    said = f"Filen har over {danish_number(MOST_PROBLEMS)} fejl; resten er ikke gemt."
    return [*problems[:MOST_PROBLEMS], error(said)]


def log_releases(upload: Upload, choices: Choices, *, why: str, by):
    """Who vouched for which column, and why; only where the file was kept on the strength of it."""
    if upload.is_kept:
        for column in sorted(choices.released):
            CprRelease.objects.create(upload=upload, column=column[:200], reason=why, by=by)


@transaction.atomic
def refuse_upload(*, file_name: str, size: int, message: str, by) -> Upload:
    """Record a file that was turned away unread, by name, size and reason."""
    upload = put_aside(None, size=size, file_name=file_name, by=by)
    upload.problems, upload.status, upload.work = [error(message).as_dict()], UploadStatus.BLOCKED, Work.NONE
    upload.save()
    return upload


def content_of(upload: Upload) -> bytes:
    return zlib.decompress(upload.content)


def preview(upload: Upload, tell: Tell = silent) -> Examined:
    """The upload examined again against today's figures."""
    return examined_again(upload, content_of(upload), tell)


def commit_upload(*, upload: Upload, seen: str, by, accepted: str = "") -> Upload:
    """Write every new and changed figure as a version of its own, in one moment, or nothing.

    `seen` is the digest of the preview the person decided on; `PreviewOutdated` where the file
    would now do something else. `accepted` says why warnings may stand; `WarningsUnanswered`
    where there are some and it is empty.
    """
    upload = Upload.objects.get(pk=upload.pk)
    if upload.status != UploadStatus.READY:
        raise NotCommittable
    # Nobody is kept waiting while the file is checked, unless somebody saved something meanwhile.
    before, examined = DataVersion.now(), preview(upload)
    with transaction.atomic():
        if DataVersion.locked().number != before:
            examined = preview(upload)
        upload = Upload.objects.select_for_update().get(pk=upload.pk)
        if upload.status != UploadStatus.READY:
            raise NotCommittable
        if examined.blocked or examined.digest != seen:
            raise PreviewOutdated
        if has_warnings(examined.problems) and not accepted:
            raise WarningsUnanswered
        return commit_examined(upload, examined, by=by, accepted=accepted)


def commit_examined(upload: Upload, examined: Examined, *, by, accepted: str) -> Upload:
    """Write what was just examined. The caller has held the lock (`DataVersion.locked`) since before that."""
    version = DataVersion.raised()
    write_facts(kind_of(upload), examined.diff, upload, version.moment)
    note_findings(upload, examined)
    upload.coverage, upload.findings = examined.coverage, None
    upload.status = UploadStatus.COMMITTED
    upload.committed_by, upload.committed_at, upload.accepted = by, version.moment, accepted
    # All but the file itself, which may be large.
    upload.save(update_fields={field.name for field in Upload._meta.concrete_fields} - {"id", "content"})
    return upload


@nothing_collected()
def write_facts(kind: Kind, diff: Diff, upload: Upload, moment):
    supersede(kind, [fact.pk for fact in map(diff.replaced.get, diff.writes.positions) if fact], moment)
    written = diff.writes.batch()
    keys = dict(zip(kind.model.KEY, zip(*written.keys, strict=True), strict=False))
    insert(kind.model, {"line": written.lines} | keys | written.content, upload_id=upload.pk, recorded_at=moment)


def supersede(kind: Kind, pks: list[int], moment):
    for start in range(0, len(pks), PKS_AT_A_TIME):
        kind.model.objects.filter(pk__in=pks[start : start + PKS_AT_A_TIME]).supersede(moment)


@transaction.atomic
def discard_upload(*, upload: Upload) -> Upload:
    """Put a file aside that was never committed; its bytes stay for inspection."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.status not in (UploadStatus.UPLOADED, UploadStatus.READY, UploadStatus.BLOCKED):
        raise NotCommittable
    upload.status, upload.work = UploadStatus.DISCARDED, Work.NONE
    upload.save(update_fields=["status", "work"])
    return upload
