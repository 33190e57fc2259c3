"""Large files with the real worker: checked, saved and reverted by `manage.py db_worker`, followed on their page."""

import json
import signal
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from aabenraa_plan.models import Role
from extracts import large
from extracts.actions import NotCommittable, PreviewOutdated, WarningsUnanswered
from extracts.large import read_again, save_figures, take_back_figures, take_in, try_again
from extracts.models import Upload, UploadStatus, Work
from extracts.reading import Choices
from targets.models import Observation
from tests.conftest import HEADER
from tests.reading import text_of
from tests.uploading import current, file, page_of

pytestmark = pytest.mark.django_db(transaction=True)
CPR = "300275-1234"  # 30 February
SIX = [f"borgertilfredshed;Aabenraa;{year};8{year % 5};;;;;x" for year in range(2018, 2024)]


@pytest.fixture
def uploader(as_role):
    """A site where six lines are many."""
    return as_role(Role.ANALYST)


@pytest.fixture(autouse=True)
def six_are_many(monkeypatch):
    monkeypatch.setattr(large, "LINES_IN_A_REQUEST", 5)
    monkeypatch.setattr(large, "FIGURES_IN_A_REQUEST", 5)


def work():
    """What the worker process does until nothing is left to do; it takes the signals, which are given back."""
    kept = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    try:
        call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)
    finally:
        for each, handler in kept.items():
            signal.signal(each, handler)


def send(client, *lines) -> Upload:
    client.post(reverse("uploads"), {"file": [file(*lines)]})
    return Upload.objects.latest("pk")


def press(client, name, upload, **answer):
    client.post(reverse(name, args=[upload.pk]), answer)
    upload.refresh_from_db()


def state(client, upload):
    return json.loads(client.get(reverse("upload_progress", args=[upload.pk])).content)


@pytest.fixture
def checked(uploader):
    upload = send(uploader, *SIX)
    work()
    upload.refresh_from_db()
    return upload


def test_large_file_waits_with_a_bar_that_can_be_followed(uploader):
    upload = send(uploader, *SIX)
    assert (upload.status, upload.work, upload.new) == (UploadStatus.UPLOADED, Work.CHECK, 0)
    Upload.objects.filter(pk=upload.pk).update(progress=40)
    response = uploader.get(reverse("upload", args=[upload.pk]))
    html, page = response.content.decode(), page_of(uploader, upload)
    assert "Filen tjekkes: 40 %" in page and "Du kan godt forlade siden imens." in page
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in html
    assert 'max="100" value="40"' in html
    assert "Opdatér siden" in page
    assert "Kassér filen" not in page and "Læs filen igen" not in page
    assert state(uploader, upload) == {"done": False, "stuck": False, "words": "Filen tjekkes: 40 %", "percent": 40}
    assert "a.csv Filen tjekkes: 40 %" in page_of_list(uploader)


def page_of_list(client):
    return text_of(client.get(reverse("uploads")))


def test_worker_checks_saves_and_reverts_a_large_file(uploader, checked):
    assert state(uploader, checked) == {"done": True}
    assert (checked.status, checked.new) == (UploadStatus.READY, 6)
    page = page_of(uploader, checked)
    assert "Gem 6 tal" in page and "skifter fra «mangler tal» til" in page
    press(uploader, "upload_commit", checked, seen=checked.findings["digest"])
    assert (checked.status, checked.work, current()) == (UploadStatus.READY, Work.COMMIT, None)
    page = page_of(uploader, checked)
    assert "Tallene gemmes …" in page and "Gem 6 tal" not in page and "Kassér" not in page
    work()
    checked.refresh_from_db()
    assert (checked.status, checked.committed_by.username, current()) == (UploadStatus.COMMITTED, "analytiker", 83)
    assert Observation.objects.filter(upload=checked).count() == 6
    press(uploader, "upload_revert", checked)
    assert (checked.status, checked.work, current()) == (UploadStatus.COMMITTED, Work.REVERT, 83)
    assert "Tallene føres tilbage …" in page_of(uploader, checked)
    work()
    checked.refresh_from_db()
    assert (checked.status, current()) == (UploadStatus.REVERTED, None)


def test_page_of_a_large_file_is_shown_without_looking_through_it_again(uploader, checked):
    Upload.objects.filter(pk=checked.pk).update(content=b"not to be read")
    table = uploader.get(reverse("upload", args=[checked.pk])).context["table"]
    assert [(row.record["line"], row.record["delta"]) for row in table.page.object_list][:2] == [(2, "ny"), (3, "ny")]


def test_large_file_with_errors_is_refused_by_the_worker(uploader):
    upload = send(uploader, *SIX, "ukendt;Aabenraa;2023;84;;;;;x")
    work()
    page = page_of(uploader, upload)
    assert "Filen er afvist med 1 fejl. Ingen tal er ændret." in page
    assert "Målepunktet findes ikke." in page


def test_large_file_with_a_cpr_number_is_not_even_stored_for_the_worker(uploader):
    upload = send(uploader, *SIX, f"borgertilfredshed;Aabenraa;2017;84;;;;{CPR};x")
    assert (upload.status, upload.work, upload.content) == (UploadStatus.BLOCKED, Work.NONE, None)


