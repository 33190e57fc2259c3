"""Facts written in bulk are what model objects would have been, on both engines."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from extracts.models import Area
from extracts.writing import Lines, insert
from targets.models import Indicator, Observation
from tests.pure import bounded

MOMENT = datetime(2026, 11, 22, 6, 30, 0, 123456, tzinfo=UTC)
AWKWARD = "tab\there, line\nbreak\r, back\\slash, \\N, \"quotes\", 'single', semi;colon, æøå €"


@pytest.fixture
def upload(load):
    return load("borgertilfredshed;Aabenraa;2023;84;;;;;x")


def row(period="2024", **content):
    key = {
        "indicator_id": Indicator.objects.get(code="borgertilfredshed").pk,
        "area_id": Area.objects.get(name="Aabenraa").pk,
        "period": period,
    }
    return key | {"period_end": date(2025, 1, 1), "value": Decimal("86.123456"), "line": 7} | content


def columns(*rows):
    return {name: [row[name] for row in rows] for name in rows[0]}


def test_inserted_rows_read_back_as_they_were_given(upload):
    first, second = row(note=AWKWARD, provisional=True), row("2025", value=None)
    rows = columns(first | {"state": "value"}, second | {"state": "suppressed", "note": "", "provisional": False})
    insert(Observation, rows, upload_id=upload.pk, recorded_at=MOMENT)
    first, second = Observation.objects.filter(upload=upload, recorded_at=MOMENT).order_by("period")
    assert (first.note, first.provisional, first.value, first.line) == (AWKWARD, True, Decimal("86.123456"), 7)
    assert (first.recorded_at, first.superseded_at, first.period_end) == (MOMENT, None, date(2025, 1, 1))
    assert (second.value, second.numerator, second.state, second.note) == (None, None, "suppressed", "")


def test_inserted_row_that_breaks_a_constraint_is_refused_and_nothing_is_written(upload):
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Observation, columns(row(), row()), upload_id=upload.pk, recorded_at=MOMENT)
    assert not Observation.objects.filter(recorded_at=MOMENT).exists()


def test_inserting_nothing_writes_nothing(upload):
    insert(Observation, {"line": []}, upload_id=upload.pk, recorded_at=MOMENT)
    assert not Observation.objects.filter(recorded_at=MOMENT).exists()


@bounded
@given(st.lists(st.text(alphabet="a\t\\N", max_size=5)), st.integers(1, 20))
def test_lines_read_in_pieces_are_the_same_as_in_one(lines, size):
    pieces, source = [], Lines(iter(lines))
    while piece := source.read(size):
        assert len(piece) <= size
        pieces.append(piece)
    assert "".join(pieces) == Lines(iter(lines)).read()
    assert "".join(pieces).count("\n") == len(lines)
