"""The list of reports, and one version: what is frozen, what came later beside it, and who may read what."""

from datetime import date
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aabenraa_plan.models import Role
from extracts.periods import parse
from reports.models import CommitteeDecision
from reports.workflow.actions import draft_report, submit_report
from targets.models import Plan
from tests.payload_goals import comment, goal, guidepost, lineage, target
from tests.reading import page_text, text_of
from tests.reports import (
    PDF,
    approver,
    at,
    decide,
    difference,
    meeting,
    published_report,
    report_in_hand,
    since,
    step,
)

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
LIST = "/rapporter/"
THIRD = "/rapporter/bp23/2023Q3/1/"


@pytest.fixture
def member(as_role):
    return as_role(Role.COMMITTEE)


def queries(client, where) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(where).status_code == 200
    return len(captured)


def test_list_without_a_report_says_what_will_come(member):
    page = text_of(member.get(LIST))
    assert "Ingen rapport er udgivet endnu" in page
    assert "Sammenlign to rapporter" not in page and "Ny rapport" not in page


def test_list_shows_the_published_by_plan_with_meeting_and_decision(member):
    decide(published_report())
    published_report(plan_slug="bp21", code="2020Q2", fields={"meets_on": None})
    page = text_of(member.get(LIST))
    assert "Beskæftigelsesplan 2023-26" in page and "Beskæftigelsesplan 2021" in page
    assert (
        "3. kvartal 2023 8. november 2023 4. december 2023, punkt 112, sag 22/38279 Taget til orientering PDF" in page
    )
    assert "2. kvartal 2020 8. november 2023 – – PDF" in page


def test_list_shows_the_corrected_version_first_and_marks_the_other(member):
    published_report()
    published_report(version=2)
    page = text_of(member.get(LIST))
    assert page.index("3. kvartal 2023, version 2") < page.index("3. kvartal 2023 Rettet med en nyere version")


def test_list_names_a_plan_that_is_gone_as_the_report_does(member):
    published_report(plan_slug="nedlagt")
    assert "Beskæftigelsesplan 2023-26" in text_of(member.get(LIST))


def test_list_tells_the_staff_who_has_a_report_and_what_is_next(as_role):
    report = report_in_hand("submitted")
    step(report, "submitted", 6)
    returned = report_in_hand("returned", code="2023Q2")
    step(returned, "submitted", 3)
    step(returned, "returned", 4, comment="Forklar mål 6")
    page = text_of(as_role(Role.ANALYST).get(LIST))
    assert (
        "3. kvartal 2023 Beskæftigelsesplan 2023-26 Sendt til godkendelse Godkenderen "
        "Skal godkendes af en anden end Lise Leder. 6. november 2023 kl. 12.00"
    ) in page
    assert (
        "Sendt tilbage Lise Leder Skal rettes og sendes til godkendelse igen. Sendt tilbage: «Forklar mål 6»"
    ) in page


@pytest.mark.parametrize("state", ["draft", "returned", "submitted", "approved"])
def test_report_in_hand_is_not_there_for_a_committee_member(state, member):
    report_in_hand(state)
    assert "På vej" not in text_of(member.get(LIST))
    page = member.get(THIRD)
    assert page.status_code == 404
    assert "Rapporten er ikke udgivet" in text_of(page) and "Fleksjobledighed" not in text_of(page)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.MANAGER, Role.APPROVER, Role.ADMINISTRATOR])
def test_submitted_report_is_read_by_the_staff_as_it_was_submitted(role, as_role):
    report_in_hand("submitted")
    page = text_of(as_role(role).get(THIRD))
    assert "Sendt til godkendelse 6. november 2023 kl. 10.00 af Lise Leder." in page
    assert "Tallene er, som de var kendt 3. november 2023 kl. 9.14." in page
    assert "Mål 2 Fleksjobledighed ✖ Ikke opfyldt" in page


def test_unpublished_version_leads_to_the_one_that_is(member):
    published_report()
    report_in_hand("submitted", version=2)
    page = member.get("/rapporter/bp23/2023Q3/2/")
    assert page.status_code == 404
    assert "Læs 3. kvartal 2023" in text_of(page)
    assert f'href="{THIRD}"' in page.content.decode()


@pytest.mark.parametrize("where", ["/rapporter/bp23/2023Q9/1/", "/rapporter/findes-ikke/2023Q3/1/", f"{LIST}bp23/x/1/"])
def test_address_without_a_report_says_so(where, manager):
    page = manager.get(where)
    assert page.status_code == 404
    assert "Der er ikke udgivet en rapport med denne adresse." in text_of(page)


