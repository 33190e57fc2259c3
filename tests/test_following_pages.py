"""The pages on which notes, milestones, promises and measurements are written: who sees what, and bad input."""

import re
from datetime import date

import pytest
from django.utils import timezone

from aabenraa_plan.models import Role, User
from initiatives.documents.following_loader import load_following
from initiatives.models import Initiative, Measurement, Milestone, Note, Promise
from tests.reading import page_text, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
KIS = "/indsatser/kis/"
NOTE = {"kind": "note", "day": "2026-02-03", "when": "", "text": "Møde med virksomheder.", "source": "Referat"}
MILESTONE = {"title": "Ansat", "due": "juni 2026", "reached": "", "note": "", "source": "x"}
PROMISE = {"name": "Samtaler", "rule": "at_least", "value": "10", "unit": "samtaler", "source": "x"}
CPR = "300275-1234"  # 30 February


@pytest.fixture(autouse=True)
def on_a_day(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 3, 1))


def sent(client, where, **form):
    """The page after the form; where it was saved, the one that is led to."""
    return text_of(client.post(where, form, follow=True))


def note_of(code="kis") -> Note:
    return Note.objects.get(initiative__code=code, ended_at=None)


def test_closed_project_shows_both_figures_and_is_not_judged(as_role):
    found = page_text(as_role(Role.APPROVER), "/indsatser/jobformidling/")
    assert "387 jobordrer pr. 30. september 2023, og lovet var mindst 200 flere jobordrer." in found
    assert "Udgangspunktet er ikke oplyst, så det kan ikke vurderes." in found
    assert "siger, at stigningen ikke er projektets alene" in found
    assert "Kan ikke vurderes" in found
    assert "status--met" not in as_role(Role.APPROVER).get("/indsatser/jobformidling/").content.decode()
    assert "Skriv et notat" not in found


def test_caseloads_are_shown_as_promised_and_not_measured(manager):
    found = page_text(manager, "/indsatser/kijos/")
    assert "højst 35 borgere" in found and "Mangler tal" in found
    assert "omkring 45 sager, 15 pr. konsulent (delt på 3)" in page_text(manager, "/indsatser/ips/")


def test_note_is_written_corrected_and_taken_back(manager):
    assert "Notatet er gemt." in sent(manager, f"{KIS}notater/ny/", **NOTE)
    written = note_of()
    where = f"{KIS}notater/{written.pk}/"
    assert "Møde med virksomheder." in text_of(manager.get(f"{where}ret/"))
    found = sent(manager, f"{where}ret/", **NOTE | {"text": "Møde med to virksomheder.", "reason": "Præciseret"})
    assert "Møde med to virksomheder." in found and "rettet" in found
    assert "Tidligere tekst Møde med virksomheder." in found and "leder: Præciseret" in found
    assert "rettet eller taget tilbage imens" in text_of(manager.get(f"{where}ret/", follow=True))
    found = sent(manager, f"{KIS}notater/{note_of().pk}/tilbage/", reason="Forkert indsats")
    assert "Det er taget tilbage." in found and "Taget tilbage (1)" in found


def test_note_told_by_a_period_keeps_the_period(manager):
    sent(manager, f"{KIS}notater/ny/", **NOTE | {"day": "", "when": "1. kvartal 2026"})
    # The quarter is not over on 1 March: the note is ordered by that day.
    assert (note_of().when, note_of().day) == ("2026Q1", date(2026, 3, 1))
    sent(manager, f"{KIS}notater/ny/", **NOTE | {"day": "", "when": "2025", "text": "Året gik."})
    found = page_text(manager, KIS)
    assert found.index("1. kvartal 2026 · Notat") < found.index("2025 · Notat")


def test_correcting_the_words_of_a_document_note_leaves_its_day(manager):
    old = Note.objects.get(code="naeste-udfordring")
    assert old.day == date(2018, 8, 31)
    form = NOTE | {"day": "", "when": "2018", "text": "Kortere.", "reason": "x"}
    sent(manager, f"/indsatser/kik/notater/{old.pk}/ret/", **form)
    assert note_of("kik").day == date(2018, 8, 31)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"day": ""}, "Skriv enten en dato eller en periode."),
        ({"when": "2026"}, "Skriv kun én af dem: en dato eller en periode."),
        ({"day": "2026-03-02"}, "Dagen er ikke kommet endnu."),
        ({"day": "", "when": "april 2026"}, "Perioden er ikke begyndt endnu."),
        ({"day": "", "when": "2025QMAT04"}, "Skriv et år, et halvår, et kvartal eller en måned."),
        ({"day": "", "when": "i går"}, "Skriv en periode, fx 2026"),
        ({"day": "31/31/2026"}, "Skriv en dato, fx 31.12.2026."),
        ({"text": ""}, "Dette felt er påkrævet."),
        ({"text": "x" * 2001}, "2000"),
        ({"kind": "andet"}, "Notat"),
        ({"text": f"Borger {CPR}"}, "Teksten lignede et CPR-nummer og er slettet."),
    ],
)
def test_note_that_is_wrong_is_refused_in_plain_words(change, said, manager):
    found = sent(manager, f"{KIS}notater/ny/", **NOTE | change)
    assert said in found and CPR not in found
    assert not Note.objects.filter(initiative__code="kis").exists()


