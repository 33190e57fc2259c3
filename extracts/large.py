"""Files too large for a request: put aside for the worker process, and looked at when it is done."""

from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from extracts.actions import (
    NotCommittable,
    PreviewOutdated,
    WarningsUnanswered,
    commit_upload,
    content_of,
    log_releases,
    note_findings,
    put_aside,
    receive_upload,
)
from extracts.examining import as_stored, choices_of, examine
from extracts.known_profiles import known_profiles
from extracts.models import WAITING, Upload, UploadStatus, Work
from extracts.problems import Unreadable
from extracts.reading import FOUND_OUT, Choices, read
from extracts.reverting import revert_upload
from extracts.tasks import WORKS

LINES_IN_A_REQUEST = 20_000
CELLS_IN_A_REQUEST = 400_000
BYTES_OF_A_WORKBOOK = 1_000_000
"""A packed workbook of that size has some 20.000 lines."""
FIGURES_IN_A_REQUEST = 20_000
LONG_SILENT = timedelta(minutes=10)


class NotReadThatWay(Exception):
    """The file cannot be read as a person chose; the message is the sentence that says why."""


def is_large(data: bytes) -> bool:
    if data.startswith(b"PK"):
        return len(data) > BYTES_OF_A_WORKBOOK
    lines, first = data.count(b"\n"), data[:100_000].partition(b"\n")[0]
    return lines > LINES_IN_A_REQUEST or lines * max(map(first.count, (b";", b",", b"\t"))) > CELLS_IN_A_REQUEST


def take_in(*, data: bytes, file_name: str, by, choices: Choices = FOUND_OUT, why_released: str = "") -> Upload:
    """Check a small file at once; put a large one aside for the worker."""
    file = {"data": data, "file_name": file_name, "by": by, "choices": choices, "why_released": why_released}
    return receive_large(**file) if is_large(data) and is_readable(data, choices) else receive_upload(**file)


def is_readable(data: bytes, choices: Choices) -> bool:
    """No CPR number may be stored, not even until the worker comes, so the file is searched for them first."""
    try:
        read(data, choices)
    except Unreadable:
        return False
    return True


@transaction.atomic
def receive_large(*, data: bytes, file_name: str, by, choices: Choices, why_released: str) -> Upload:
    upload = put_aside(data, size=len(data), file_name=file_name, by=by)
    upload.choices = as_stored(choices)
    upload.save()
    log_releases(upload, choices, why=why_released, by=by)
    set_to_work(upload, Work.CHECK)
    return upload


@transaction.atomic
def set_to_work(upload: Upload, work: Work, **arguments):
    """Ask the worker. The request lies in the same database, so it is there exactly when the upload is."""
    Upload.objects.filter(pk=upload.pk).update(work=work, progress=0, progress_at=timezone.now())
    WORKS[work].enqueue(pk=upload.pk, **arguments)


def is_stuck(upload: Upload) -> bool:
    """Whether the worker has not been heard of for so long, of this file or another, that it must have been stopped."""
    since = timezone.now() - LONG_SILENT
    if not upload.work or upload.progress_at > since:
        return False
    return not Upload.objects.filter(progress_at__gt=since, progress__gt=0).exists()


def read_again(*, upload: Upload, profile: str, choices: Choices) -> Upload:
    """Check the kept bytes anew, read as a person says; what was released from the search stays released."""
    refuse_unless_waiting(upload)
    data, choices = content_of(upload), replace(choices, released=choices_of(upload).released)
    refuse_unless_keepable(data, choices)
    examined = None if is_large(data) else examine(data, profile=profile, choices=choices)
    with transaction.atomic():
        upload = Upload.objects.select_for_update().get(pk=upload.pk)
        refuse_unless_waiting(upload)
        upload.choices = as_stored(choices)
        if examined:
            note_findings(upload, examined)
        else:
            forget_findings(upload, profile)
        upload.save()
        if not examined:
            set_to_work(upload, Work.CHECK)
    return upload


def refuse_unless_keepable(data: bytes, choices: Choices):
    """`NotReadThatWay` where a file read so would have to be thrown away: a wrong choice must not cost the file."""
    try:
        read(data, choices)
    except Unreadable as unreadable:
        if not unreadable.keep:
            raise NotReadThatWay(str(unreadable)) from unreadable


def refuse_unless_waiting(upload: Upload):
    if upload.status not in WAITING or upload.work or not upload.is_kept:
        raise NotCommittable


def forget_findings(upload: Upload, profile: str):
    """As it was before anybody looked, but for the profile a person has chosen."""
    upload.profile = profile
    upload.profile_version_id = known_profiles()[profile][1].version if profile else None
    upload.new = upload.changed = upload.unchanged = 0
    upload.problems, upload.warned, upload.findings = [], 0, None
    upload.status, upload.work = UploadStatus.UPLOADED, Work.CHECK


@transaction.atomic
def try_again(*, upload: Upload) -> Upload:
    """When the worker was stopped: a check is asked for anew; whether to save or revert, the person says again."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if not is_stuck(upload):
        raise NotCommittable
    if upload.work == Work.CHECK:
        set_to_work(upload, Work.CHECK)
    else:
        Upload.objects.filter(pk=upload.pk).update(work=Work.NONE)
    return upload


def save_figures(*, upload: Upload, seen: str, by, accepted: str = "") -> Upload:
    """Commit few figures at once; leave many to the worker, after which `work` says so."""
    if not is_long_to_commit(upload):
        return commit_upload(upload=upload, seen=seen, by=by, accepted=accepted)
    with transaction.atomic():
        upload = Upload.objects.select_for_update().get(pk=upload.pk)
        if upload.status != UploadStatus.READY or upload.work:
            raise NotCommittable
        if (upload.findings or {}).get("digest") != seen:
            raise PreviewOutdated
        if upload.warned and not accepted:
            raise WarningsUnanswered
        set_to_work(upload, Work.COMMIT, seen=seen, accepted=accepted, by=by.pk)
    upload.refresh_from_db(fields=["work"])
    return upload


def take_back_figures(*, upload: Upload, by) -> Upload:
    """Revert few figures at once; leave many to the worker. Gives the step, or the upload that is being worked on."""
    if upload.new + upload.changed <= FIGURES_IN_A_REQUEST:
        return revert_upload(upload=upload, by=by)
    with transaction.atomic():
        upload = Upload.objects.select_for_update().get(pk=upload.pk)
        if not upload.can_be_reverted or upload.work:
            raise NotCommittable
        set_to_work(upload, Work.REVERT, by=by.pk)
    upload.refresh_from_db(fields=["work"])
    return upload


def is_long_to_commit(upload: Upload) -> bool:
    """A commit looks at every figure again, also at those it will not write."""
    return upload.new + upload.changed + upload.unchanged > FIGURES_IN_A_REQUEST
