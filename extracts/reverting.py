"""Taking uploads back, by a step forward.

One rule: a figure is what the newest version says that an upload not taken back has written. An upload that
only repeated what was known has written nothing, and so does not keep a figure alive.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter

from django.db import transaction
from django.db.models import Exists, OuterRef

from extracts.actions import NotCommittable, supersede
from extracts.batch import Batch
from extracts.examining import columns_of, current_facts
from extracts.kinds import Kind
from extracts.known_profiles import kind_of
from extracts.models import DataVersion, Origin, State, Upload, UploadStatus, Work
from extracts.writing import insert

FACTS_AT_A_TIME = 20_000
OWN = frozenset({"pk", "upload_id", "recorded_at", "superseded_at"})
"""What a version does not take over from an earlier one."""


@transaction.atomic
def revert_upload(*, upload: Upload, by) -> Upload:
    """Take an upload back, or take such a step back, so that the upload applies again.

    Figures that no other upload has written are withdrawn. Figures that a newer one has written are left as
    they are, and counted as the step's `unchanged`. The step is an upload of its own, which says who and when.
    """
    version = DataVersion.raised()
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if not upload.can_be_reverted:
        raise NotCommittable
    file, applies_again = upload.reverts or upload, upload.origin == Origin.REVERT
    step = new_step(kind_of(file), moment=version.moment, by=by, reverts=upload)
    if applies_again:
        set_status(file, UploadStatus.COMMITTED)
    step.changed = retell(file, step, applies_again=applies_again)
    step.unchanged = file.new + file.changed - step.changed
    step.save(update_fields=["changed", "unchanged"])
    set_status(upload, UploadStatus.REVERTED)
    return step


def set_status(upload: Upload, status: UploadStatus):
    upload.status, upload.work = status, Work.NONE
    upload.save(update_fields=["status", "work"])


def standing(kind: Kind):
    """Every version that a file not taken back has brought; invented ones only since they were last removed."""
    files = kind.model.objects.filter(upload__status=UploadStatus.COMMITTED).exclude(upload__origin=Origin.REVERT)
    removals = Upload.objects.filter(origin=Origin.REVERT, reverts=None, profile=kind.own.code)
    removed_at = removals.order_by("-committed_at").values_list("committed_at", flat=True).first()
    return files.exclude(invented=True, recorded_at__lt=removed_at) if removed_at else files


def retell(file: Upload, step: Upload, *, applies_again: bool) -> int:
    """Write what holds of the file's figures without it, or with it again; how many it had the last word of."""
    kind, changed = kind_of(file), 0
    names, key_of = columns_of(kind.model), attrgetter(*kind.model.KEY)
    known = standing(kind).values_list(*names, named=True)
    pks = kind.model.objects.filter(upload=file).order_by("pk").values_list("pk", flat=True)
    for some in pieces(list(pks)):
        facts = list(kind.model.objects.filter(pk__in=some).values_list(*names, named=True))
        newest = latest(kind, facts, known)
        mine = [fact for fact in facts if newest[key_of(fact)].pk == fact.pk]
        write_instead(kind, mine, newest if applies_again else latest(kind, mine, known.exclude(upload=file)), step)
        changed += len(mine)
    return changed


def write_instead(kind: Kind, facts: list, by_key: dict[tuple, tuple], step: Upload):
    """Replace the current versions of some keys by what `by_key` has for them, or withdraw them."""
    supersede(kind, [fact.pk for fact in current_facts(kind, keys_of(kind, facts)).values()], step.committed_at)
    insert(kind.model, restored(kind, facts, by_key), upload_id=step.pk, recorded_at=step.committed_at)


