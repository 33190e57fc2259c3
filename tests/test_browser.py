"""The main job in a real Chromium: upload, preview, commit; axe, console and policy on every page."""

from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from aabenraa_plan.models import AuditEntry, Role, User
from budget.models import BudgetLine, LedgerEntry
from extracts.actions import commit_upload, preview, receive_upload
from extracts.models import Upload
from initiatives.models import CaseLine, Note, Outcome, Promise, Scenario
from targets.models import Observation, Plan
from targets.planning.actions import copy_plan
from tests.browsing import BOTH, PASSWORD, PHONE, WIDE, accessible, fits, words
from tests.cases import draft_case, granted_case, on
from tests.ledgers import close
from tests.plans import demand
from tests.reports import published_report, report_in_hand, since

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]
EXAMPLES = Path(__file__).parent.parent / "examples"
REAL = EXAMPLES / "real" / "maalepunkter-jobindsats-2021-2026.csv"
SPENT = EXAMPLES / "invented" / "forbrug-eksempeldata-2023.csv"
COUNTED = EXAMPLES / "invented" / "udfald-eksempeldata.csv"


def send(page, *files):
    """Choose files and press the button; the script goes on to the next page by itself."""
    page.get_by_label("Filer", exact=True).set_input_files(files)
    with page.expect_navigation():
        page.get_by_role("button", name="Gennemse", exact=True).click()


def test_analyst_uploads_previews_and_commits_and_the_overview_changes(visit, site):
    page = visit(Role.ANALYST)
    page.goto(f"{site}/planer/bp21/")
    assert "2 af 8 mål er ikke opfyldt (mål 5 og 6), ingen er opfyldt" in words(page)
    page.get_by_role("link", name="Udtræk").click()
    send(page, REAL)
    preview_text = words(page)
    assert "Intet er gemt endnu." in preview_text
    assert "Mål 2 (Beskæftigelsesplan 2021) skifter fra «mangler tal» til «opfyldt»" in preview_text
    accessible(page)
    page.get_by_role("button", name="Gem 2.952 tal").click()
    assert "2.952 tal er gemt." in words(page)
    page.goto(f"{site}/planer/bp21/")
    overview = words(page)
    assert "2 af 8 mål er ikke opfyldt (mål 5 og 6), 1 er opfyldt" in overview
    page.get_by_role("link", name="Få langtidsledige").click()
    page.wait_for_selector(".js-plotly-plot .main-svg")
    # FACTS and the file: 118 of 548 in July 2026 = 21,53 %.
    assert "21,53 % i juli 2026: 3,47 procentpoint under loftet på 25 %." in words(page)


@pytest.mark.parametrize("viewport", BOTH)
def test_committee_member_meets_what_is_published_and_nothing_else(viewport, visit, site):
    page = visit(Role.COMMITTEE, viewport)
    assert page.get_by_role("heading", level=1).inner_text() == "Overblik"
    assert page.get_by_role("navigation", name="Hovedmenu").get_by_role("link").all_inner_texts() == [
        *("Overblik", "Rapporter"),
    ]
    accessible(page)
    fits(page)
    # Asked for beside the page: Chromium reports a refused page of its own as a console error.
    assert page.request.get(f"{site}/planer/bp21/").status == 403
    published_report()
    page.reload()
    page.get_by_role("link", name="Fleksjobledighed").click()
    # The goal in the report that is newest: its own place on the page.
    page.wait_for_url(f"{site}/rapporter/bp23/2023Q3/1/#maal-2")
    assert "Tilgangen til ledighedsydelse steg i maj." in words(page)
    page.go_back()
    accessible(page)
    fits(page)


@pytest.fixture
def with_figures(site):
    analyst = User.objects.get(username="analytiker")
    for data in (SPENT.read_bytes(), COUNTED.read_bytes(), REAL.read_bytes(), INVENTED, BLOCKED):
        upload = receive_upload(data=data, file_name="udtræk.csv", by=analyst)
        if not upload.errors:
            commit_upload(upload=upload, seen=preview(upload).digest, by=analyst)
    receive_upload(data=INVENTED.replace(b"84", b"95"), file_name="klar.csv", by=analyst)
    receive_upload(data=INVENTED.replace(b";;eks", b";300275-1234;eks"), file_name="cpr.csv", by=analyst)
    close(2023, 9)
    for report in ({"code": "2023Q2"}, {}, {"version": 2, "corrects": since()}, {"plan_slug": "bp21"}):
        published_report(**report)
    report_in_hand(plan_slug="bp21", code="2020Q2")
    days = {"start": date(2022, 1, 1), "end": date(2023, 1, 1)}
    copy_plan(plan=Plan.objects.get(slug="bp21"), title="Udkast", by=User.objects.get(username="leder"), **days)