def test_large_file_whose_preview_is_outdated_is_checked_again_and_says_so(uploader, checked):
    small = send(uploader, "borgertilfredshed;Aabenraa;2023;91;;;;;x")
    press(uploader, "upload_commit", checked, seen=checked.findings["digest"])
    press(uploader, "upload_commit", small, seen=small.findings["digest"], accepted="on", reason="x")
    assert small.status == UploadStatus.COMMITTED
    work()
    page = page_of(uploader, checked)
    assert "Nogen har gemt andre tal i mellemtiden, så filen er tjekket igen." in page
    assert "5 nye 1 ændres" in page
    assert current() == 91


def test_warnings_of_a_large_file_are_shown_and_must_be_answered(uploader):
    lines = [f"ressourceforloeb-aktivitet;Aabenraa;{year}Q1;27;59;229;;;x" for year in range(2017, 2023)]
    upload = send(uploader, *lines)
    work()
    upload.refresh_from_db()
    assert "Jeg har set advarslerne" in page_of(uploader, upload)
    seen = upload.findings["digest"]
    press(uploader, "upload_commit", upload, seen=seen)
    assert (upload.status, upload.work) == (UploadStatus.READY, Work.NONE)
    press(uploader, "upload_commit", upload, seen=seen, accepted="on", reason="Trykt sådan")
    work()
    upload.refresh_from_db()
    assert (upload.status, upload.accepted) == (UploadStatus.COMMITTED, "Trykt sådan")


def test_double_click_on_a_large_file_saves_it_once(uploader, checked, users):
    seen, by = checked.findings["digest"], users[Role.ANALYST]
    save_figures(upload=checked, seen=seen, by=by)
    with pytest.raises(NotCommittable):
        save_figures(upload=checked, seen=seen, by=by)
    work()
    with pytest.raises(NotCommittable):
        save_figures(upload=checked, seen=seen, by=by)
    take_back_figures(upload=checked, by=by)
    with pytest.raises(NotCommittable):
        take_back_figures(upload=checked, by=by)


def test_large_file_is_not_left_to_the_worker_on_another_preview_or_unanswered(uploader, checked, users):
    with pytest.raises(PreviewOutdated):
        save_figures(upload=checked, seen="x", by=users[Role.ANALYST])
    checked.problems = [{"severity": "warning", "message": "x"}]
    checked.warned = 1
    checked.save()
    with pytest.raises(WarningsUnanswered):
        save_figures(upload=checked, seen=checked.findings["digest"], by=users[Role.ANALYST])


def test_large_file_is_read_again_by_the_worker(uploader, users):
    data = file(*SIX, header=f"a;b;c\nd;e;f\n{HEADER}").read()
    upload = take_in(data=data, file_name="a.csv", by=users[Role.ANALYST])
    work()
    upload.refresh_from_db()
    assert upload.status == UploadStatus.BLOCKED
    read_again(upload=upload, profile="maalepunkter", choices=Choices(header_line=3))
    upload.refresh_from_db()
    assert (upload.status, upload.work) == (UploadStatus.UPLOADED, Work.CHECK)
    work()
    upload.refresh_from_db()
    assert (upload.status, upload.new) == (UploadStatus.READY, 6)


def stop_worker(upload):
    Upload.objects.filter(pk=upload.pk).update(progress_at=timezone.now() - timedelta(minutes=11))


def test_check_that_got_stuck_is_asked_for_again(uploader):
    upload = send(uploader, *SIX)
    with pytest.raises(NotCommittable):
        try_again(upload=upload)
    stop_worker(upload)
    page = page_of(uploader, upload)
    assert "Arbejdet er gået i stå" in page and "Prøv igen" in page and "Kassér filen" in page
    assert state(uploader, upload)["stuck"]
    press(uploader, "upload_retry", upload)
    assert not state(uploader, upload)["stuck"]
    work()
    upload.refresh_from_db()
    assert (upload.status, upload.new) == (UploadStatus.READY, 6)


def test_commit_that_got_stuck_is_left_to_the_person_again(uploader, checked):
    press(uploader, "upload_commit", checked, seen=checked.findings["digest"])
    stop_worker(checked)
    press(uploader, "upload_retry", checked)
    assert (checked.status, checked.work) == (UploadStatus.READY, Work.NONE)
    work()
    assert current() is None
    assert "Gem 6 tal" in page_of(uploader, checked)


def test_large_file_that_was_put_aside_while_it_waited_stays_so(uploader):
    upload = send(uploader, *SIX)
    stop_worker(upload)
    press(uploader, "upload_discard", upload)
    work()
    upload.refresh_from_db()
    assert upload.status == UploadStatus.DISCARDED


def test_worker_does_not_act_for_somebody_who_may_no_longer(uploader, checked, users):
    analyst = users[Role.ANALYST]
    save_figures(upload=checked, seen=checked.findings["digest"], by=analyst)
    analyst.is_active = False
    analyst.save()
    work()
    checked.refresh_from_db()
    assert (checked.status, checked.work) == (UploadStatus.READY, Work.NONE)
    assert "må ikke længere indlæse udtræk" in checked.findings["said"]
    assert not Observation.objects.filter(upload=checked).exists()
