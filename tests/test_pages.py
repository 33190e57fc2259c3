"""What the pages say, and that lists cost the same however long they are."""

import os
import re
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from aabenraa_plan.models import Role, User
from extracts.actions import preview, receive_upload
from extracts.models import Upload, UploadStatus
from targets.models import Goal, Observation, Plan

CPR = "300275-1234"  # 30 February


def text_of(response):
    """The page as one line of words."""
    page = re.sub(r"<script.*?</script>", "", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def reader(as_role):
    return as_role(Role.COMMITTEE)


@pytest.fixture
def uploader(as_role):
    return as_role(Role.ANALYST)


def test_overview_without_figures_says_so_and_why(reader):
    page = text_of(reader.get("/planer/bp21/"))
    # Printed figures only: goal 5 (11,6 %) and goal 6 (26 %) are missed; the other six have none.
    assert "2 af 8 mål er ikke opfyldt (mål 5 og 6), ingen er opfyldt og 6 kan ikke vurderes endnu." in page
    assert "2 af 8 mål har et tal." in page
    assert "Mål 1 mangler en registrering af, om det er gennemført." in page
    assert "Mål 8 mangler tal fra Jobindsats.dk / STAR." in page
    assert "Mål 5 og 6 vurderes på tal fra før planens start, fordi der ikke er nyere." in page
    assert "eksempeldata" not in page


def test_overview_with_a_new_figure_changes_its_sentence(reader, load):
    load("fleksjobledighed;Aabenraa;2021M01;9,4;;;;;x")
    page = text_of(reader.get("/planer/bp21/"))
    assert "1 af 8 mål er ikke opfyldt (mål 6), 1 er opfyldt og 6 kan ikke vurderes endnu." in page
    assert "9,4 % i januar 2021: 0,6 procentpoint under loftet på 10 %." in page


def test_overview_shows_the_plan_in_force_first(reader):
    page = text_of(reader.get("/"))
    assert "Beskæftigelsesplan 2023-26" in page
    assert "1 · Større arbejdsstyrke" in page


def test_overview_marks_invented_figures(reader, load):
    load("borgertilfredshed;Aabenraa;2023;86;;;;;eksempeldata")
    page = text_of(reader.get("/"))
    assert "Nogle tal på siden er eksempeldata" in page
    goal = text_of(reader.get("/maal/bp23/16/"))
    assert goal.count("eksempeldata") >= 2


def test_overview_before_any_plan_is_loaded_says_what_to_do(reader):
    Goal.objects.all().delete()
    Plan.objects.all().delete()
    assert "load_plans" in text_of(reader.get("/"))


def test_unknown_plan_goal_indicator_and_figure_are_not_found(uploader):
    for where in ("/planer/bp99/", "/maal/bp21/99/", "/maalepunkter/ukendt/", "/tal/999999/", "/udtraek-/"):
        assert uploader.get(where).status_code == 404


def test_goal_page_shows_verdict_figure_and_where_it_came_from(reader):
    page = text_of(reader.get("/maal/bp21/6/"))
    assert "22 flere borgere havde været nok." in page
    assert "60 / 234" in page
    assert "Beskæftigelsesplan 2021 – trykte tal.csv" in page


def test_goal_page_with_two_targets_shows_both(reader):
    page = text_of(reader.get("/maal/bp21/8/"))
    assert "0 af målets 2 dele er opfyldt." in page
    assert page.count("Der er ikke indlæst tal.") >= 2


def test_goal_page_without_figures_leads_the_analyst_on(uploader, as_role):
    assert 'href="/udtraek/"' in uploader.get("/maal/bp23/16/").content.decode()


@pytest.mark.parametrize("code", ["1", "7", "15", "erhvervsfrekvens"])
def test_goal_page_of_every_kind_of_rule_renders(code, reader):
    assert reader.get(f"/maal/bp23/{code}/").status_code == 200


def test_lineage_shows_every_version_of_a_figure(reader, load):
    first = load("borgertilfredshed;Aabenraa;2023;84;;;;;Survey A").observations.get()
    load("borgertilfredshed;Aabenraa;2023;86;;;;;Survey B")
    page = text_of(reader.get(reverse("lineage", args=[first.pk])))
    assert "Tallet er ændret 1 gang." in page
    assert "84 %" in page and "86 %" in page
    assert "gælder nu" in page
    assert "Survey A" in page


def test_upload_in_the_browser_walks_from_file_to_saved_figures(uploader):
    data = "indikator;område;periode;værdi\nborgertilfredshed;Aabenraa;2023;86,5\n".encode()
    response = uploader.post(reverse("uploads"), {"file": SimpleUploadedFile("måling.csv", data)}, follow=True)
    page = text_of(response)
    assert "Filen er læst uden fejl. Intet er gemt endnu." in page
    assert "Mål 16 (Beskæftigelsesplan 2023-26) skifter fra «mangler tal» til «opfyldt»" in page
    assert "Gem 1 tal" in page
    upload = Upload.objects.latest("pk")
    assert not upload.observations.exists()
    seen = preview(upload).diff.digest
    response = uploader.post(reverse("upload_commit", args=[upload.pk]), {"seen": seen}, follow=True)
    assert "1 tal er gemt." in text_of(response)
    upload.refresh_from_db()
    assert (upload.committed_by.username, upload.observations.count()) == ("analytiker", 1)
    response = uploader.post(reverse("upload_revert", args=[upload.pk]), follow=True)
    assert "De tidligere tal gælder igen." in text_of(response)


def test_upload_with_errors_lists_them_and_offers_no_saving(uploader, receive):
    upload = receive("borgertilfredshed;Aabenraa;2023;186;;;;;x", "ukendt;Aabenraa;2023;1;;;;;x")
    page = text_of(uploader.get(reverse("upload", args=[upload.pk])))
    assert "Filen er afvist med 2 fejl. Ingen tal er ændret." in page
    assert "En andel kan ikke være over 100 %." in page
    assert "Gem 1 tal" not in page and reverse("upload_commit", args=[upload.pk]) not in page


def test_upload_with_warnings_is_saved_only_with_a_reason(uploader, receive):
    upload = receive("ressourceforloeb-aktivitet;Aabenraa;2021Q1;27;59;229;;;x")
    where, seen = reverse("upload_commit", args=[upload.pk]), preview(upload).diff.digest
    for answer in ({}, {"accepted": "on"}, {"reason": "fordi"}):
        response = uploader.post(where, {"seen": seen, **answer}, follow=True)
        assert "begrundelse" in text_of(response)
    upload.refresh_from_db()
    assert upload.status == UploadStatus.READY
    uploader.post(where, {"seen": seen, "accepted": "on", "reason": "Trykt sådan"})
    upload.refresh_from_db()
    assert (upload.status, upload.accepted) == (UploadStatus.COMMITTED, "Trykt sådan")


def test_commit_of_an_outdated_preview_asks_to_look_again(uploader, receive, load):
    upload = receive("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    seen = preview(upload).diff.digest
    load("borgertilfredshed;Aabenraa;2023;86;;;;;x")
    response = uploader.post(reverse("upload_commit", args=[upload.pk]), {"seen": seen}, follow=True)
    assert "Nogen har gemt andre tal i mellemtiden." in text_of(response)
    assert Observation.objects.current().get(indicator__code="borgertilfredshed").value == 86


def test_upload_saved_twice_is_told_so(uploader, load):
    done = load("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    response = uploader.post(reverse("upload_commit", args=[done.pk]), {"seen": "x"}, follow=True)
    assert "allerede gemt" in text_of(response)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 x", b"{}"])
def test_upload_of_something_else_ends_on_a_page_that_says_so(content, uploader):
    response = uploader.post(reverse("uploads"), {"file": SimpleUploadedFile("fil.csv", content)}, follow=True)
    assert "Filen er afvist med 1 fejl." in text_of(response)


def test_upload_of_50_megabytes_is_refused_unread(uploader):
    big = SimpleUploadedFile("stor.csv", b"x" * 50 * 1024 * 1024)
    response = uploader.post(reverse("uploads"), {"file": big}, follow=True)
    assert "Filen fylder 50 MB; højst 25 MB kan indlæses ad gangen." in text_of(response)
    assert Upload.objects.latest("pk").content is None


def test_upload_without_a_file_asks_for_one(uploader):
    assert "Vælg en fil." in text_of(uploader.post(reverse("uploads"), {}))


def test_upload_with_script_in_its_name_and_cells_shows_it_as_text(uploader, receive):
    upload = receive("<script>alert(1)</script>;Aabenraa;2023;1;;;;;x", name="<b>fil</b>.csv")
    page = uploader.get(reverse("upload", args=[upload.pk])).content.decode()
    assert "<script>alert" not in page and "<b>fil" not in page


def test_original_file_comes_back_byte_for_byte_as_an_attachment(uploader, analyst):
    data = "indikator;område;periode;værdi\r\nborgertilfredshed;Aabenraa;2023;86\r\n".encode("cp1252")
    upload = receive_upload(data=data, file_name="a.csv", by=analyst)
    response = uploader.get(reverse("upload_file", args=[upload.pk]))
    assert response.content == data
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_file_that_was_not_kept_is_not_found(uploader, receive):
    upload = receive(f"borgertilfredshed;Aabenraa;2023;1;;;;{CPR};x")
    assert uploader.get(reverse("upload_file", args=[upload.pk])).status_code == 404


def test_warning_that_came_after_the_upload_must_be_answered_too(uploader, receive, load):
    upload = receive("borgertilfredshed;Aabenraa;2025;99;;;;;x")
    assert upload.warnings == []
    load(*[f"borgertilfredshed;Aabenraa;{year};84;;;;;x" for year in range(2010, 2020)])
    where, seen = reverse("upload_commit", args=[upload.pk]), preview(upload).diff.digest
    assert "begrundelse" in text_of(uploader.post(where, {"seen": seen}, follow=True))
    assert not upload.observations.exists()


def test_reason_with_a_cpr_number_is_not_stored(uploader, receive):
    upload = receive("ressourceforloeb-aktivitet;Aabenraa;2021Q1;27;59;229;;;x")
    form = {"seen": preview(upload).diff.digest, "accepted": "on", "reason": f"borger {CPR}"}
    response = uploader.post(reverse("upload_commit", args=[upload.pk]), form, follow=True)
    assert "CPR-nummer" in text_of(response)
    assert CPR not in response.content.decode()
    upload.refresh_from_db()
    assert (upload.status, upload.accepted) == (UploadStatus.READY, "")


def test_preview_marks_invented_figures(uploader, receive):
    upload = receive("borgertilfredshed;Aabenraa;2023;84;;;;;eksempeldata")
    assert "eksempeldata" in text_of(uploader.get(reverse("upload", args=[upload.pk])))


def hand_entered(**changes):
    values = {
        "indicator": "borgertilfredshed",
        "area": "Aabenraa",
        "period": "2023",
        "value": "86,5",
        "source": "Survey",
    }
    return values | changes


def test_figure_by_hand_goes_through_preview_and_commit(uploader):
    response = uploader.post(reverse("observation_new"), hand_entered(note="n = 412;\nsvarprocent 38"), follow=True)
    assert "Gem 1 tal" in text_of(response)
    upload = Upload.objects.latest("pk")
    assert (upload.origin, upload.file_name) == ("hand", "Indtastet: borgertilfredshed, 2023")
    uploader.post(reverse("upload_commit", args=[upload.pk]), {"seen": preview(upload).diff.digest})
    figure = upload.observations.get()
    assert (str(figure.value), figure.note) == ("86.500000", "n = 412; svarprocent 38")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"value": "86.5"}, "Skriv decimaler med komma"),
        ({"value": ""}, "Der er hverken værdi eller tæller og nævner."),
        ({"period": "2023Q5"}, "Perioden kan ikke læses."),
        ({"value": "", "numerator": "3"}, "Der mangler en nævner"),
        ({"source": ""}, "Dette felt er påkrævet."),
    ],
)
def test_figure_by_hand_with_an_error_says_it_at_the_field_and_keeps_nothing(changes, says, uploader):
    before = Upload.objects.count()
    page = text_of(uploader.post(reverse("observation_new"), hand_entered(**changes)))
    assert says in page
    assert Upload.objects.count() == before


