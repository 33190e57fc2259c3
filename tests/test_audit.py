"""The log of changes: one real action in every app leaves who, what, old, new and why."""

from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from aabenraa_plan.audit.telling import changes_of, sentence_of
from aabenraa_plan.models import AuditEntry, Role, User
from aabenraa_plan.people.invitations import path_to
from budget.cases.actions import CaseText, save_case
from budget.cases.actions import mark_of as mark_of_case
from extracts.actions import preview
from extracts.models import Upload, UploadStatus, Work
from extracts.tasks import commit as commit_task
from initiatives.cohorts.actions import mark_of
from initiatives.models import Cohort
from targets.models import Goal
from tests.cases import draft_case, on
from tests.plans import TEN_AT_MOST, demand
from tests.report_forms import WORDS, drafted, send

pytestmark = pytest.mark.django_db
LINE = "borgertilfredshed;Aabenraa;2023;84;;;;;x"
CHOICE = "/budget/2023/sygedagpenge/support/ordinaer/skoen/"
TWELVE = {"limit": "12", "valid_from": "2026-01-01", "decided_on": "2025-12-10", "reason": "Ny aftale", "seen": "1"}
OWN_FIELDS_OF_A_USER = {
    *("username", "password", "role", "email", "first_name", "last_name"),
    *("is_active", "is_staff", "is_superuser", "date_joined"),
}
COMMENT = {"happened": "Færre ledige", "why": "Nye job", "next_step": "Vi ser tiden an"}


@pytest.fixture
def since(users):
    """The entries of a kind from now on, the first of them first."""
    last = AuditEntry.objects.latest("pk").pk

    def entries(model: str):
        found = AuditEntry.objects.filter(pk__gt=last, content_type__model=model).order_by("pk")
        return list(found.select_related("actor", "content_type"))

    return entries


def told(entry) -> str:
    return sentence_of(entry, sees_small=True)


def fields(entry) -> dict:
    return {each.word: (each.old, each.new) for each in changes_of(entry, sees_small=True)}


def test_amended_demand_says_who_from_what_to_what_and_why(manager, since):
    manager.post(reverse("target_amend", args=[demand("bp21", "5").pk]), TEN_AT_MOST | TWELVE)
    [entry] = since("target")
    assert (entry.actor.username, entry.action) == ("leder", AuditEntry.Action.UPDATE)
    assert fields(entry)["grænse"] == ("10", "12")
    assert fields(entry)["begrundelse"] == ("intet", "Ny aftale")
    assert told(entry).startswith("leder ændrede krav «")
    assert told(entry).endswith(" Begrundelse: Ny aftale.")


def test_entries_of_one_request_share_a_number_and_keep_no_address(manager, since):
    manager.post(reverse("target_amend", args=[demand("bp21", "5").pk]), TEN_AT_MOST | TWELVE)
    manager.post(reverse("comment", args=["bp21", "5", "2020Q2"]), COMMENT)
    [target], [comment] = since("target"), since("comment")
    assert len(target.cid) == len(comment.cid) == 32
    assert target.cid != comment.cid
    assert (target.remote_addr, target.remote_port, target.actor_email) == (None, None, None)


def test_comment_that_replaces_another_says_what_it_was(manager, since):
    where = reverse("comment", args=["bp21", "5", "2020Q2"])
    manager.post(where, COMMENT)
    seen = Goal.objects.get(plan__slug="bp21", code="5").comments.get().pk
    manager.post(where, COMMENT | {"why": "Flere job", "seen": seen})
    made, changed = since("comment")
    assert made.action == AuditEntry.Action.CREATE
    assert changed.changes == {"why": ["Nye job", "Flere job"]}
    assert told(changed).endswith("Hvorfor Nye job → Flere job.")


def test_person_in_charge_is_told_by_name(as_role, users, since):
    where = reverse("indicator_responsible", args=["fleksjobledighed"])
    as_role(Role.ANALYST).post(where, {"responsible": users[Role.ANALYST].pk})
    [entry] = since("indicator")
    assert entry.changes == {"responsible": [None, "analytiker"]}


