"""Notes, milestones, promises and measurements as they are written: nothing is overwritten, nothing written twice."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from aabenraa_plan.refusals import NotPossible
from extracts.models import DataVersion
from initiatives.following.actions import (
    ChangedMeanwhile,
    add_milestone,
    add_promise,
    correct_measurement,
    correct_note,
    edit_milestone,
    edit_promise,
    mark_of,
    measure,
    withdraw,
    write_note,
)
from initiatives.following.page import following_as_dict, following_of
from initiatives.loader import load_initiatives
from initiatives.models import Initiative, Measurement, Milestone, Note, Promise
from tests.outcomes import system

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 1)
SAID = {"kind": "note", "day": date(2026, 2, 3), "when": "", "text": "Møde med jobcentret.", "source": "Referat"}
MILESTONE = {"title": "Ansat", "due": "2026M06", "reached": "", "note": "", "source": "x"}
PROMISE = {
    **{"name": "Samtaler", "rule": "at_least", "value": Decimal(10), "unit": "samtaler", "per": None, "per_unit": ""},
    **{"baseline": None, "due": "", "note": "", "source": "x"},
}


@pytest.fixture
def kis():
    return Initiative.objects.get(code="kis")


def page_of(code, moment=None):
    return following_of(Initiative.objects.get(code=code), today=TODAY, moment=moment)


def promises(code):
    return {row.promise.code: (row.judged.verdict.value, row.judged.reason) for row in page_of(code).promises}


def test_printed_promises_are_judged_and_never_guessed():
    assert promises("kijos") == {"borgere-pr-sagsbehandler": ("no_data", "no_figure")}
    assert promises("ips") == {"sager-pr-konsulent": ("no_data", "no_figure")}
    assert promises("jobformidling") == {"jobordrer": ("not_enough", "baseline_missing")}
    assert set(promises("cykelprojektet").values()) == {("no_data", "no_figure")}


def test_closed_project_in_the_json_has_both_figures_and_the_reason():
    found = following_as_dict(Initiative.objects.get(code="jobformidling"), today=TODAY)
    promise = found["promises"][0]
    named = ("promised", "measured", "measured_on", "verdict", "reason", "margin", "baseline")
    assert [promise[name] for name in named] == [
        *("200", "387", "2023-09-30", "not_enough", "baseline_missing", None, None)
    ]
    assert found["milestones"] == []
    assert [note["day"] for note in found["notes"]] == ["2023-12-04", "2023-09-30", "2023-09-30"]


def test_lead_names_the_promise_the_milestone_or_the_newest_note(kis, by):
    assert page_of("kijos").lead == (
        "Borgere pr. sagsbehandler, lovet højst 35 borgere: ingen har skrevet ind, hvad der blev målt."
    )
    assert page_of("kik").lead == "Milepælen «Antallet af aktivitetsparate er halveret» er nået (2018)."
    assert page_of("kik-ii").lead == (
        "Milepælen «Antallet af job- og uddannelsesparate er under 800» havde frist i 2022, og det er ikke oplyst, "
        "om den er nået."
    )
    assert page_of("kis") is None
    write_note(initiative=kis, words=SAID, by=by)
    assert page_of("kis").lead == "Det seneste notat er fra 3. februar 2026."


def test_note_corrected_keeps_the_earlier_wording_and_its_moment(kis, by):
    before = DataVersion.now()
    first = write_note(initiative=kis, words=SAID, by=by)
    second = correct_note(note=first, words=SAID | {"text": "Møde med borgerservice."}, reason="Forkert sted", by=by)
    first.refresh_from_db()
    assert (first.ended_at, first.ended_by, first.ended_reason) == (second.made_at, by, "Forkert sted")
    (row,) = page_of("kis").notes.standing
    assert (row.note, row.earlier, row.author) == (second, [first], "leder")
    (then,) = page_of("kis", first.made_at).notes.standing
    assert (then.note, then.earlier) == (first, [])
    assert DataVersion.now() == before + 2


def test_note_sent_twice_is_one_note_and_corrected_twice_one_correction(kis, by):
    first, again = (write_note(initiative=kis, words=SAID, by=by) for _ in range(2))
    assert first == again
    words = SAID | {"text": "Andet."}
    assert len({correct_note(note=first, words=words, reason="x", by=by).pk for _ in range(2)}) == 1
    assert Note.objects.filter(initiative=kis).count() == 2


def test_note_that_somebody_corrected_is_not_corrected_over_their_heads(kis, by, analyst):
    first = write_note(initiative=kis, words=SAID, by=by)
    theirs = correct_note(note=first, words=SAID | {"text": "Deres."}, reason="x", by=analyst)
    with pytest.raises(ChangedMeanwhile):
        correct_note(note=first, words=SAID | {"text": "Min."}, reason="y", by=by)
    with pytest.raises(ChangedMeanwhile):
        withdraw(word=first, reason="y", by=by)
    assert list(Note.objects.filter(initiative=kis, ended_at=None)) == [theirs]


def test_note_taken_back_is_gone_from_the_page_and_not_from_the_staff(kis, by):
    note = write_note(initiative=kis, words=SAID, by=by)
    withdraw(word=note, reason="Skrevet på den forkerte indsats", by=by)
    withdraw(word=note, reason="Skrevet på den forkerte indsats", by=by)
    found = page_of("kis").notes
    assert (found.standing, found.withdrawn) == ([], [note])
    assert page_of("kis").tables == []
    assert following_as_dict(kis, today=TODAY)["notes"] == []


def test_document_note_that_was_corrected_or_taken_back_is_not_loaded_again(by):
    notes = Note.objects.filter(initiative__code="jobformidling", ended_at=None)
    withdraw(word=notes.get(code="orientering"), reason="x", by=by)
    correct_note(note=notes.get(code="jobordrer"), words=SAID, reason="x", by=by)
    load_initiatives(by=system())
    assert {note.code: note.text for note in notes.exclude(code="virksomhedsbesoeg")} == {"jobordrer": SAID["text"]}


def test_two_notes_written_after_another_are_two(kis, by):
    for text in ("Et.", "To."):
        write_note(initiative=kis, words=SAID | {"text": text}, by=by)
    assert {row.note.text for row in page_of("kis").notes.standing} == {"Et.", "To."}


def test_one_note_of_a_code_stands_at_a_time(kis, by):
    first = write_note(initiative=kis, words=SAID, by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(**SAID, initiative=kis, code=first.code, made_by=by, made_at=timezone.now())


def test_milestone_is_written_reached_and_guarded(kis, by):
    made, again = (add_milestone(initiative=kis, words=MILESTONE, by=by) for _ in range(2))
    assert made == again
    seen = mark_of(made)
    reached = MILESTONE | {"reached": "2026M02"}
    for _ in range(2):
        assert edit_milestone(milestone=made, words=reached, seen=seen, by=by).reached == "2026M02"
    with pytest.raises(ChangedMeanwhile):
        edit_milestone(milestone=made, words=MILESTONE, seen=seen, by=by)
    (row,) = page_of("kis").milestones
    assert (row.standing.word, row.reached_text) == ("Nået", "februar 2026")


def test_document_milestone_reached_in_the_browser_is_left_alone_by_the_loader(by):
    stored = Milestone.objects.get(initiative__code="velfaerdsaftale", code="start")
    words = {"title": stored.title, "due": stored.due, "reached": "2024M01", "note": "", "source": "Referat"}
    edit_milestone(milestone=stored, words=words, seen=mark_of(stored), by=by)
    load_initiatives(by=system())
    stored.refresh_from_db()
    assert (stored.reached, stored.source) == ("2024M01", "Referat")


def test_promise_is_written_once_and_its_figures_stand_when_it_is_measured(kis, by):
    made, again = (add_promise(initiative=kis, words=PROMISE, by=by) for _ in range(2))
    assert made == again
    with pytest.raises(NotPossible, match="allerede et løfte"):
        add_promise(initiative=kis, words=PROMISE | {"name": "SAMTALER", "value": Decimal(9)}, by=by)
    made = edit_promise(promise=made, words=PROMISE | {"value": Decimal(12)}, seen=mark_of(made), by=by)
    measure(promise=made, day=date(2026, 1, 1), value=Decimal(13), source="x", by=by)
    with pytest.raises(NotPossible, match="Der er målt på løftet"):
        edit_promise(promise=made, words=PROMISE, seen=mark_of(made), by=by)
    words = {"name": "Samtaler om ugen", "note": "", "source": "x"}
    assert edit_promise(promise=made, words=words, seen=mark_of(made), by=by).name == "Samtaler om ugen"
    assert promises("kis") == {made.code: ("met", "")}


def test_promise_of_a_document_and_one_changed_meanwhile_are_not_edited(kis, by):
    printed = Promise.objects.get(code="borgere-pr-sagsbehandler")
    with pytest.raises(NotPossible, match="står i et dokument"):
        edit_promise(promise=printed, words={"name": "x", "note": "", "source": "x"}, seen=mark_of(printed), by=by)
    made = add_promise(initiative=kis, words=PROMISE, by=by)
    with pytest.raises(ChangedMeanwhile):
        edit_promise(promise=made, words=PROMISE | {"value": Decimal(1)}, seen="x", by=by)


def test_measurement_is_corrected_taken_back_and_judged_anew(by, analyst):
    promise = Promise.objects.get(code="borgere-pr-sagsbehandler")
    day = date(2022, 3, 1)
    first, again = (measure(promise=promise, day=day, value=Decimal(38), source="x", by=by) for _ in range(2))
    assert first == again
    with pytest.raises(NotPossible, match="allerede målt på den dag"):
        measure(promise=promise, day=day, value=Decimal(33), source="x", by=by)
    assert promises("kijos") == {promise.code: ("missed", "")}
    what = {"measurement": first, "value": Decimal(33), "source": "x", "reason": "Talt forkert"}
    second, same = (correct_measurement(**what, by=by) for _ in range(2))
    assert second == same
    with pytest.raises(ChangedMeanwhile):
        correct_measurement(**what, by=analyst)
    assert promises("kijos") == {promise.code: ("met", "")}
    withdraw(word=second, reason="x", by=by)
    assert promises("kijos") == {promise.code: ("no_data", "no_figure")}
    then = following_of(promise.initiative, today=TODAY, moment=second.made_at).promises[0]
    assert (then.judged.verdict, then.judged.margin) == ("met", Decimal(2))


def test_one_measurement_stands_of_a_day(by):
    promise = Promise.objects.get(code="jobordrer")
    (standing,) = promise.measurements.all()
    with pytest.raises(IntegrityError), transaction.atomic():
        Measurement.objects.create(
            promise=promise, day=standing.day, value=1, source="x", made_by=by, made_at=timezone.now()
        )


def test_invented_source_marks_the_section(kis, by):
    write_note(initiative=kis, words=SAID | {"source": "eksempeldata"}, by=by)
    assert page_of("kis").invented
    assert not page_of("kijos").invented