def test_correction_of_a_note_that_somebody_else_corrected_shows_theirs_and_saves_onto_it(manager):
    sent(manager, f"{KIS}notater/ny/", **NOTE)
    where = f"{KIS}notater/{note_of().pk}/ret/"
    sent(manager, where, **NOTE | {"text": "Den ene rettelse.", "reason": "x"})
    response = manager.post(where, NOTE | {"text": "Den anden rettelse.", "reason": "y"})
    found = text_of(response)
    assert "En anden har rettet det" in found
    assert "Den ene rettelse." in found and "Den anden rettelse." in found
    assert response.context["action"] == f"{KIS}notater/{note_of().pk}/ret/"


def test_milestone_is_written_and_marked_as_reached(manager):
    assert "Ikke nået endnu" in sent(manager, f"{KIS}milepaele/ny/", **MILESTONE)
    stored = Milestone.objects.get(initiative__code="kis")
    where = f"{KIS}milepaele/{stored.pk}/ret/"
    seen = manager.get(where).context["seen"]
    found = sent(manager, where, **MILESTONE | {"reached": "februar 2026", "seen": seen})
    assert "februar 2026" in found and "Nået" in found
    found = sent(manager, where, **MILESTONE | {"title": "Andet", "seen": seen})
    assert "En anden har rettet det" in found and "Nået: februar 2026" in found
    assert "Perioden er ikke begyndt endnu." in sent(manager, where, **MILESTONE | {"reached": "2027"})


def test_promise_is_written_measured_and_corrected(manager):
    assert "Ingen har skrevet ind" in sent(manager, f"{KIS}loefter/ny/", **PROMISE)
    promise = Promise.objects.get(initiative__code="kis")
    form = {"day": "2026-02-01", "value": "9,5", "source": "Optælling"}
    found = sent(manager, f"{KIS}loefter/{promise.pk}/maaling/", **form)
    assert "9,5 samtaler pr. 1. februar 2026: 0,5 under målet på mindst 10 samtaler." in found
    assert "−0,5" in found and "Ikke opfyldt" in found
    where = f"{KIS}maalinger/{Measurement.objects.get(promise=promise).pk}/"
    found = sent(manager, f"{where}ret/", value="10", source="Optælling", reason="Én var glemt")
    assert "10 samtaler pr. 1. februar 2026: præcis målet på mindst 10 samtaler." in found
    assert "Opfyldt" in found
    assert list(manager.get(f"{KIS}loefter/{promise.pk}/ret/").context["form"].fields) == ["name", "note", "source"]
    newest = Measurement.objects.get(promise=promise, ended_at=None)
    assert "Ingen har skrevet ind" in sent(manager, f"{KIS}maalinger/{newest.pk}/tilbage/", reason="x")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"value": "-1"}, "Tallet må ikke være under 0."),
        ({"value": "mange"}, "Skriv et tal med komma"),
        ({"value": "1,23456"}, "Højst 4 decimaler."),
        ({"value": "101", "unit": "%"}, "En andel kan ikke være over 100 %."),
        ({"per": "3"}, "Skriv både, hvor mange der deles på"),
        ({"per": "0", "per_unit": "konsulent"}, "1"),
        ({"baseline": "100"}, "Kun et løfte om en stigning har et udgangspunkt."),
        ({"rule": "ukendt"}, "ikke"),
        ({"name": f"Borger {CPR}"}, "CPR-nummer"),
    ],
)
def test_promise_that_is_wrong_is_refused_in_plain_words(change, said, manager):
    found = sent(manager, f"{KIS}loefter/ny/", **PROMISE | change)
    assert said in found and CPR not in found
    assert not Promise.objects.filter(initiative__code="kis").exists()