def test_cpr_number_by_hand_is_neither_stored_nor_echoed(uploader):
    response = uploader.post(reverse("observation_new"), hand_entered(note=f"borger {CPR}"), follow=True)
    assert "CPR-nummer" in text_of(response)
    assert CPR not in response.content.decode()
    assert CPR not in str(Upload.objects.values().latest("pk"))


def test_administrator_creates_a_user_whose_password_is_shown_once(as_role, client):
    admin = as_role(Role.ADMINISTRATOR)
    form = {"username": "ny.leder", "first_name": "", "last_name": "", "role": "leder"}
    page = admin.post(reverse("users"), form)
    password = page.context["new_password"]
    assert password in page.content.decode()
    assert password not in admin.get(reverse("users")).content.decode()
    assert client.login(username="ny.leder", password=password)


def test_administrator_cannot_make_a_system_user_or_lock_themselves_out(as_role, users):
    admin = as_role(Role.ADMINISTRATOR)
    admin.post(reverse("users"), {"username": "x", "role": "system"})
    assert not User.objects.filter(username="x").exists()
    own = reverse("user", args=[users[Role.ADMINISTRATOR].pk])
    for form in ({"role": "administrator"}, {"role": "leder", "is_active": "on"}):
        admin.post(own, form)
    users[Role.ADMINISTRATOR].refresh_from_db()
    assert (users[Role.ADMINISTRATOR].role, users[Role.ADMINISTRATOR].is_active) == ("administrator", True)


