"""What is deleted when it has been kept long enough, and that figures, lines and reports stay byte for byte."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from aabenraa_plan.models import Role, SignIn
from budget.models import LedgerEntry
from extracts.actions import NotCommittable, discard_upload, preview
from extracts.large import read_again
from extracts.models import Upload, UploadStatus
from extracts.profile_sample import NoSample, sheet_of
from extracts.reading import FOUND_OUT
from extracts.retention import all_expired, year_before
from initiatives.models import Outcome
from reports.models import Report, ReportStep
from targets.models import Observation
from tests.reading import page_text, text_of
from tests.reports import published_report

pytestmark = pytest.mark.django_db
LINE = "borgertilfredshed;Aabenraa;2023;84;;;;;en helt særlig kilde"
DELETED = "Selve filen er slettet 22. november 2026, fordi den ikke skal gemmes længere."
NOW = timezone.make_aware(datetime(2026, 11, 22, 3))


@pytest.fixture
def uploader(as_role):
    return as_role(Role.ANALYST)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def clear(**options) -> str:
    out = StringIO()
    call_command("delete_expired", stdout=out, **options)
    return out.getvalue()


def aged(upload: Upload, saved: str = "", received: str = "") -> Upload:
    """As if it had come, or been saved, on an earlier day."""
    days = {"committed_at": saved, "uploaded_at": received or saved}
    moments = {name: timezone.make_aware(datetime.fromisoformat(day)) for name, day in days.items() if day}
    Upload.objects.filter(pk=upload.pk).update(**moments)
    upload.refresh_from_db()
    return upload


def everything_in(model) -> list[tuple]:
    return [tuple(map(plain, row)) for row in model.objects.order_by("pk").values_list()]


def plain(cell):
    return bytes(cell) if isinstance(cell, memoryview) else cell


def test_saved_file_is_deleted_and_figures_lines_and_reports_stay_as_they_were(load):
    report = published_report()
    upload = aged(load(LINE), saved="2024-11-21")
    hashed, kept = upload.sha256, [Observation, Outcome, LedgerEntry, Report, ReportStep]
    before = [everything_in(model) for model in kept]
    assert "other saved files" in clear()
    upload.refresh_from_db()
    assert (upload.content, upload.sha256, upload.file_deleted_at) == (None, hashed, NOW)
    assert (upload.file_name, upload.status, upload.new) == ("udtræk.csv", "committed", 1)
    assert upload.uploaded_by.username == "analytiker" and "sample" not in upload.reading
    assert [everything_in(model) for model in kept] == before
    assert Report.objects.get(pk=report.pk).sha256 == report.sha256


@pytest.mark.embedded
@pytest.mark.parametrize(
    ("saved", "stays"), [("2024-11-22", True), ("2024-11-21", False), ("2026-11-01", True), ("2020-01-01", False)]
)
def test_saved_figures_of_citizens_are_kept_24_months(saved, stays, load):
    upload = aged(load(LINE), saved=saved)
    clear()
    upload.refresh_from_db()
    assert upload.is_kept is stays


@pytest.mark.embedded
@pytest.mark.parametrize(("saved", "stays"), [("2021-01-01", True), ("2020-12-31", False), ("2023-03-01", True)])
def test_files_of_spending_are_kept_five_years_after_the_year_they_were_saved_in(saved, stays, load):
    upload = aged(load("Fleksjob;1;2023M01;100", header="ydelse;konto;måned;netto"), saved=saved)
    clear()
    upload.refresh_from_db()
    assert upload.is_kept is stays
    assert LedgerEntry.objects.filter(upload=upload).count() == 1


@pytest.mark.embedded
@pytest.mark.parametrize(
    ("today", "since"),
    [("2026-01-01", "2021-01-01"), ("2025-12-31", "2020-01-01"), ("2024-02-29", "2019-01-01")],
)
def test_books_end_with_their_year(today, since):
    asked = timezone.make_aware(datetime.fromisoformat(today))
    assert year_before(asked, 60) == timezone.make_aware(datetime.fromisoformat(since))


def test_refused_and_discarded_files_are_emptied_after_thirty_days(receive):
    refused, young = receive("en helt særlig tekst;Aabenraa;2023;84"), receive("ukendt;Aabenraa;2023;84", name="ny.csv")
    discarded = discard_upload(upload=receive(LINE, name="kasseret.csv"))
    for upload in (refused, discarded):
        aged(upload, received="2026-10-22")
    aged(young, received="2026-10-24")
    assert clear() == "Deleted 2: files that were never saved.\n"
    for upload in (refused, discarded):
        upload.refresh_from_db()
        assert (upload.status, upload.content, upload.findings) == ("discarded", None, None)
        assert (upload.problems, upload.reading) == ([], {})
    young.refresh_from_db()
    assert young.is_kept and young.status == UploadStatus.BLOCKED


@pytest.mark.embedded
def test_file_that_waits_to_be_saved_is_put_aside_after_24_months(receive):
    old, young = aged(receive(LINE), received="2024-11-01"), aged(receive(LINE, name="b.csv"), received="2026-01-01")
    clear()
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.status, old.is_kept, young.status, young.is_kept) == ("discarded", False, "ready", True)


@pytest.mark.embedded
def test_file_whose_worker_was_stopped_for_good_is_put_aside_after_24_months(receive):
    stopped, at_work = (
        aged(receive(LINE), received="2024-11-01"),
        aged(receive(LINE, name="b.csv"), received="2024-11-01"),
    )
    for upload, begun in ((stopped, NOW - timedelta(days=31)), (at_work, NOW - timedelta(days=29))):
        Upload.objects.filter(pk=upload.pk).update(status="uploaded", work="check", progress_at=begun)
    clear()
    stopped.refresh_from_db()
    at_work.refresh_from_db()
    assert (stopped.status, stopped.work, stopped.is_kept) == ("discarded", "", False)
    assert (at_work.status, at_work.work, at_work.is_kept) == ("uploaded", "check", True)


@pytest.mark.embedded
def test_pages_say_that_the_file_is_deleted_and_that_its_figures_are_there(load, uploader):
    upload = aged(load(LINE), saved="2024-01-01")
    clear()
    where = reverse("upload", args=[upload.pk])
    page = page_text(uploader, where)
    upload.refresh_from_db()
    assert DELETED in page and upload.sha256 in page and "Hent filen, som den kom" not in page
    for name in ("upload_file", "upload_annotated"):
        answer = uploader.get(reverse(name, args=[upload.pk]), follow=True)
        assert answer.redirect_chain == [(where, 302)] and DELETED in text_of(answer)
    fact = Observation.objects.get(upload=upload)
    lineage = page_text(uploader, reverse("lineage", args=[fact.pk]))
    assert "Filen udtræk.csv er slettet 22. november 2026" in lineage and "Hent udtræk.csv" not in lineage
    assert "84 %" in lineage and "Linje" in lineage


@pytest.mark.embedded
def test_steps_that_need_the_file_are_refused_in_words(receive, uploader):
    upload = aged(receive("ukendt;Aabenraa;2023;84;;;;;x"), received="2026-01-01")
    clear()
    upload.refresh_from_db()
    with pytest.raises(NotCommittable):
        read_again(upload=upload, profile="", choices=FOUND_OUT)
    with pytest.raises(NoSample, match="Selve filen er slettet"):
        sheet_of(upload)
    for name in ("upload_correct", "upload_commit", "upload_release", "upload_retry", "upload_discard"):
        said = text_of(uploader.post(reverse(name, args=[upload.pk]), {"seen": "x"}, follow=True))
        assert "Udtrækket er kasseret. Ingen tal blev ændret." in said
    assert DELETED in page_text(uploader, reverse("upload", args=[upload.pk]))
    assert "udtræk.csv" not in page_text(uploader, reverse("uploads")).partition("Indlæs filer")[0]


def test_saved_file_can_be_deleted_with_its_day_and_changed_in_no_other_way(load):
    upload = load(LINE)
    files, other = Upload.objects.filter(pk=upload.pk), b"noget andet"
    forbidden = [{"content": other}, {"sha256": "0" * 64}, {"content": None}, {"file_deleted_at": NOW}]
    for change in [*forbidden, {"content": None, "file_deleted_at": NOW, "sha256": "0" * 64}]:
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            files.update(**change)
    files.update(content=None, file_deleted_at=NOW)
    for change in ({"content": other}, {"file_deleted_at": None}, {"file_deleted_at": NOW + timedelta(days=1)}):
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            files.update(**change)


def test_database_refuses_a_deleted_file_that_waits(receive):
    upload = receive(LINE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Upload.objects.filter(pk=upload.pk).update(content=None, file_deleted_at=NOW)
    assert preview(upload).diff.new


@pytest.fixture
def others(users):
    """One of each that is to go, and one that is to stay."""
    for days in (366, 364):
        entry = SignIn.objects.create(user=users[Role.MANAGER], event="in")
        SignIn._base_manager.filter(pk=entry.pk).update(at=NOW - timedelta(days=days))
    for days in (-1, 1):
        Session.objects.create(session_key=f"s{days}", session_data="x", expire_date=NOW + timedelta(days=days))
    for days in (31, 29):
        ended = NOW - timedelta(days=days)
        DBTaskResult.objects.create(
            task_path="extracts.tasks.check", args_kwargs={}, status="SUCCESSFUL", finished_at=ended
        )


def test_sign_ins_sessions_and_finished_tasks_go_when_their_term_is_over(others):
    assert clear() == "Deleted 1: sign-ins.\nDeleted 1: ended sessions.\nDeleted 1: finished tasks of the worker.\n"
    assert [SignIn.objects.count(), DBTaskResult.objects.count()] == [1, 1]
    assert Session.objects.get().session_key == "s1"
    assert clear() == "Nothing has been kept too long.\n"


@pytest.mark.embedded
def test_dry_run_says_what_would_go_and_deletes_nothing(others, load):
    aged(load(LINE), saved="2024-01-01")
    said = clear(dry_run=True)
    assert said.startswith("Would delete 1: other saved files.\nWould delete 1: sign-ins.\n")
    assert clear(dry_run=True) == said
    assert Upload.objects.filter(file_deleted_at=None, content__isnull=False).exists()


@pytest.mark.embedded
@pytest.mark.parametrize("name", ["RETAIN_UPLOADS_MONTHS", "RETAIN_BOOKKEEPING_MONTHS", "RETAIN_SIGN_INS_MONTHS"])
@pytest.mark.parametrize("months", [0, -1])
def test_term_below_a_month_deletes_nothing(name, months, settings, others):
    setattr(settings, name, months)
    with pytest.raises(CommandError, match=f"{name} must be at least 1"):
        clear()
    assert SignIn.objects.count() == 2


@pytest.mark.embedded
def test_figures_are_nowhere_among_what_expires():
    tables = {expired.things.model._meta.label for expired in all_expired(NOW)}
    assert tables == {
        "extracts.Upload",
        "aabenraa_plan.SignIn",
        "sessions.Session",
        "django_tasks_database.DBTaskResult",
    }