HEADER = "indikator;område;periode;værdi;tæller;nævner;foreløbig;bemærkning;kilde\n"
INVENTED = (HEADER + "borgertilfredshed;Aabenraa;2023;84;;;ja;;eksempeldata\n").encode()
BLOCKED = (HEADER + "ukendt;Aabenraa;2023;84;;;;;x\n").encode()
PAGES = {
    Role.ANALYST: [
        *("/", "/planer/bp21/", "/maal/bp21/2/", "/maal/bp21/8/", "/maal/bp23/16/", "/maal/bp23/15/"),
        *("/maalepunkter/", "/maalepunkter/ledighedsprocent/", "/maalepunkter/indtast/", "/tal/{observation}/"),
        *("/maalepunkter/ledighedsprocent/sammenlign/", "/maalepunkter/kontanthjaelp-personer/sammenlign/?mod=naboer"),
        "/maalepunkter/borgertilfredshed/sammenlign/",
        *("/datakalender/", "/datakalender/?vis=mangler&ansvarlig=mig"),
        *("/planer/bp23/kvartaler/", "/planer/bp21/kvartaler/?fra=2020&kvartal=2020Q2"),
        *("/udtraek/", "/udtraek/{first}/", "/udtraek/{blocked}/", "/udtraek/{ready}/", "/udtraek/{cpr}/"),
        *("/budget/kopier/", "/budget/kopier/?fra=2023-vedtaget&til=2025&pris=2", "/budget/kopier/?fra=x&til=1&pris=x"),
        *("/budget/poster/sygedagpenge/2023M05/", "/budget/poster/sygedagpenge/2023M13/"),
        *("/budget/forbrug/{entry}/", "/budget/linje/{line}/"),
        *("/budget/simulator/?pris_fra=200&pris_til=150", "/budget/simulator/?personer=x&metode=gennemsnit"),
        *("/indsatser/kik-ii/", "/indsatser/udfald/{counted}/", "/indsatser/kik-ii/hold/tilgang/rediger/"),
    ],
    Role.MANAGER: [
        *("/indsatser/", "/indsatser/?plan=bp21&slags=strategy", "/indsatser/?slags=x", "/indsatser/ny/"),
        *("/indsatser/jobformidling/", "/indsatser/ips/", "/indsatser/kik/rediger/", "/indsatser/kis/notater/ny/"),
        *("/indsatser/jobformidling/notater/{note}/ret/", "/indsatser/jobformidling/notater/{note}/tilbage/"),
        *("/indsatser/kis/milepaele/ny/", "/indsatser/kis/loefter/ny/", "/indsatser/kijos/loefter/{promise}/maaling/"),
        *("/", "/?som_set=2026-01-31", "/maal/bp21/5/", "/maal/bp23/9/", "/maal/bp21/5/kommentar/2026Q1/"),
        *("/budget/", "/budget/2021/", "/budget/2023/?maaned=3", "/budget/ydelse/sygedagpenge/?aar=2023"),
        *("/budget/ydelse/kontant-uddannelseshjaelp/?aar=2021", "/budget/2023/traefsikkerhed/", "/budget/ramme/"),
        "/budget/2023/sygedagpenge/support/ordinaer/skoen/",
        "/budget/2023/sygedagpenge/support/ordinaer/fordeling/",
        *("/budget/bevillinger/?aar=2023", "/budget/bevillinger/{case}/", "/budget/bevillinger/{granted}/"),
        *("/budget/bevillinger/{case}/rediger/", "/budget/bevillinger/ny/", "/budget/bevillinger/ny/?art=anlaeg"),
        *("/budget/afstemning/2023/", "/budget/afstemning/2023/?ydelse=kontant-uddannelseshjaelp"),
        *("/krav/{demand}/vurdering/", "/maal/bp23/16/?som_set=2026-01-31"),
        *("/planer/ny/", "/planer/bp21/rediger/", "/planer/bp21/kopier/", "/maal/bp21/5/rediger/"),
        *("/krav/{demand}/aendr/", "/planer/udkast/rediger/", "/planer/udkast/pejlemaerker/1/"),
        *("/planer/udkast/maal/nyt/", "/maal/udkast/5/krav/nyt/", "/krav/{draft}/rediger/"),
        *("/indsatser/kik-ii/regn/?refusion=25", "/indsatser/kik-ii/regn/?takst=x&selv_2019=-1"),
        *("/indsatser/kik-ii/regn/sammenlign/", "/indsatser/kik-ii/regn/{scenario}/traek-tilbage/"),
        *("/indsatser/kijos/regn/", "/indsatser/kik/regn/"),
        *("/indsatser/kik-ii/", "/indsatser/kik/", "/indsatser/kis/oekonomi/", "/indsatser/kik-ii/oekonomi/2019/"),
        *("/indsatser/kik-ii/oekonomi/linje/ny/", "/indsatser/linje/{line_of_case}/"),
        *("/indsatser/kik-ii/hold/nyt/", "/indsatser/kik-ii/hold/start/rediger/", "/indsatser/udfald/{hidden}/"),
        *("/indsatser/linje/{line_of_case}/ret/", "/rapporter/bp21/2020Q2/1/", "/rapporter/bp21/2020Q2/1/rediger/"),
        *("/rapporter/ny/", "/rapporter/frister/", "/rapporter/moeder/ny/", "/rapporter/bp23/2023Q3/2/beslutning/"),
    ],
    Role.ADMINISTRATOR: [
        *("/konto/", "/konto/totrin/", "/konto/adgangskode/", "/konto/totrin/noegler/", "/konto/bekraeft/"),
        *("/brugere/", "/brugere/{user}/", "/brugere/inviter/", "/brugere/login-log/?haendelse=in", "/rapporter/"),
        *("/rapporter/bp23/2023Q3/2/", "/rapporter/sammenlign/"),
        *("/rapporter/sammenlign/?foer=bp21-2023Q3-1&efter=bp23-2023Q3-2", "/rapporter/sammenlign/?foer=x&efter=x"),
        *("/log/", "/log/?fra=x&hvem=x&slags=x", "/log/?ord=findesikke", "/log/{change}/"),
        *("/hjaelp/", "/hjaelp/leder/", "/hjaelp/opslag/", "/hjaelp/ordliste/", "/tilgaengelighed/"),
    ],
}


