"""The pages that are looked at in a real Chromium, and what has to be there for them."""

import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from django.urls import resolve

from aabenraa_plan.models import AuditEntry, Role, User
from budget.models import BudgetLine, LedgerEntry
from extracts.actions import commit_upload, preview, receive_upload
from extracts.models import ProfileVersion
from extracts.profiling import save_profile
from initiatives.models import CaseLine, Measurement, Milestone, Note, Outcome, Promise, Scenario
from targets.models import Observation, Plan
from targets.planning.actions import copy_plan
from tests.cases import draft_case, granted_case, on
from tests.ledgers import close
from tests.plans import demand
from tests.profiles import LAYOUT
from tests.reports import published_report, report_in_hand, since

EXAMPLES = Path(__file__).parent.parent / "examples"
REAL = EXAMPLES / "real" / "maalepunkter-jobindsats-2021-2026.csv"
SPENT = EXAMPLES / "invented" / "forbrug-eksempeldata-2023.csv"
COUNTED = EXAMPLES / "invented" / "udfald-eksempeldata.csv"
HEADER = "indikator;område;periode;værdi;tæller;nævner;foreløbig;bemærkning;kilde\n"
INVENTED = (HEADER + "borgertilfredshed;Aabenraa;2023;84;;;ja;;eksempeldata\n").encode()
BLOCKED = (HEADER + "ukendt;Aabenraa;2023;84;;;;;x\n").encode()
ODD = "Kommune;Emne;Tid;Resultat\nTønder;Borgernes tilfredshed;2023;x\n".encode()
PAGES = {
    Role.ANALYST: [
        *("/", "/planer/bp21/", "/maal/bp21/2/", "/maal/bp21/8/", "/maal/bp23/16/", "/maal/bp23/15/"),
        *("/maalepunkter/", "/maalepunkter/ledighedsprocent/", "/maalepunkter/indtast/", "/tal/{observation}/"),
        *("/maalepunkter/ledighedsprocent/sammenlign/", "/maalepunkter/kontanthjaelp-personer/sammenlign/?mod=naboer"),
        "/maalepunkter/borgertilfredshed/sammenlign/",
        *("/datakalender/", "/datakalender/?vis=mangler&ansvarlig=mig"),
        *("/planer/bp23/kvartaler/", "/planer/bp21/kvartaler/?fra=2020&kvartal=2020Q2"),
        *("/udtraek/profiler/", "/udtraek/profiler/ny/?fil={odd}"),
        *("/udtraek/profiler/{profile}/", "/udtraek/profiler/{profile}/ret/"),
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
        *("/indsatser/kik/milepaele/{milestone}/ret/", "/indsatser/kijos/loefter/{promise}/ret/"),
        "/indsatser/jobformidling/maalinger/{measurement}/ret/",
        "/indsatser/jobformidling/maalinger/{measurement}/tilbage/",
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
        *("/planer/udkast/pejlemaerker/nyt/", "/planer/udkast/indsatser/ny/", "/planer/bp23/indsatser/1/"),
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
        *("/hjaelp/", "/hjaelp/leder/", "/hjaelp/opslag/", "/hjaelp/ordliste/", "/tilgaengelighed/", "/log-ud/"),
    ],
    Role.APPROVER: [
        *("/rapporter/bp21/2020Q3/1/send-tilbage/", "/rapporter/bp21/2020Q4/1/genaabn/"),
        *("/rapporter/bp21/2020Q3/1/", "/rapporter/bp23/2023Q3/2/", "/rapporter/sammenlign/"),
        *("/rapporter/sammenlign/?foer=bp21-2023Q3-1&efter=bp23-2023Q3-2", "/rapporter/sammenlign/?foer=x&efter=x"),
        *("/log/", "/log/?fra=x&hvem=x&slags=x", "/log/?ord=findesikke", "/log/{change}/"),
    ],
}
"""Each role's pages; a name in braces is filled in by `places`."""

DOORS = (
    *("/log-ind/", "/log-ind/lukket/", "/log-ind/kommune/annulleret/", "/log-ind/kommune/fejl/"),
    *("/log-ind/kommune/kommune/", "/adgangskode/glemt/", "/adgangskode/glemt/sendt/"),
    *("/adgangskode/ny/{uid}-{key}/", "/adgangskode/ny/brugt-noegle/", "/adgangskode/ny/gemt/"),
)
"""Nobody is logged in; the key is one that was sent by mail."""