def queries_for(client, where, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as captured:
        assert client.get(where).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "where", ["/udtraek/", "/maalepunkter/", "/maalepunkter/borgertilfredshed/", "/", "/maal/bp23/16/"]
)
def test_list_costs_as_many_queries_with_three_rows_as_with_one(where, uploader, load, django_assert_max_num_queries):
    load("borgertilfredshed;Aabenraa;2021;84;;;;;x")
    uploader.get(where)
    one = queries_for(uploader, where, django_assert_max_num_queries)
    load("borgertilfredshed;Aabenraa;2022;85;;;;;x")
    load("borgertilfredshed;Aabenraa;2023;86;;;;;x")
    assert queries_for(uploader, where, django_assert_max_num_queries) == one


def test_overview_costs_the_same_with_all_goals_as_with_one(uploader, django_assert_max_num_queries):
    where = "/planer/bp21/"
    uploader.get(where)
    all_goals = queries_for(uploader, where, django_assert_max_num_queries)
    Goal.objects.filter(plan__slug="bp21", number__gt=2).delete()
    assert queries_for(uploader, where, django_assert_max_num_queries) == all_goals


def test_every_page_is_served_under_a_strict_policy(uploader):
    policy = uploader.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_settings_for_real_use_pass_the_deployment_check():
    environment = os.environ | {"DEBUG": "false", "SECRET_KEY": "only-for-this-check-" + "0123456789" * 4}
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE")  # set for the browser tests
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    finished = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert finished.returncode == 0, finished.stderr
