"""Several people and processes at once: their steps end up one after the other, in one history."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from aabenraa_plan.models import User
from extracts import changes
from extracts.actions import discard_upload
from extracts.models import DataVersion, Upload, UploadStatus
from extracts.reverting import revert_upload
from targets.models import Observation
from tests.conftest import HEADER
from tests.killing import assert_one_history, at_once, committing, copied, in_use, lines, month, own_database, received

pytestmark = pytest.mark.django_db
AREAS = 20
ROUNDS = 4
OUTDATED, REFUSED = "PreviewOutdated()", "NotCommittable()"


@pytest.fixture(scope="module")
def begun(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), copied("begun", tmp_path_factory.mktemp("begun")) as name:
        yield name


@pytest.fixture
def database(begun, db, tmp_path, monkeypatch):
    """A database of the test's own, with nobody listening to what is committed."""
    monkeypatch.setattr(changes, "LISTENERS", [])
    with in_use(begun), own_database("shared", tmp_path):
        yield


def some(first, last, *, tenths=0, source="Udtræk") -> list[str]:
    return lines(first, last, tenths=tenths, areas=AREAS, source=source)


def overlapping(number: int, *, tenths: int) -> Upload:
    """Of ten months, five or more are in the other files too; every file has a source and a figure of its own."""
    return received(some(number, number + 10, tenths=tenths, source=f"Udtræk {number}"))


def reverting(upload: Upload):
    by = User.objects.system()
    return lambda: revert_upload(upload=upload, by=by).status


def discarding(upload: Upload):
    return lambda: discard_upload(upload=upload).status


def importing(path):
    """What `import_extract` says became of the file."""

    def act():
        said = StringIO()
        call_command("import_extract", path, "--json", stdout=said)
        [result] = json.loads(said.getvalue())
        return result["status"]

    return act


def current_months(upload: Upload) -> set[str]:
    return set(upload.observations.current().values_list("period", flat=True))


def written_by(upload: Upload) -> int:
    return Observation.objects.filter(upload=upload).count()


@pytest.mark.parametrize("people", [2, pytest.param(5, marks=pytest.mark.long)])
def test_overlapping_files_committed_at_once_end_in_one_history(people, database):
    for tenths in range(ROUNDS):
        waiting = [overlapping(number, tenths=tenths) for number in range(people)]
        figures, version = Observation.objects.count(), DataVersion.now()
        while waiting:
            waiting = one_is_committed(waiting)
        assert DataVersion.now() == version + people
        # Ten months of twenty municipalities each; nothing in them is as it was.
        assert Observation.objects.count() == figures + people * 200
        assert_one_history()


def one_is_committed(uploads: list[Upload]) -> list[Upload]:
    """Of several commits at once one succeeds; the others, who must look again, have written nothing."""
    outcomes = at_once(*map(committing, uploads))
    assert sorted(outcomes) == [OUTDATED] * (len(uploads) - 1) + ["committed"]
    losers = [upload for upload, outcome in zip(uploads, outcomes, strict=True) if outcome == OUTDATED]
    assert {upload.pk: 0 for upload in losers} == {upload.pk: written_by(upload) for upload in losers}
    assert not Upload.objects.filter(pk__in=[upload.pk for upload in losers]).exclude(status="ready").exists()
    return losers


def test_first_two_commits_ever_end_in_one_history(database):
    DataVersion.objects.all().delete()
    [waiting] = one_is_committed([overlapping(number, tenths=0) for number in range(2)])
    assert one_is_committed([waiting]) == []
    assert DataVersion.now() == 2
    assert_one_history()


def test_files_without_a_common_figure_are_both_committed_at_once(database):
    uploads = [received(some(first, first + 10, source=f"Udtræk {first}")) for first in (0, 10)]
    assert at_once(*map(committing, uploads)) == ["committed", "committed"]
    assert [written_by(upload) for upload in uploads] == [200, 200]
    first, second = Upload.objects.filter(status="committed").order_by("-committed_at")[:2]
    assert first.committed_at > second.committed_at
    assert_one_history()


def test_commit_and_revert_at_once_are_one_after_the_other(database, tmp_path):
    known = received(some(0, 10))
    committing(known)()
    file = received(some(5, 15, tenths=1, source="Udtræk 2"))
    for _ in range(ROUNDS):
        with own_database("round", tmp_path):
            outcomes = at_once(committing(file), reverting(known))
            assert_one_history()
            step = Upload.objects.get(reverts=known)
            if outcomes == ["committed", "committed"]:
                # The file came first: its ten months stand, and of the other figures five months are withdrawn.
                assert (step.changed, step.unchanged) == (100, 100)
                assert current_months(file) == {month(number) for number in range(5, 15)}
            else:
                assert outcomes == [OUTDATED, "committed"]
                assert (step.changed, step.unchanged, written_by(file)) == (200, 0, 0)
            assert not current_months(known)


@pytest.mark.parametrize(
    ("another", "ends"),
    [
        (committing, [["committed", REFUSED], [REFUSED, "committed"]]),
        (discarding, [["committed", REFUSED], [REFUSED, "discarded"]]),
    ],
)
def test_commit_and_another_step_of_the_same_upload_at_once(another, ends, database, tmp_path):
    upload = received(some(0, 10))
    for _ in range(ROUNDS):
        with own_database("round", tmp_path):
            outcomes = at_once(committing(upload), another(upload))
            assert outcomes in ends
            status = Upload.objects.get(pk=upload.pk).status
            assert [status] == [outcome for outcome in outcomes if outcome != REFUSED]
            assert written_by(upload) == (200 if status == UploadStatus.COMMITTED else 0)
            assert_one_history()


def test_upload_taken_back_by_two_at_once_is_taken_back_once(database, tmp_path):
    upload = received(some(0, 10))
    committing(upload)()
    for _ in range(ROUNDS):
        with own_database("round", tmp_path):
            assert sorted(at_once(reverting(upload), reverting(upload))) == [REFUSED, "committed"]
            assert Upload.objects.filter(reverts=upload).count() == 1
            assert_one_history()


def test_file_imported_twice_at_once_is_written_once(database, tmp_path):
    path = tmp_path / "ledighed.csv"
    path.write_text("\r\n".join([HEADER, *some(0, 10)]))
    for _ in range(ROUNDS):
        with own_database("round", tmp_path):
            before = Upload.objects.count()
            assert sorted(at_once(importing(path), importing(path))) == ["committed", "unchanged"]
            assert Upload.objects.count() == before + 1
            assert_one_history()


def test_everything_at_once_ends_in_one_history(database, tmp_path):
    known = received(some(0, 10))
    committing(known)()
    files = [received(some(5, 15, tenths=tenths, source=f"Udtræk {tenths}")) for tenths in (1, 2)]
    path = tmp_path / "ledighed.csv"
    path.write_text("\r\n".join([HEADER, *some(3, 13, tenths=3, source="Udtræk 3")]))
    for _ in range(ROUNDS):
        with own_database("round", tmp_path):
            figures = Observation.objects.count()
            steps = [
                committing(files[0]),
                reverting(known),
                importing(path),
                discarding(files[1]),
                committing(files[1]),
            ]
            outcomes = at_once(*steps)
            assert set(outcomes) <= {"committed", "discarded", "unchanged", OUTDATED, REFUSED}
            assert outcomes[1:3] == ["committed", "committed"]
            assert_one_history()
            done = Upload.objects.filter(pk__gt=known.pk, status="committed")
            assert Observation.objects.count() == figures + sum(upload.new + upload.changed for upload in done)