def test_published_report_is_dated_signed_and_says_everything_it_froze(member):
    published_report()
    page = text_of(member.get(THIRD))
    assert "Udgivet 8. november 2023 kl. 12.00 af Gorm Godkender." in page
    assert "Til udvalgets møde 4. december 2023, punkt 112, sag 22/38279." in page
    assert "1 af 3 mål er ikke opfyldt (mål 2), 1 er opfyldt, og 1 kan ikke vurderes endnu." in page
    assert "Kvartalet var præget af flere ledige fleksjobbere." in page
    assert "10,4 % 3. kvartal 2023 foreløbigt Krav: Højst 10 % 0,4 procentpoint over loftet på 10 %." in page
    assert "Hvorfor? To større aftaler udløb samtidig." in page
    assert "3. kvartal 2023: maalepunkter-2023Q3.csv, linje 14. Indlæst 20. oktober 2023 kl. 9.14" in page
    assert "SHA-256 ab12cd34…" in page
    assert "Sygedagpenge 494 502,6 70.061 53.460 76,3 % ventet 75,0 % 71.280 +1.219" in page
    assert "KIK II ▷ I gang" in page and "Andet under 5" in page
    assert "Mål 16 mangler tal fra egen undersøgelse." in page
    assert "Mål 16 Tilfredse borgere – Mangler tal Krav: Mindst 85 %" in page


def test_figure_names_the_source_it_came_from_where_that_is_another(member):
    lines = [lineage(source="eksempeldata"), lineage(source="")]
    published_report(guideposts=[guidepost(goal(targets=[target(lineage=lines)]))])
    page = text_of(member.get(THIRD))
    assert "3. kvartal 2023: eksempeldata, maalepunkter-2023Q3.csv, linje 14." in page
    assert "3. kvartal 2023: maalepunkter-2023Q3.csv, linje 14." in page


def test_drawing_of_a_series_has_its_figures_in_a_table(member):
    published_report()
    page = text_of(member.get(THIRD))
    assert "Fleksjobledigheden er faldet til 10,4 % i 3. kvartal 2023" in page
    assert "3. kvt. 2023 foreløbigt 10,4 % 2. kvt. 2023 11 % 1. kvt. 2023 11,2 %" in page
    assert "Den stiplede linje: Loft 10 %" in page
    assert "Fra 1. kvt. 2023 (11,2 %) til 3. kvt. 2023 (10,4 %) Stiplet linje: Loft 10 %" in page


def test_goals_can_be_linked_to(member):
    published_report()
    assert 'id="maal-2"' in member.get(THIRD).content.decode()


def test_published_report_without_a_budget_a_comparison_or_initiatives_leaves_them_out(member):
    published_report(budget=None, since=None, initiatives=[], introduction="", meeting=None, files=[], sources=[])
    page = text_of(member.get(THIRD))
    assert "Budget" not in page and "Indsatser" not in page and "Ændret siden" not in page
    assert "Rapporten bygger ikke på nogen tal." in page


def test_words_of_people_are_shown_as_words(member):
    bad = "<script>alert(1)</script>"
    told = goal(title=bad, comment=comment(happened=bad))
    report = published_report(guideposts=[guidepost(told)], introduction=bad, meeting=meeting(recommendation=bad))
    decide(report, text=bad)
    page = member.get(THIRD).content.decode()
    assert bad not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 5


def test_report_does_not_look_back_and_says_so(manager):
    published_report()
    page = manager.get(THIRD, {"som_set": "2023-01-31"})
    assert "En rapport kan ikke vises med tal fra en anden dag." in text_of(page)
    assert "som de så ud" not in text_of(page) and "som_set" not in page.content.decode()
    assert "10,4 % 3. kvartal 2023" in text_of(page)


def test_decision_stands_beside_what_was_frozen_and_an_earlier_one_below(member):
    report = published_report()
    ended = {"ended_at": at(21), "ended_by": approver(), "ended_reason": "Forkert punkt"}
    decide(report, kind="discussed", item_number=111, **ended)
    later = {"kind": "noted", "item_number": 112, "text": "Udvalget tog sagen til orientering."}
    CommitteeDecision.objects.create(
        report=report, made_by=approver(), made_at=at(21), reason="Forkert punkt", meets_on=date(2023, 12, 4), **later
    )
    page = text_of(member.get(THIRD))
    assert "Beslutning skrevet til efter udgivelsen Taget til orientering på mødet 4. december 2023, punkt 112" in page
    assert "Rettet, fordi: Forkert punkt" in page
    assert "Tidligere beslutning skrevet til efter udgivelsen Drøftet på mødet 4. december 2023, punkt 111" in page
    assert page.index("Taget til orientering") < page.index("Drøftet")


def test_older_version_leads_to_its_correction(member):
    published_report()
    published_report(version=2)
    page = text_of(member.get(THIRD))
    assert "Rapporten er siden blevet rettet. Læs version 2 , udgivet 8. november 2023." in page


def test_correction_lists_what_differs_from_the_version_before(member):
    published_report()
    found = since(
        quarter="2023Q3",
        sentences=["1 tal er rettet for en periode, der var med før."],
        differences=[difference(what="tal", before="10,4 %", after="10,1 %")],
    )
    published_report(version=2, corrects=found)
    page = text_of(member.get("/rapporter/bp23/2023Q3/2/"))
    assert "3. kvartal 2023, version 2" in page
    assert "Begrundelse: Tallet for mål 2 er rettet." in page
    assert "1 tal er rettet for en periode, der var med før." in page
    assert "Mål 2 · Fleksjobledighed Mål tal 10,4 % 10,1 %" in page