def written(folder, name, *lines):
    path = folder / name
    path.write_text(HEADER + "\n".join(lines))
    return path


@pytest.mark.parametrize("viewport", BOTH)
def test_several_files_are_sent_at_once_and_those_without_warnings_saved(viewport, visit, site, tmp_path):
    page = visit(Role.ANALYST, viewport)
    page.goto(f"{site}/udtraek/")
    good = written(tmp_path, "god.csv", "borgertilfredshed;Aabenraa;2023;84;;;;;x")
    bad = written(tmp_path, "fejl.csv", "ukendt;Aabenraa;2023;84;;;;;x")
    send(page, good, bad)
    assert "2 filer er modtaget: 1 er klar og 1 er afvist." in words(page)
    accessible(page)
    fits(page)
    page.get_by_role("button", name="Gem 1 fil uden advarsler").click()
    assert "1 fil er gemt: god.csv (1 tal)." in words(page)
    page.get_by_role("link", name="fejl.csv").click()
    page.get_by_text("Ret genkendelsen", exact=True).last.click()
    accessible(page)
    fits(page)


def test_script_says_under_the_form_what_keeps_the_files_from_being_sent(visit, site, tmp_path):
    page = visit(Role.ANALYST)
    page.goto(f"{site}/udtraek/")
    page.get_by_label("Filer", exact=True).set_input_files([written(tmp_path, f"{number}.csv") for number in range(21)])
    page.get_by_role("button", name="Gennemse", exact=True).click()
    page.get_by_text("Du har valgt 21 filer.").wait_for()
    accessible(page)


@pytest.mark.parametrize("viewport", BOTH)
def test_page_of_a_large_file_follows_the_work_by_itself(viewport, visit, site):
    page, by = visit(Role.ANALYST, viewport), User.objects.get(username="analytiker")
    upload = receive_upload(data=INVENTED, file_name="stor.csv", by=by)
    large = Upload.objects.filter(pk=upload.pk)
    large.update(status="uploaded", work="check", progress=40, progress_at=timezone.now())
    page.goto(f"{site}/udtraek/{upload.pk}/")
    assert page.get_by_role("progressbar").get_attribute("value") == "40"
    accessible(page)
    fits(page)
    large.update(progress=80)
    page.get_by_text("Filen tjekkes: 80 %").wait_for()
    large.update(status="ready", work="")
    page.get_by_role("button", name="Gem 1 tal").wait_for()


