"""Anything at all through the check behind the form: sentences, or a clean difference that can be committed."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extracts.actions import commit_upload, preview, receive_upload
from extracts.examining import examine
from extracts.kinds import REGISTERED
from extracts.known_profiles import kind_of
from tests.bad_files import HEADER
from tests.pure import bounded
from tests.pure.test_fuzz_reading import assert_plain, choices, mutated, starts

pytestmark = pytest.mark.django_db
few = settings(bounded, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])

STATBANK = (
    "OMRÅDE;HERKOMST;ALDER;KØN;BEREGNING;TID;INDHOLD\r\n"
    "Aabenraa;I alt;16-64 år;I alt;Erhvervsfrekvens;2022;77,1\r\n"
    "Hele landet;I alt;16-64 år;I alt;Erhvervsfrekvens;2022;79,9\r\n"
)
PLAIN = {
    "indikator": ["fleksjobledighed", "kontanthjaelp-personer", "y30r21-placering", "repatriering-udgift"],
    "område": ["Aabenraa", "580", "Hele landet", "Tønder"],
    "periode": ["2023M01", "2023Q1", "2022", "2021QMAT04", "1. kvt. 2023"],
    "værdi": ["9,1", "5", "1.234", "..", "*", ""],
    "tæller": ["", "", "59"],
    "nævner": ["", "", "229"],
    "foreløbig": ["", "ja", "nej"],
    "bemærkning": ["", "tæt på"],
    "kilde": ["x", "Eksempeldata"],
}
NASTY = [
    *("", " ", "\u200b", "\u202ex", "=1+1", "@x", "-", "--1", "1e400", "NaN", "9" * 13, "0,1234567", "5 %", "0"),
    *("2023M13", "99999", "0000", "2099", "æ" * 501, "300275", "1" * 70, "\x1b[2J", "<b>", "{}", "½", "٩"),
]


@st.composite
def lines_of_ours(draw) -> bytes:
    """Lines of our own format: most cells plain, some of them nasty."""
    drawn = [st.sampled_from([*plain * 3, *NASTY]) for plain in PLAIN.values()]
    lines = draw(st.lists(st.tuples(*drawn), min_size=1, max_size=6))
    return "\r\n".join([HEADER, *map(";".join, lines)]).encode()


@st.composite
def plain_lines_of_ours(draw) -> bytes:
    drawn = [st.sampled_from(PLAIN[title]) for title in ("område", "periode", "bemærkning", "kilde")]
    lines = draw(st.lists(st.tuples(*drawn), min_size=1, max_size=6, unique_by=lambda cells: (cells[0], cells[1])))
    numbers = draw(st.lists(st.sampled_from(["9,1", "100", "0", "..", "*"]), min_size=6, max_size=6))
    cells = [
        ("fleksjobledighed", area, period, number, "", "", "", note, source)
        for (area, period, note, source), number in zip(lines, numbers, strict=False)
    ]
    return "\r\n".join([HEADER, *map(";".join, cells)]).encode()


anything = st.tuples(starts, st.binary(max_size=80)).map(b"".join)
files = anything | mutated() | mutated(STATBANK) | lines_of_ours() | plain_lines_of_ours()


def figures() -> int:
    return sum(kind.model.objects.count() for kind in REGISTERED.values())


@few
@given(files, choices)
def test_examining_anything_ends_in_sentences_or_a_clean_difference(db, data, how):
    examined = examine(data, choices=how)
    assert_plain(examined.problems)
    assert examined.blocked or examined.sheet
    diff = examined.diff
    assert len(diff.new) + len(diff.changed) == len(diff.writes)
    assert len(diff.writes) + len(diff.unchanged) == len(diff.rows)
    if not examined.blocked:
        assert len(set(diff.rows.keys)) == len(diff.rows)


@few
@given(files)
def test_committing_what_is_not_blocked_writes_just_the_preview_and_a_second_time_nothing(analyst, data):
    with transaction.atomic():
        before = figures()
        upload = receive_upload(data=data, file_name="udtræk.csv", by=analyst)
        assert figures() == before
        if upload.status == "ready":
            assert_commits_once(upload, data, before, analyst)
        transaction.set_rollback(True)


def assert_commits_once(upload, data: bytes, before: int, analyst):
    seen = preview(upload)
    commit_upload(upload=upload, seen=seen.digest, by=analyst, accepted="Prøve")
    assert figures() == before + len(seen.diff.writes)
    assert kind_of(upload).model.objects.filter(upload=upload).count() == len(seen.diff.writes)
    again = receive_upload(data=data, file_name="udtræk.csv", by=analyst)
    assert (again.status, again.new, again.changed, again.unchanged) == ("ready", 0, 0, len(seen.diff.rows))