CODE = "/log-ind/kode/"
"""Between the password and the page one wanted."""

FIRST_STEPS = ("/konto/totrin/", "/konto/totrin/app/", "/konto/totrin/noegler/ny/")
SECOND_STEPS = (
    *("/konto/totrin/noedkoder/", "/konto/totrin/noedkoder/nye/", "/konto/totrin/app/fjern/"),
    *("/konto/totrin/noegler/", "/konto/totrin/noegler/{own_key}/", "/konto/totrin/noegler/{own_key}/fjern/"),
    *("/konto/totrin/", "/konto/totrin/bekraeft/", "/konto/totrin/noegler/bekraeft/"),
)
"""Of whoever has no second step yet, and of whoever has an app and a key."""


def is_state(where: str) -> bool:
    """Whether it is a further state of a page that stands in PAGES by itself."""
    plain = {name_of(each) for pages in PAGES.values() for each in pages if "?" not in each}
    return "?" in where and name_of(where) in plain


def name_of(where: str) -> str:
    """The URL name of an address, or of one of the lists above."""
    return resolve(urlsplit(re.sub(r"\{\w+\}", "1", where)).path).url_name


def load_figures():
    """Figures, files in every state, reports and a draft of a plan."""
    analyst = User.objects.get(username="analytiker")
    for data in (SPENT.read_bytes(), COUNTED.read_bytes(), REAL.read_bytes(), INVENTED, BLOCKED):
        upload = receive_upload(data=data, file_name="udtræk.csv", by=analyst)
        if not upload.errors:
            commit_upload(upload=upload, seen=preview(upload).digest, by=analyst)
    receive_upload(data=INVENTED.replace(b"84", b"95"), file_name="klar.csv", by=analyst)
    receive_upload(data=INVENTED.replace(b";;eks", b";300275-1234;eks"), file_name="cpr.csv", by=analyst)
    receive_upload(data=ODD, file_name="ukendt.csv", by=analyst)
    save_profile(title="Tilfredshed fra leverandøren", kind="observations", layout=LAYOUT, by=analyst)
    receive_upload(data=ODD.replace(b"x", b"86,5"), file_name="genkendt.csv", by=analyst)
    close(2023, 9)
    for report in ({"code": "2023Q2"}, {}, {"version": 2, "corrects": since()}, {"plan_slug": "bp21"}):
        published_report(**report)
    for state, code in (("draft", "2020Q2"), ("submitted", "2020Q3"), ("approved", "2020Q4")):
        report_in_hand(state, plan_slug="bp21", code=code)
    days = {"start": date(2022, 1, 1), "end": date(2023, 1, 1)}
    copy_plan(plan=Plan.objects.get(slug="bp21"), title="Udkast", by=User.objects.get(username="leder"), **days)


def places() -> dict:
    """What fills the addresses of PAGES."""
    uploads = list(Observation.objects.order_by("upload_id").values_list("upload_id", flat=True).distinct())
    last, by = uploads[-1], User.objects.get(username="leder")
    return {
        "observation": Observation.objects.latest("pk").pk,
        "entry": LedgerEntry.objects.latest("pk").pk,
        "line": BudgetLine.objects.latest("pk").pk,
        "first": uploads[0],
        "blocked": last + 1,
        "ready": last + 2,
        "cpr": last + 3,
        "odd": last + 4,
        "profile": ProfileVersion.objects.get().code,
        "user": by.pk,
        "change": AuditEntry.objects.latest().pk,
        "counted": Outcome.objects.latest("pk").pk,
        "hidden": Outcome.objects.get(cohort__code="tilgang", persons=2).pk,
        "line_of_case": CaseLine.objects.filter(case__initiative__code="kik").first().pk,
        "note": Note.objects.get(code="orientering").pk,
        "promise": Promise.objects.get(code="borgere-pr-sagsbehandler").pk,
        "milestone": Milestone.objects.get(initiative__code="kik").pk,
        "measurement": Measurement.objects.get(promise__initiative__code="jobformidling").pk,
        "demand": demand("bp21", "5").pk,
        "draft": demand("udkast", "5").pk,
        "case": draft_case(on("500000"), by=by).pk,
        "scenario": Scenario.objects.get(name="Uafrundede personer").pk,
        "granted": granted_case(on("500000"), title="Bevilget", by=by).pk,
    }
