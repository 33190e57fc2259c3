"""From an unknown file to a profile in three steps, and what is refused on the way."""

from decimal import Decimal

import pytest
from django.urls import reverse

from aabenraa_plan.models import Role
from extracts.actions import receive_upload
from extracts.models import ProfileVersion, UploadStatus
from extracts.profile_texts import MOST_TEXTS
from extracts.profiling import (
    save_profile,
)
from extracts.reading import Choices
from targets.models import Observation
from tests.profiles import COLUMNS, HEADER, LAYOUT, LINES, TEXTS, sent, shown, where
from tests.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def uploader(as_role):
    return as_role(Role.ANALYST)


@pytest.fixture
def unknown(receive):
    return receive(*LINES, header=HEADER, name="leverandør.csv")


@pytest.fixture
def made(analyst):
    return save_profile(title="Leverandøren", kind="observations", layout=LAYOUT, by=analyst)


# From an unknown file to figures


def test_unknown_file_becomes_figures_and_the_next_one_is_recognised(uploader, unknown, commit, receive):
    assert (unknown.status, unknown.profile) == (UploadStatus.BLOCKED, "")
    page = sent(uploader, where(unknown), "save")
    assert page.redirect_chain == [(reverse("upload", args=[unknown.pk]), 302)]
    assert "Profilen er gemt som version 1." in text_of(page)
    unknown.refresh_from_db()
    version = ProfileVersion.objects.get()
    assert (unknown.status, unknown.profile_version, unknown.new) == (UploadStatus.READY, version, 2)
    assert (version.code, version.number, version.by.username) == ("tilfredshed-fra-leverandoeren", 1, "analytiker")
    commit(unknown, accepted="x")
    figures = Observation.objects.filter(upload=unknown).values_list("area__name", "value", "state")
    assert set(figures) == {("Aabenraa", Decimal("86.5"), "value"), ("Tønder", None, "suppressed")}
    following = receive("2024;87;AABENRAA  Kommune;Borgernes tilfredshed", header="Tid;Resultat;kommune;EMNE")
    assert (following.status, following.profile_version, following.new) == (UploadStatus.READY, version, 1)


def test_first_step_proposes_columns_and_shows_examples(uploader, unknown):
    response = uploader.get(where(unknown))
    assert [shown(response, f"column-{place}") for place in range(4)] == ["område", "indikator", "periode", "værdi"]
    assert "Aabenraa kommune · Tønder · I alt" in text_of(response)
    assert "1 · Kolonner" in text_of(response)


def test_second_step_proposes_codes_and_leaves_totals_out(uploader, unknown):
    response = uploader.post(where(unknown), {"title": "Ny fil", **COLUMNS, "do": "texts"})
    assert [shown(response, name) for name in TEXTS] == ["Aabenraa", "-", "borgertilfredshed"]
    assert "1 tekst kendes i forvejen" in text_of(response)


def test_third_step_reads_the_whole_file_and_writes_nothing(uploader, unknown):
    response = sent(uploader, where(unknown), "trial")
    page = text_of(response)
    assert "3 linjer er læst uden fejl. Intet er gemt endnu." in page
    assert "2 nye 0 ændres 0 uændrede 0 fejl" in page
    assert "1 linje er udeladt, som profilen siger, fx totaler." in page
    assert "diskretioneret" in page and "86,5" in page
    assert not ProfileVersion.objects.exists() and not Observation.objects.filter(upload=unknown).exists()


def test_trial_shows_what_is_wrong_and_the_profile_may_be_saved_all_the_same(uploader, unknown):
    response = sent(uploader, where(unknown), "trial", **{"text-0-1-0": ""})
    assert "3 linjer er prøvet, og der er fejl. Intet er gemt endnu." in text_of(response)
    assert "Målepunktet findes ikke." in text_of(response)
    sent(uploader, where(unknown), "save", **{"text-0-1-0": ""})
    unknown.refresh_from_db()
    assert (unknown.status, unknown.profile) == (UploadStatus.BLOCKED, "tilfredshed-fra-leverandoeren")


def test_steps_back_keep_what_was_chosen(uploader, unknown):
    texts = sent(uploader, where(unknown), "texts", **{"text-1-0-1": "Hele landet"})
    assert shown(texts, "text-1-0-1") == "Hele landet"
    assert 'name="suppressed" value="x"' in texts.content.decode()
    columns = sent(uploader, where(unknown), "columns", **{"column-3": "tæller"})
    assert shown(columns, "column-3") == "tæller"
    assert '<input type="hidden" name="text-1-0-1" value="-">' in columns.content.decode()


def test_known_text_can_be_left_out(uploader, unknown):
    sent(uploader, where(unknown), "save", **{"out-1-0-0": "on"})
    unknown.refresh_from_db()
    assert (unknown.status, unknown.new) == (UploadStatus.READY, 1)


