"""What commits and reverts leave behind, held against a model of a few lines: a list of versions a figure."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aabenraa_plan.models import User
from extracts.actions import commit_upload, preview, receive_upload
from extracts.models import Upload
from extracts.reverting import revert_upload
from targets.models import Observation
from tests.conftest import HEADER
from tests.pure import bounded

pytestmark = pytest.mark.django_db
TICK = timedelta(microseconds=1)
FEWER = settings(bounded, max_examples=40)
"""Each example commits some files in earnest."""


def committed(figures: dict[int, int]) -> Upload:
    """A file with the satisfaction of citizens in some years, in percent."""
    lines = [f"borgertilfredshed;Aabenraa;{year};{value};;;;;x" for year, value in figures.items()]
    data = "\r\n".join([HEADER, *lines])
    by = User.objects.system()
    upload = receive_upload(data=data.encode(), file_name="tilfredse.csv", by=by)
    return commit_upload(upload=upload, seen=preview(upload).digest, by=by, accepted="Sådan er filen.")


def taken_back(upload: Upload) -> Upload:
    return revert_upload(upload=upload, by=User.objects.system())


def figures():
    return Observation.objects.filter(indicator__code="borgertilfredshed")


def known_at(moment) -> dict[int, int]:
    return {int(period): int(value) for period, value in figures().as_of(moment).values_list("period", "value")}


def test_revert_of_the_first_restores_exactly_the_half_that_the_second_left():
    before = committed({2020: 70, 2021: 71, 2022: 72, 2023: 73})
    first = committed({2020: 80, 2021: 81, 2022: 82, 2023: 83})
    second = committed({2022: 92, 2023: 93})
    step = taken_back(first)
    assert known_at(None) == {2020: 70, 2021: 71, 2022: 92, 2023: 93}
    assert (step.changed, step.unchanged) == (2, 2)
    assert set(second.observations.current()) == set(second.observations.all())
    assert known_at(before.committed_at) == {2020: 70, 2021: 71, 2022: 72, 2023: 73}
    assert known_at(first.committed_at) == {2020: 80, 2021: 81, 2022: 82, 2023: 83}
    assert known_at(second.committed_at) == {2020: 80, 2021: 81, 2022: 92, 2023: 93}
    assert known_at(step.committed_at - TICK) == {2020: 80, 2021: 81, 2022: 92, 2023: 93}
    assert known_at(step.committed_at) == {2020: 70, 2021: 71, 2022: 92, 2023: 93}


def test_revert_of_the_first_withdraws_exactly_the_half_that_was_new_and_the_second_left():
    first = committed({2020: 80, 2021: 81, 2022: 82, 2023: 83})
    second = committed({2022: 92, 2023: 93})
    step = taken_back(first)
    assert known_at(None) == {2022: 92, 2023: 93}
    assert known_at(second.committed_at) == {2020: 80, 2021: 81, 2022: 92, 2023: 93}
    assert known_at(first.committed_at - TICK) == {}
    assert (step.changed, step.unchanged) == (2, 2)


def test_revert_of_a_revert_brings_back_what_it_took_and_nothing_else():
    first = committed({2020: 80, 2021: 81})
    step = taken_back(first)
    second = committed({2021: 91})
    again = taken_back(step)
    assert known_at(None) == {2020: 80, 2021: 91}
    assert known_at(step.committed_at) == {}
    assert known_at(second.committed_at) == {2021: 91}
    assert (again.changed, again.unchanged) == (1, 1)


@dataclass(frozen=True)
class Version:
    """What an upload said of a figure from a moment on; None where it took the figure away."""

    moment: datetime
    upload: int
    value: int | None


@dataclass
class Model:
    """Every version of each year's figure, oldest first."""

    versions: dict[int, list[Version]] = field(default_factory=dict)
    uploads: list[Upload] = field(default_factory=list)
    taken_back: set[int] = field(default_factory=set)
    steps: set[int] = field(default_factory=set)

    def value(self, year: int, moment: datetime | None = None) -> int | None:
        until = [version for version in self.versions.get(year, []) if not moment or version.moment <= moment]
        return until[-1].value if until else None

    def known_at(self, moment: datetime | None) -> dict[int, int]:
        known = {year: self.value(year, moment) for year in self.versions}
        return {year: value for year, value in known.items() if value is not None}

    def commits(self, upload: Upload, said: dict[int, int]):
        """Only what is not known already becomes a version."""
        self.uploads.append(upload)
        for year, value in said.items():
            if self.value(year) != value:
                self.write(upload, year, value)

    def reverts(self, upload: Upload, step: Upload):
        """Where the file had the last word, the file before it has it; or the file itself again."""
        file = upload.reverts_id or upload.pk
        if upload.reverts_id:
            self.taken_back.discard(file)
        said = {year: [each for each in versions if each.upload == file] for year, versions in self.versions.items()}
        for year in [year for year, mine in said.items() if mine and self.standing(year)[-1] is mine[-1]]:
            before = [each for each in self.standing(year) if upload.reverts_id or each.upload != file]
            self.write(step, year, before[-1].value if before else None)
        self.uploads.append(step)
        self.steps.add(step.pk)
        self.taken_back.add(upload.pk)

    def standing(self, year: int) -> list[Version]:
        """What files that are not taken back have said, oldest first."""
        gone = self.taken_back | self.steps
        return [version for version in self.versions.get(year, []) if version.upload not in gone]

    def write(self, upload: Upload, year: int, value: int | None):
        self.versions.setdefault(year, []).append(Version(upload.committed_at, upload.pk, value))


FILES = st.dictionaries(st.sampled_from([2020, 2021, 2022]), st.integers(81, 83), min_size=1)
REVERTS = st.integers(0, 5)
"""Which of the uploads that can be taken back, counted from the newest."""


@FEWER
@given(st.lists(st.one_of(FILES, FILES, REVERTS), min_size=1, max_size=8))
@example([{2020: 81}, {2020: 82}, 0, 1])
@example([{2020: 81}, 0, 0, 0])
@example([{2020: 81, 2021: 81}, {2020: 82}, 1, 0, {2021: 83}, 1])
def test_any_commits_and_reverts_leave_the_history_that_the_model_has(steps):
    with rolled_back():
        model = Model()
        for step in steps:
            take(step, model)
        assert_same_history(model)


@contextmanager
def rolled_back():
    """One example leaves nothing to the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def take(step: dict | int, model: Model):
    if isinstance(step, dict):
        model.commits(committed(step), step)
        return
    standing = [upload for upload in model.uploads if upload.pk not in model.taken_back and upload.can_be_reverted]
    if standing:
        upload = standing[-1 - step % len(standing)]
        model.reverts(upload, taken_back(upload))


def assert_same_history(model: Model):
    for moment in [upload.committed_at for upload in model.uploads]:
        assert known_at(moment) == model.known_at(moment)
        assert known_at(moment - TICK) == model.known_at(moment - TICK)
    assert known_at(None) == model.known_at(None)
    newest = figures().filter(superseded_at=None).values_list("period", "upload_id")
    assert sorted(newest) == sorted((str(year), versions[-1].upload) for year, versions in model.versions.items())
    assert figures().count() == sum(map(len, model.versions.values()))