def test_file_that_is_saved_says_counts_and_hash(as_role, receive, since):
    upload = receive(LINE)
    as_role(Role.ANALYST).post(reverse("upload_commit", args=[upload.pk]), {"seen": preview(upload).digest})
    made, saved = since("upload")
    assert (made.action, saved.action) == (AuditEntry.Action.CREATE, AuditEntry.Action.UPDATE)
    assert saved.actor.username == "analytiker"
    assert saved.changes == {"status": ["ready", "committed"]}
    said = {"new": 1, "changed": 0, "unchanged": 0, "sha256": upload.sha256, "size": upload.size}
    assert saved.additional_data == said
    assert told(saved) == (
        "analytiker ændrede udtræk «udtræk.csv»: status Klar til at gemme → Gemt. "
        "1 nyt tal, 0 ændrede tal og 0 uændrede."
    )


def test_file_taken_back_is_told(as_role, load, since):
    upload = load(LINE)
    as_role(Role.ANALYST).post(reverse("upload_revert", args=[upload.pk]))
    last = since("upload")[-1]
    assert (last.actor.username, last.object_repr) == ("analytiker", "udtræk.csv")
    assert last.changes == {"status": ["committed", "reverted"]}
    step = Upload.objects.get(reverts=upload)
    assert [each.object_repr for each in since("upload") if each.object_id == step.pk] == ["Fortrydelse af udtræk.csv"]


def test_figures_of_a_file_leave_no_entry_each(load, since):
    load("borgertilfredshed;Aabenraa;2023;84;;;;;x", "borgertilfredshed;Aabenraa;2024;85;;;;;x")
    assert since("observation") == []


def test_worker_acts_for_the_analyst_who_asked(receive, users, since):
    upload = receive(LINE)
    Upload.objects.filter(pk=upload.pk).update(work=Work.COMMIT)
    commit_task.call(pk=upload.pk, seen=preview(upload).digest, accepted="", by=users[Role.ANALYST].pk)
    assert Upload.objects.get(pk=upload.pk).status == UploadStatus.COMMITTED
    assert since("upload")[-1].changes == {"status": ["ready", "committed"]}
    assert since("upload")[-1].actor == users[Role.ANALYST]


def test_command_line_acts_for_whom_it_names(users, since, tmp_path):
    path = tmp_path / "måling.csv"
    path.write_text("indikator;område;periode;værdi\nborgertilfredshed;Aabenraa;2023;86,5\n")
    call_command("import_extract", path, by="analytiker", stdout=StringIO())
    assert {each.actor.username for each in since("upload")} == {"analytiker"}


def test_forecast_of_ones_own_says_figure_and_reason(manager, quarter, since):
    manager.post(CHOICE, {"method": "own", "amount": "72.000", "persons": "515", "reason": "Færre raskmeldinger"})
    manager.post(CHOICE, {"method": "own", "amount": "73.000", "persons": "515", "reason": "Endnu færre"})
    manager.post(CHOICE, {"method": ""})
    made, changed, ended = since("forecastchoice")
    assert fields(made)["beløb"] == ("intet", "72.000.000")
    assert fields(changed)["begrundelse"] == ("Færre raskmeldinger", "Endnu færre")
    assert "beløb 72.000.000 → 73.000.000. Begrundelse: Endnu færre." in told(changed)
    assert list(ended.changes) == ["ended_at"]
    assert ended.actor.username == "leder"


def test_lines_of_a_case_are_told_on_the_case(by, since):
    case = draft_case(on("500000"), by=by)
    text = CaseText(year=2023, kind="cash", title="Flere sygedagpenge", reason="Flere syge")
    changed = save_case(text=text, lines=[on("700000", persons="2")], by=by, case=case, seen=mark_of_case(case))
    save_case(text=text, lines=[on("700000", persons="2")], by=by, case=case, seen=mark_of_case(changed))
    made, first, again = since("appropriation")
    assert made.action == AuditEntry.Action.CREATE
    assert fields(first) == {"linjer": ("intet", "Sygedagpenge, forsørgelse, Ordinær: +500.000 kr.")}
    assert fields(again)["linjer"] == (
        "Sygedagpenge, forsørgelse, Ordinær: +500.000 kr.",
        "Sygedagpenge, forsørgelse, Ordinær: +700.000 kr., 2 helårspersoner",
    )