def test_wide_file_is_read_also_when_a_period_comes_to(uploader, receive):
    upload = receive("Aabenraa;84;85", "I alt;1;2", header="Kommune;2021;2022")
    address, chosen = where(upload), {"title": "Bred", "column-0": "område", "constant-0": "borgertilfredshed"}
    first = uploader.get(address)
    assert "2021 og 2022 er perioder" in text_of(first) and 'name="column-1"' not in first.content.decode()
    uploader.post(address, chosen | {"text-1-0-0": "-", "suppressed": "", "seen": "0", "do": "save"})
    upload.refresh_from_db()
    assert (upload.status, upload.new) == (UploadStatus.READY, 2)
    following = receive("Aabenraa;84;85;86", header="Kommune;2021;2022;2023")
    assert (following.status, following.profile, following.new) == (UploadStatus.READY, "bred", 3)


def test_finance_file_is_proposed_as_spending_and_read_with_its_totals_left_out(uploader, receive):
    lines = "Sygedp.;1.234,50;jan 2026;5.57.71", "I alt;1.241,50;jan 2026;", "Fleksjob;7;feb 2026;5.58.81"
    upload = receive(*lines, header="Ydelsesart;Beløb netto;Måned;Konto", name="økonomi.csv")
    first = uploader.get(where(upload))
    columns = {"column-0": "ydelse", "column-1": "netto", "column-2": "måned", "column-3": "konto"}
    assert first.context["sample"].kind.code == "ledger"
    assert {name: shown(first, name) for name in columns} == columns
    chosen = {"title": "Økonomisystemet", **columns, "suppressed": "", "seen": "0"}
    second = uploader.post(where(upload), chosen | {"do": "texts"})
    assert [shown(second, f"text-0-0-{number}") for number in (0, 1)] == ["sygedagpenge", "-"]
    uploader.post(where(upload), chosen | {"text-0-0-0": "sygedagpenge", "text-0-0-1": "-", "do": "save"})
    upload.refresh_from_db()
    assert (upload.status, upload.new, upload.errors) == (UploadStatus.READY, 2, [])


def test_kind_may_be_chosen_where_there_are_several(uploader, unknown):
    response = uploader.get(where(unknown) + "&slags=observations")
    assert response.context["sample"].kind.code == "observations"
    assert uploader.get(where(unknown) + "&slags=findes-ikke").status_code == 200


def test_empty_cell_is_a_missing_figure_where_that_is_said(uploader, receive):
    upload = receive("Aabenraa;2023;", "Tønder;2023;N.A.", "Haderslev;2023;7", header="Kommune;Tid;Tal")
    chosen = {"title": "Tomme felter", "column-0": "område", "column-1": "periode", "column-2": "værdi"}
    chosen |= {"constant-0": "langtidsledige", "suppressed": "", "missing": "tom; n.a.", "seen": "0", "do": "save"}
    uploader.post(where(upload) + "&slags=observations", chosen)
    upload.refresh_from_db()
    assert (upload.status, upload.new) == (UploadStatus.READY, 3)
    page = uploader.get(reverse("profile", args=["tomme-felter"]))
    assert "I kolonner med tal er et tomt felt og «n.a.» manglende tal." in text_of(page)
    del chosen["suppressed"], chosen["missing"]
    texts = uploader.post(reverse("profile_edit", args=["tomme-felter"]), chosen | {"do": "texts"})
    assert 'name="missing" value="tom; n.a."' in texts.content.decode()


# What is refused


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": " "}, "Giv profilen et navn."),
        ({"title": "x" * 81}, "80"),
        ({"column-1": ""}, "Vælg en kolonne ovenfor, der er Målepunkt, eller vælg det samme for alle linjer her."),
        ({"column-1": "område"}, "Område er allerede valgt for «Kommune». Vælg det kun ét sted."),
        ({"column-1": "beløb"}, "Vælg en af mulighederne."),
        ({"constant-0": "borgertilfredshed"}, "Det står også i kolonnen «Emne». Vælg det ene."),
        ({"constant-0": "findes-ikke"}, "Vælg en af mulighederne."),
        ({"text-0-1-0": "findes-ikke"}, "Vælg en af mulighederne."),
        ({"missing": "X"}, "«x» står også som tegn for diskretioneret. Vælg det ene."),
        ({"suppressed": "17"}, "«17» er et tal. Skriv et tegn eller et ord."),
        ({"title": "Jobindsats API v2"}, "Der er allerede en profil med det navn"),
        ({"title": "målepunkter"}, "Der er allerede en profil med det navn"),
        ({"title": "Maalepunkter"}, "Der er allerede en profil med det navn"),
        ({"title": "For 300275-1234"}, "Et felt lignede et CPR-nummer og er tømt. Intet er gemt."),
        ({"constant-8": "For 300275-1234"}, "Et felt lignede et CPR-nummer og er tømt. Intet er gemt."),
    ],
)
def test_profile_with_bad_input_is_not_saved_and_keeps_what_was_chosen(changes, says, uploader, unknown):
    response = sent(uploader, where(unknown), "save", **changes)
    assert says in text_of(response)
    assert not ProfileVersion.objects.exists()
    assert "borgertilfredshed" in response.content.decode()
    assert "300275" not in response.content.decode()