@transaction.atomic
def remove_invented(*, kind: Kind, by) -> int:
    """Take every invented figure back, one by one: the newest figure that was not invented applies again."""
    version = DataVersion.raised()
    names = columns_of(kind.model)
    pks = list(kind.model.objects.current().filter(invented=True).values_list("pk", flat=True))
    if not pks:
        return 0
    real = standing(kind).filter(invented=False).values_list(*names, named=True)
    step = new_step(kind, moment=version.moment, by=by)
    for some in pieces(pks):
        facts = list(kind.model.objects.filter(pk__in=some).values_list(*names, named=True))
        write_instead(kind, facts, latest(kind, facts, real), step)
    step.changed = len(pks)
    step.save(update_fields=["changed"])
    return len(pks)


def new_step(kind: Kind, *, moment, by, reverts: Upload | None = None) -> Upload:
    return Upload.objects.create(
        file_name=name_of_step(reverts)[:255],
        size=0,
        origin=Origin.REVERT,
        profile=kind.own.code,
        status=UploadStatus.COMMITTED,
        uploaded_by=by,
        committed_by=by,
        committed_at=moment,
        reverts=reverts,
    )


def name_of_step(reverts: Upload | None) -> str:
    name = reverts.file_name if reverts else "eksempeldata"
    if reverts and reverts.origin == Origin.REVERT:
        name = name.replace("Fortrydelse", "fortrydelsen", 1)
    return f"Fortrydelse af {name}"


def keys_of(kind: Kind, facts: list) -> Batch:
    return Batch(lines=[fact.line for fact in facts], keys=list(map(attrgetter(*kind.model.KEY), facts)))


def pieces(pks: list[int]):
    rest = iter(pks)
    while some := list(islice(rest, FACTS_AT_A_TIME)):
        yield some


def latest(kind: Kind, facts: list, earlier) -> dict[tuple, tuple]:
    """The last of the earlier versions of each fact's key."""
    key_of = attrgetter(*kind.model.KEY)
    wanted = {key_of(fact) for fact in facts}
    parts = {f"{name}__in": {key[at] for key in wanted} for at, name in enumerate(kind.model.KEY)}
    versions = earlier.filter(**parts).order_by("recorded_at").iterator(FACTS_AT_A_TIME)
    return {key: fact for fact in versions if (key := key_of(fact)) in wanted}


def restored(kind: Kind, facts: list, by_key: dict[tuple, tuple]) -> dict[str, list]:
    """What a revert writes: the earlier content again, or a withdrawal where there was none."""
    key_of, figures = attrgetter(*kind.model.KEY), set(kind.model.FIGURES)
    previous = [by_key.get(key_of(fact)) for fact in facts]
    gone = [before is None or before.state == State.WITHDRAWN for before in previous]
    sources = [before or fact for before, fact in zip(previous, facts, strict=True)]
    columns = {}
    for name in [name for name in columns_of(kind.model) if name not in OWN]:
        empty = {"state": State.WITHDRAWN} if name == "state" else dict.fromkeys({name} & figures)
        columns[name] = [
            empty[name] if lost and name in empty else getattr(source, name)
            for lost, source in zip(gone, sources, strict=True)
        ]
    return columns


@dataclass(frozen=True)
class LeftAlone:
    """A figure that a revert left, because `later` has the last word of it."""

    figure: str
    period: str
    later: Upload


def left_alone(file: Upload, step: Upload):
    """The versions of a file that a step left as they were, because something newer spoke of the figure."""
    model = kind_of(file).model
    same = {name: OuterRef(name) for name in model.KEY}
    return model.objects.filter(~Exists(model.objects.filter(upload=step, **same)), upload=file).order_by("line", "pk")


def named(kind: Kind, facts: Sequence) -> list[LeftAlone]:
    """Some of the figures left alone, each with who has the last word of it."""
    key_of = attrgetter(*kind.model.KEY)
    newest = latest(kind, list(facts), standing(kind))
    uploads = Upload.objects.light().select_related("committed_by")
    later = uploads.in_bulk({fact.upload_id for fact in newest.values()})
    series = kind.name_series([key_of(fact)[:-1] for fact in facts])
    return [
        LeftAlone(series[key[:-1]], str(key[-1]), later[newest[key].upload_id])
        for key in map(key_of, facts)
        if key in newest
    ]