def test_cohort_says_old_and_new_size(as_role, since):
    cohort = Cohort.objects.get(initiative__code="kik-ii", code="start")
    words = {"name": cohort.name, "source": cohort.source, "note": cohort.note, "seen": mark_of(cohort)}
    words |= {"entered_from": "2018-02-01", "entered_before": "2018-02-01", "whole": cohort.whole_id, "size": "1.486"}
    assert as_role(Role.ANALYST).post(reverse("cohort_edit", args=["kik-ii", "start"]), words).status_code == 302
    [entry] = since("cohort")
    assert entry.changes == {"size": [1128, 1486]}
    assert "antal borgere 1.128 → 1.486" in told(entry)


def test_words_of_a_report_and_sending_it_are_told(manager, by, since):
    report = drafted(by)
    send(manager, "report_edit", report, **WORDS)
    made, edited = since("report")
    assert (made.action, edited.actor.username) == (AuditEntry.Action.CREATE, "leder")
    assert edited.changes["item_number"] == [None, 112]
    assert "2023Q3 v1: rettet" in told(since("reportstep")[-1])


def test_new_role_is_told_and_a_password_is_not(as_role, users, since):
    client = as_role(Role.ADMINISTRATOR)
    client.post(reverse("user_role", args=[users[Role.MANAGER].pk]), {"role": "analytiker", "reason": "Ny opgave"})
    [entry] = since("user")
    assert (entry.actor.username, entry.changes) == ("administrator", {"role": ["leder", "analytiker"]})
    assert told(entry) == "administrator ændrede bruger «leder»: rolle Leder → Analytiker."
    users[Role.MANAGER].set_password("en helt anden adgangskode")
    users[Role.MANAGER].save(update_fields=["password"])
    assert since("user")[-1].changes == {"password": ["•••", "•••"]}


def test_password_chosen_by_a_link_is_told_as_the_persons_own_change(client, users, since):
    form = client.get(path_to(users[Role.MANAGER]), follow=True)
    chosen = {"password1": "en lang sætning til prøven", "password2": "en lang sætning til prøven"}
    assert client.post(form.request["PATH_INFO"], chosen).status_code == 302
    [entry] = since("user")
    assert (entry.actor.username, entry.changes) == ("leder", {"password": ["•••", "•••"]})


def test_logging_in_leaves_no_entry(client, users, since):
    client.post(reverse("account_login"), {"login": "leder", "password": "x"})
    assert since("user") == []


def test_upload_keeps_its_bytes_out_of_the_log(since, as_role):
    data = "indikator;område;periode;værdi\nborgertilfredshed;Aabenraa;2023;86,5\n".encode()
    as_role(Role.ANALYST).post(reverse("uploads"), {"file": SimpleUploadedFile("måling.csv", data)})
    [entry] = since("upload")
    assert {"content", "problems", "findings", "reading"}.isdisjoint(entry.changes)


def test_reference_data_is_one_entry(since):
    before = AuditEntry.objects.count()
    call_command("load_plans", stdout=StringIO())
    assert AuditEntry.objects.count() == before + 1
    [entry] = since("dataversion")
    assert told(entry).startswith("system: Grunddata er indlæst fra programmets filer: 106 områder, 51 målepunkter, ")


def test_program_by_itself_is_told_as_the_program(since):
    User.objects.create_user(username="ny", role=Role.COMMITTEE)
    [entry] = since("user")
    assert entry.actor is None
    assert set(entry.changes) == OWN_FIELDS_OF_A_USER
    assert told(entry) == "Systemet oprettede bruger «ny»."