def test_few_citizens_are_not_measured_where_every_reader_sees_them(manager):
    promise = Promise.objects.get(code="afklaret")
    where = f"/indsatser/fokus-og-moment/loefter/{promise.pk}/maaling/"
    found = sent(manager, where, day="2018-01-01", value="4", source="x")
    assert "Så få borgere kan pege på enkelte personer." in found
    assert not promise.measurements.exists()
    assert "5 borgere pr. 1. januar 2018" in sent(manager, where, day="2018-01-01", value="5", source="x")


def test_share_that_is_few_of_the_citizens_of_a_promise_is_not_measured(manager):
    # Of 20 young people: 10 % are two, 90 % leave two, 50 % are ten.
    promise = Promise.objects.get(code="juni-2017")
    where = f"/indsatser/cykelprojektet/loefter/{promise.pk}/maaling/"
    for share in ("10", "90"):
        said = sent(manager, where, day="2018-01-01", value=share, source="x")
        assert "Så få borgere kan pege på enkelte personer." in said
    assert not promise.measurements.exists()
    sent(manager, where, day="2018-01-01", value="50", source="x")
    assert promise.measurements.exists()


def test_baseline_of_few_citizens_is_refused(manager):
    few = {"rule": "increase", "unit": "borgere i job", "baseline": "3"}
    assert "Så få borgere kan pege på enkelte personer." in sent(manager, f"{KIS}loefter/ny/", **PROMISE | few)


def test_share_measured_of_a_count_is_refused(manager):
    promise = Promise.objects.get(code="afklaret")
    where = f"/indsatser/fokus-og-moment/loefter/{promise.pk}/maaling/"
    assert "Tallet er ikke en procent." in sent(manager, where, day="2018-01-01", value="40 %", source="x")


def test_document_promise_keeps_its_figures_and_gets_the_baseline_it_lacked(manager):
    promise = Promise.objects.get(code="jobordrer")
    where = f"/indsatser/jobformidling/loefter/{promise.pk}/ret/"
    page = manager.get(where)
    assert "Løftet står i et dokument, så dets ord og tal ligger fast." in text_of(page)
    assert 'name="value"' not in page.content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', page.content.decode())[1]
    form = {"baseline": "150", "note": "Jobindsats, året før.", "value": "1"}
    said = sent(manager, where, seen=seen, **form)
    # 387 − 150 = 237 more, and 200 were wanted: 37 better than promised.
    assert "+37" in said
    load_following(by=User.objects.system())
    promise.refresh_from_db()
    assert (promise.baseline, promise.value) == (150, 200)


@pytest.mark.parametrize("part", ["notater/{note}/ret/", "loefter/{promise}/maaling/", "notater/999999/ret/"])
def test_part_of_another_initiative_is_not_found(part, manager):
    places = {"note": Note.objects.filter(initiative__code="ips").first().pk, "promise": Promise.objects.first().pk}
    assert manager.get(f"/indsatser/kis/{part.format(**places)}").status_code == 404


def test_sections_are_exported(manager):
    found = manager.get("/indsatser/jobformidling/", {"hent": "csv", "tabel": "loefter"}).content.decode("utf-8-sig")
    line = found.splitlines()[-1] if "Flere jobordrer" in found.splitlines()[-1] else found
    assert "Flere jobordrer;en stigning på mindst;200;jobordrer" in found
    assert ";387;" in line and "Kan ikke vurderes" in line
    assert manager.get("/indsatser/jobformidling/", {"hent": "csv", "tabel": "notater"}).status_code == 200


def queries(client, where, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as seen:
        assert client.get(where).status_code == 200
    return len(seen)


def test_page_takes_the_same_queries_with_one_and_three_of_each(manager, django_assert_max_num_queries):
    def write(number):
        sent(manager, f"{KIS}notater/ny/", **NOTE | {"text": f"Nr. {number}"})
        sent(manager, f"{KIS}milepaele/ny/", **MILESTONE | {"title": f"Nr. {number}"})
        sent(manager, f"{KIS}loefter/ny/", **PROMISE | {"name": f"Nr. {number}"})
        promise = Promise.objects.get(initiative__code="kis", name=f"Nr. {number}")
        sent(manager, f"{KIS}loefter/{promise.pk}/maaling/", day="2026-02-01", value="9", source="x")

    write(1)
    one = queries(manager, KIS, django_assert_max_num_queries)
    write(2)
    write(3)
    assert queries(manager, KIS, django_assert_max_num_queries) == one
    assert Initiative.objects.get(code="kis").promises.count() == 3