def test_second_profile_for_the_same_titles_is_refused_with_a_way_on(uploader, unknown, made):
    response = sent(uploader, where(unknown), "save")
    assert "Profilen Leverandøren er til filer med de samme kolonner." in text_of(response)
    assert f"{reverse('profile_edit', args=[made.code])}?fil={unknown.pk}" in response.content.decode()
    assert ProfileVersion.objects.count() == 1


def test_html_in_a_file_is_shown_as_text(uploader, receive):
    upload = receive("<img src=x>;1", header="<b>Fed</b>;Tal <script>")
    page = uploader.get(where(upload)).content.decode()
    assert "&lt;b&gt;Fed&lt;/b&gt;" in page and "&lt;img src=x&gt;" in page
    assert "<b>Fed" not in page and "<img src=x" not in page


def test_texts_that_look_like_cpr_numbers_are_never_shown_or_kept(uploader, analyst):
    data = b"Kommune;Sag;Tal\r\n300275-1234;Aabenraa;5\r\nAabenraa;300275-1234;6"
    upload = receive_upload(data=data, file_name="fil.csv", by=analyst)
    assert not upload.is_kept
    response = uploader.get(where(upload), follow=True)
    assert "Filen er ikke gemt, så der kan ikke laves en profil på den." in text_of(response)
    choices = Choices(released=frozenset({"Kommune", "Sag"}))
    upload = receive_upload(data=data, file_name="fil.csv", by=analyst, choices=choices, why_released="Sagsnumre")
    assert upload.is_kept
    address = where(upload) + "&slags=observations"
    chosen = {"title": "Sager", "column-0": "område", "column-1": "indikator", "column-2": "værdi"}
    for do in ("", "texts", "trial", "save"):
        chosen |= {"constant-2": "2023", "suppressed": "", "seen": "0", "do": do}
        assert "300275" not in uploader.post(address, chosen, follow=True).content.decode()
    assert "300275" not in str(ProfileVersion.objects.get().layout)


def test_column_of_five_thousand_texts_is_cut_and_said(uploader, receive):
    upload = receive(*(f"Sted {number};1" for number in range(5000)), header="Sted;Tal")
    response = uploader.post(
        where(upload) + "&slags=observations",
        {"title": "Steder", "column-0": "område", "constant-0": "langtidsledige", "constant-2": "2023", "do": "texts"},
    )
    assert response.content.decode().count("<select") == MOST_TEXTS
    assert "4.800 tekster mere er ikke vist og bruges, som de er." in text_of(response)


@pytest.mark.parametrize(
    ("header", "says"),
    [
        (";".join(f"Kolonne{number}" for number in range(101)), "Filen har mere end 100 kolonner."),
        ('Kommune;"Uden ende', "Filen kan ikke læses som en tabel."),
    ],
)
def test_file_that_no_profile_can_be_made_on_is_said(header, says, uploader, receive):
    upload = receive(";".join("1" * len(header.split(";"))), header=header)
    assert says in text_of(uploader.get(where(upload), follow=True))


def test_two_columns_of_one_name_cannot_be_told_apart(uploader, receive):
    upload = receive("Aabenraa;5;6", header="Kommune;Tal;tal ")
    chosen = {"title": "To ens", "column-0": "område", "column-1": "tæller", "column-2": "nævner", "do": "texts"}
    response = uploader.post(where(upload) + "&slags=observations", chosen)
    assert "Filen har to kolonner med det navn." in text_of(response)


def test_file_that_is_read_already_needs_no_profile(uploader, receive):
    upload = receive("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    assert "Filen er allerede læst uden fejl." in text_of(uploader.get(where(upload), follow=True))


def test_file_with_a_profile_is_led_to_that(uploader, made, receive):
    upload = receive("Tønder;Findes ikke;2023;81", header=HEADER)
    assert upload.status == UploadStatus.BLOCKED
    page = uploader.get(where(upload), follow=True)
    assert page.redirect_chain[0][0] == f"{reverse('profile_edit', args=[made.code])}?fil={upload.pk}"
    assert "Profilen «Leverandøren» er til filer med de kolonner." in text_of(page)


def test_profile_that_would_displace_a_shipped_one_is_warned_of(uploader, receive):
    upload = receive("borgertilfredshed;Aabenraa;2023;mange", header="indikator;område;periode;værdi")
    assert "Filen blev genkendt som Målepunkter, men kunne ikke læses." in text_of(uploader.get(where(upload)))


@pytest.mark.parametrize(("asked", "status"), [("", 302), ("?fil=0", 404), ("?fil=x", 404), ("?fil=" + "9" * 30, 404)])
def test_new_profile_asks_for_a_file_that_is_there(asked, status, uploader):
    assert uploader.get(reverse("profile_new") + asked).status_code == status