def test_example_is_marked_wherever_it_shows(member):
    published_report(is_example=True, fields={"is_example": True})
    assert "Eksempel: rapporten er ikke godkendt af nogen." in text_of(member.get(THIRD))
    assert "3. kvartal 2023 eksempel" in text_of(member.get(LIST))


def test_log_shows_every_step_with_its_hash_and_how_to_check_it(as_role):
    report = published_report()
    step(report, "edited", 5)
    step(report, "submitted", 6, sha256="e" * 64)
    edited = "Rettet 5. november 2023 kl. 12.00 Lise Leder"
    page = text_of(as_role(Role.APPROVER).get(THIRD))
    assert edited in page and f"Sendt til godkendelse 6. november 2023 kl. 12.00 Lise Leder {'e' * 64}" in page
    assert report.sha256 in page and report.pdf_sha256 in page and "Get-FileHash" in page
    assert edited not in text_of(as_role(Role.COMMITTEE).get(THIRD))


def test_report_whose_log_is_gone_shows_the_signatures_it_froze(member):
    published_report()
    assert "Godkendt 7. november 2023 kl. 11.00 Gorm Godkender" in text_of(member.get(THIRD))


def test_json_is_exactly_what_was_hashed_and_the_pdf_what_was_kept(member):
    report = published_report()
    kept, paper = member.get(f"{THIRD}rapport.json"), member.get(f"{THIRD}rapport.pdf")
    assert sha256(kept.content).hexdigest() == report.sha256
    assert kept.headers["Content-Type"] == "application/json"
    assert paper.content == PDF and paper.headers["Content-Type"] == "application/pdf"
    assert 'filename="rapport-bp23-2023Q3-v1.pdf"' in paper.headers["Content-Disposition"]


@pytest.mark.parametrize("name", ["rapport.pdf", "rapport.json"])
def test_report_in_hand_has_neither_pdf_nor_json(name, manager, as_role):
    report_in_hand("approved")
    page = manager.get(THIRD + name)
    assert page.status_code == 404
    assert "PDF og JSON bliver lavet, når rapporten udgives." in text_of(page)
    assert as_role(Role.COMMITTEE).get(THIRD + name).status_code == 404


def test_report_is_taken_away_as_a_workbook(member):
    published_report()
    file = member.get(THIRD, {"hent": "xlsx"})
    assert 'filename="rapport-bp23-2023Q3-v1.xlsx"' in file.headers["Content-Disposition"]


def test_draft_shows_the_figures_of_today_and_what_is_missing(as_role):
    # The plan's own figures of spring 2020: goals 5 and 6 are missed.
    report_in_hand(plan_slug="bp21", code="2020Q2")
    page = as_role(Role.MANAGER).get("/rapporter/bp21/2020Q2/1/")
    assert "tallene følger med, indtil rapporten sendes til godkendelse" in text_of(page)
    assert "2 af 8 mål er ikke opfyldt (mål 5 og 6)" in text_of(page)
    for code in ("5", "6"):
        assert f'href="/maal/bp21/{code}/kommentar/2020Q2/"' in page.content.decode()
    assert "kommentar/2020Q2" not in as_role(Role.ANALYST).get("/rapporter/bp21/2020Q2/1/").content.decode()


def test_list_asks_as_often_for_one_report_as_for_three(as_role):
    client = as_role(Role.MANAGER)
    for code in ("2023Q3", "2022Q4"):
        decide(published_report(code=code))
        step(report_in_hand("submitted", code=code, version=2), "submitted", 6)
        if code == "2023Q3":
            one = queries(client, LIST)
    decide(published_report(plan_slug="bp21", code="2020Q2"))
    step(report_in_hand("draft", plan_slug="bp21", code="2020Q3"), "drafted", 6)
    # The session, the user, those in hand, their steps and the plans; the published, their decisions and the plans.
    assert queries(client, LIST) == one == 8


def test_report_asks_as_often_for_one_step_as_for_three(member):
    report = published_report()
    step(report, "submitted", 6)
    decide(report)
    one = queries(member, THIRD)
    for kind in ("approved", "published"):
        step(report, kind, 7)
    decide(report, ended_at=at(21), ended_by=approver())
    # The session, the user, the report, a newer version, the decisions and the steps.
    assert queries(member, THIRD) == one == 6


def test_report_on_its_way_says_what_has_changed_since_it_was_sent(manager, by, load):
    load("fleksjobledighed;Aabenraa;2023M03;9,8;;;;;x")
    drafted = draft_report(plan=Plan.objects.get(slug="bp23"), quarter=parse("2023Q1"), by=by)
    report = submit_report(report=drafted, by=by)
    where = report.get_absolute_url()
    assert "Noget er ændret" not in page_text(manager, where)
    load("fleksjobledighed;Aabenraa;2023M03;9,9;;;;;x")
    page = page_text(manager, where)
    assert "Noget er ændret, siden rapporten blev sendt til godkendelse 1 tal er rettet" in page
    assert "Det er ikke med i rapporten. Send den tilbage, hvis det skal med." in page
    assert "9,8 % i marts 2023" in page
    assert "9,9 % i marts 2023" not in page