@pytest.mark.parametrize("viewport", BOTH)
def test_manager_sees_what_an_amendment_does_before_it_is_saved(viewport, visit, site):
    page = visit(Role.MANAGER, viewport)
    page.goto(f"{site}/krav/{demand('bp21', '5').pk}/aendr/")
    page.get_by_label("Højst").fill("12")
    page.get_by_role("button", name="Se virkningen").click()
    assert "Dette felt er påkrævet." in words(page)
    accessible(page)
    page.get_by_label("Gælder fra").fill("2020-01-01")
    page.get_by_label("Besluttet den").fill("2019-12-10")
    page.get_by_label("Begrundelse").fill("Udvalget hævede grænsen.")
    page.get_by_role("button", name="Se virkningen").click()
    # The plan prints 11,6 % for May 2020.
    assert "Dagens vurdering skifter fra «ikke opfyldt» til «opfyldt»." in words(page)
    accessible(page)
    fits(page)
    page.get_by_role("button", name="Gem ændringen").click()
    assert "Udgave 2 er gemt. Den gælder fra 1. januar 2020." in words(page)
    assert "0,4 procentpoint under loftet på 12 %." in words(page)


HALVES = [(role, half) for role in PAGES for half in (0, 1)]
"""A role's pages in two tests, so that two processes share them."""


@pytest.mark.parametrize("thorough", [False, pytest.param(True, marks=pytest.mark.long)], ids=["quick", "thorough"])
@pytest.mark.parametrize(("role", "half"), HALVES)
@pytest.mark.usefixtures("with_figures")
def test_every_page_is_accessible_fits_and_breaks_no_policy(role, half, thorough, visit, site):
    """Each page is looked at wide, and as narrow as a phone. Quickly, axe looks at it wide, and not at its states."""
    uploads = list(Observation.objects.order_by("upload_id").values_list("upload_id", flat=True).distinct())
    last = uploads[-1]
    places = {
        "observation": Observation.objects.latest("pk").pk,
        "entry": LedgerEntry.objects.latest("pk").pk,
        "line": BudgetLine.objects.latest("pk").pk,
        "first": uploads[0],
        "blocked": last + 1,
        "ready": last + 2,
        "cpr": last + 3,
        "user": User.objects.get(username="leder").pk,
        "change": AuditEntry.objects.latest().pk,
        "counted": Outcome.objects.latest("pk").pk,
        "hidden": Outcome.objects.get(cohort__code="tilgang", persons=2).pk,
        "line_of_case": CaseLine.objects.filter(case__initiative__code="kik").first().pk,
        "note": Note.objects.get(code="orientering").pk,
        "promise": Promise.objects.get(code="borgere-pr-sagsbehandler").pk,
        "demand": demand("bp21", "5").pk,
        "draft": demand("udkast", "5").pk,
        "case": draft_case(on("500000"), by=User.objects.get(username="leder")).pk,
        "scenario": Scenario.objects.get(name="Uafrundede personer").pk,
        "granted": granted_case(on("500000"), by=User.objects.get(username="leder")).pk,
    }
    page = visit(role)
    for where in PAGES[role][half::2]:
        assert page.goto(site + where.format(**places)).status == 200
        if page.locator("[data-chart]").count():
            page.wait_for_selector(".js-plotly-plot .main-svg")
        for viewport in (WIDE, PHONE):
            page.set_viewport_size(viewport)
            if thorough or (viewport == WIDE and "?" not in where):
                accessible(page)
            fits(page)


def test_login_page_is_accessible_and_says_what_went_wrong(chromium, site):
    page = chromium.new_page(viewport=PHONE)
    page.goto(f"{site}/log-ind/")
    accessible(page)
    page.get_by_label("Brugernavn").fill("leder")
    page.get_by_label("Adgangskode").fill("forkert")
    page.locator("main button[type=submit]").click()
    accessible(page)
    fits(page)
    page.close()


def test_pages_work_without_javascript(chromium, site, with_figures):
    context = chromium.new_context(java_script_enabled=False, viewport=WIDE)
    page = context.new_page()
    page.goto(f"{site}/maal/bp21/2/")
    page.get_by_label("Brugernavn").fill("godkender")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    assert "21,53 %" in words(page)
    assert page.locator("main table tbody tr").count() == 12
    context.close()
