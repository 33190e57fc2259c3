"""What is missing before the committee's next meeting, by whose turn it is; and the tasks of those who make reports."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from aabenraa_plan.models import Role, User
from budget.actions import reopen_month
from extracts.periods import parse
from reports.due.reporting import due_on
from reports.due.tasks import report_tasks
from reports.models import Meeting, Report
from reports.workflow.actions import draft_report
from targets.datacalendar.actions import set_responsible
from targets.models import Comment, Goal, Indicator, Plan
from tests.calendars import TODAY, only_goal_16
from tests.ledgers import SICKNESS, close, load_ledger
from tests.reading import text_of
from tests.reports import published_report, report_in_hand

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
IN_MAY = date(2023, 5, 10)
"""The quarter that ended last is the first of 2023: its figures of sickness benefit are booked by `quarter`."""
NOT_BEGUN = "Rapporten for 1. kvartal 2023 (Beskæftigelsesplan 2023-26) er ikke begyndt. Opret kladden."
BOOKED = "Budgettet for januar 2023, februar 2023 og marts 2023 er ikke lukket. Luk det, når forbruget er bogført."


@pytest.fixture
def bare(db):
    """The running plan without goals: no figure and no comment can be missing."""
    Goal.objects.filter(plan__slug="bp23").delete()


@pytest.fixture
def in_may(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *moment: IN_MAY)


def meeting(meets_on=date(2023, 6, 5), papers_due_on=date(2023, 5, 25)) -> Meeting:
    by = User.objects.get(username="leder")
    return Meeting.objects.create(meets_on=meets_on, papers_due_on=papers_due_on, made_by=by)


def turns(today=IN_MAY) -> dict[str, list[str]]:
    return {turn.who: [task.text for task in turn.tasks] for turn in due_on(today).turns}


# What is missing


def test_figures_are_asked_of_those_who_upload_them(by, load):
    only_goal_16()
    load("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    other = User.objects.create_user(username="anna", role=Role.ANALYST, first_name="Anna", last_name="Analytiker")
    # The surveys of 2024 (late) and 2025 (out 1 February 2026), both over by the end of the quarter.
    text = "2 tal skal indlæses, og 1 af dem er forsinket. Det gælder Tilfredse borgere (2024)."
    assert turns(TODAY)["Analytikere"] == [text]
    set_responsible(indicator=Indicator.objects.get(code="borgertilfredshed"), analyst=other)
    assert turns(TODAY)["Analytikere"] == [f"Anna Analytiker: {text}"]
    due = due_on(TODAY)
    assert (due.quarter.code, due.plan.slug, due.late) == ("2025Q4", "bp23", 1)


def test_figures_of_no_goal_are_not_missing_for_the_report(load, bare):
    load("ledighedsprocent;Aabenraa;2025M09;3,1;;;;;x")
    assert set(turns(TODAY)) == {"Ledere"}


def test_figures_of_a_later_period_are_not_missing_for_the_report(load):
    """A source that is out 14 days after the month: in March 2026 January is late, and no part of the last quarter."""
    Goal.objects.exclude(plan__slug="bp23", number=2).delete()
    Plan.objects.filter(slug="bp23").update(start=date(2025, 10, 1))
    Indicator.objects.filter(code="fleksjobledighed").update(lag_days=14)
    load(*(f"fleksjobledighed;Aabenraa;2025M{month};9;;;;;x" for month in (10, 11)))
    assert "1 tal skulle have været indlæst." in turns(date(2026, 3, 10))["Analytikere"][0]
    load("fleksjobledighed;Aabenraa;2025M12;9;;;;;x")
    assert set(turns(date(2026, 3, 10))) == {"Ledere"}


def test_comment_is_missing_until_it_says_what_happened_why_and_what_now(by):
    Goal.objects.filter(plan__slug="bp23").exclude(number=2).delete()
    missing = "Mål 2 («Lav fleksjobledighed») er ikke opfyldt. Skriv en kommentar for 1. kvartal 2023."
    assert turns()["Ledere"] == [missing, NOT_BEGUN]
    words = {"quarter": "2023Q1", "happened": "x", "made_by": by, "goal": Goal.objects.get(plan__slug="bp23", number=2)}
    half = Comment.objects.create(**words)
    assert turns()["Ledere"] == [missing, NOT_BEGUN]
    half.delete()
    Comment.objects.create(**words, why="x", next_step="x")
    assert turns()["Ledere"] == [NOT_BEGUN]


def test_months_of_the_budget_are_asked_for_until_they_are_booked_and_closed(bare, by):
    assert turns()["Analytikere"] == ["Forbruget for januar 2023, februar 2023 og marts 2023 er ikke indlæst."]
    load_ledger(*SICKNESS)
    assert turns()["Analytikere eller ledere"] == [BOOKED]
    close(2023, 3)
    assert set(turns()) == {"Ledere"}
    reopen_month(year=2023, month=3, by=by, reason="Fejl")
    assert turns()["Analytikere eller ledere"] == [
        "Budgettet for marts 2023 er ikke lukket. Luk det, når forbruget er bogført."
    ]


def test_year_without_a_budget_asks_for_no_months(bare):
    assert set(turns(TODAY)) == {"Ledere"}


@pytest.mark.parametrize(
    ("state", "who", "waits"),
    [
        ("draft", "Ledere", "er en kladde. Gør den færdig, og send den til godkendelse."),
        ("returned", "Ledere", "er sendt tilbage med en kommentar. Ret den, og send den igen."),
        ("submitted", "Godkendere", "venter på at blive læst og godkendt."),
        ("approved", "Godkendere", "er godkendt og kan udgives."),
    ],
)
def test_report_waits_for_whoever_has_the_next_step(state, who, waits, bare, quarter):
    report_in_hand(state, code="2023Q1")
    assert turns() == {who: [f"Rapporten for 1. kvartal 2023 (Beskæftigelsesplan 2023-26) {waits}"]}


def test_published_report_waits_for_nobody_until_a_version_2_begins(bare, quarter):
    published_report(code="2023Q1")
    assert turns() == {}
    report_in_hand(code="2023Q1", version=2)
    said = "Rapporten for 1. kvartal 2023, version 2 (Beskæftigelsesplan 2023-26) er en kladde."
    assert turns()["Ledere"][0].startswith(said)


def test_all_that_is_missing_is_late_once_the_papers_should_have_been_ready(bare, quarter, by):
    meeting()
    assert due_on(date(2023, 5, 25)).late == 0
    assert due_on(date(2023, 5, 26)).late == 1
    assert due_on(date(2023, 6, 5)).late == 1
    # After the meeting there is no next one.
    assert due_on(date(2023, 6, 6)).next_meeting is None


def test_plan_of_the_quarter_is_asked_about_and_not_the_one_that_has_begun_since(by):
    days = {"start": date(2027, 1, 1), "end": date(2031, 1, 1)}
    Plan.objects.create(slug="bp27", title="Plan 2027", guidepost_word="pejlemærke", source="x", **days)
    assert due_on(date(2027, 2, 1)).plan.slug == "bp23"
    assert due_on(date(2027, 5, 1)).plan.slug == "bp27"


def test_page_costs_the_same_at_one_and_at_three_rows(
    bare, by, django_assert_num_queries, django_assert_max_num_queries
):
    load_ledger(*SICKNESS)
    report_in_hand(code="2023Q1")
    meeting()
    with django_assert_max_num_queries(40) as first:
        due_on(IN_MAY)
    for month in (8, 9):
        meeting(date(2023, month, 5), date(2023, month, 1))
    close(2023, 2)
    for number in (2, 3):
        report_in_hand(code="2022Q4", version=number) if number == 2 else published_report(code="2022Q3")
    with django_assert_num_queries(len(first)):
        due_on(IN_MAY)


# The page


def test_page_says_first_how_much_is_missing_and_by_when(manager, bare, quarter, in_may):
    meeting()
    page = text_of(manager.get(reverse("reports_due")))
    assert "Materialet til mødet 5. juni 2023 skal være klar 25. maj: 1 ting mangler." in page
    assert f"Ledere ● Mangler {NOT_BEGUN}" in page
    assert "5. juni 2023 Materialet skal være klar 25. maj 2023" in page


def test_page_says_what_is_late_in_words(manager, bare, quarter, monkeypatch):
    meeting()
    monkeypatch.setattr(timezone, "localdate", lambda *moment: date(2023, 5, 30))
    page = text_of(manager.get(reverse("reports_due")))
    assert "skulle have været klar 25. maj: 1 ting mangler og er forsinket." in page
    assert f"✖ Forsinket {NOT_BEGUN}" in page


def test_page_without_a_meeting_says_so_and_how_to_write_one_in(as_role, bare, quarter, in_may):
    page = text_of(as_role(Role.APPROVER).get(reverse("reports_due")))
    assert "1 ting mangler til rapporten for 1. kvartal 2023. Der er ikke skrevet et møde ind" in page
    assert "Ingen kommende møder er skrevet ind. Skriv et møde ind" in page
    page = text_of(as_role(Role.ANALYST).get(reverse("reports_due")))
    assert "Ingen kommende møder er skrevet ind. Det gør en leder eller en godkender." in page
    assert "Skriv et møde ind" not in page


def test_page_where_nothing_is_missing_says_so(manager, bare, quarter, in_may):
    published_report(code="2023Q1")
    meeting()
    page = text_of(manager.get(reverse("reports_due")))
    assert "Materialet til mødet 5. juni 2023 er klar." in page
    assert "Intet mangler Rapporten for 1. kvartal 2023 er udgivet" in page
    assert "Se rapporten for 1. kvartal 2023 (udgivet)" in page


def test_page_shows_today_also_to_whoever_looks_back(manager):
    page = manager.get(reverse("reports_due"), {"som_set": "2026-01-31"}, follow=True)
    assert page.redirect_chain == [("/rapporter/frister/", 302)]
    assert "Fristerne vises, som de er i dag." in text_of(page)


def test_page_without_an_adopted_plan_says_so(manager):
    Plan.objects.update(is_draft=True, adopted_at=None, adopted_by=None)
    page = text_of(manager.get(reverse("reports_due")))
    assert "Ingen plan er vedtaget endnu, så der er ingen rapport at gøre klar." in page


# Meetings


def test_meeting_is_written_in_and_taken_out(manager, in_may):
    new = {"meets_on": "2023-06-05", "papers_due_on": "2023-05-25"}
    page = manager.post(reverse("meeting_new"), new, follow=True)
    assert "Mødet 5. juni 2023 er skrevet ind." in text_of(page)
    remove = reverse("meeting_remove", args=[Meeting.objects.get().pk])
    assert "Mødet 5. juni 2023 er slettet." in text_of(manager.post(remove, follow=True))
    assert "Mødet er allerede slettet." in text_of(manager.post(remove, follow=True))


@pytest.mark.parametrize(
    ("meets_on", "papers_due_on", "why"),
    [
        ("", "2023-05-25", "Skriv den dag, mødet holdes."),
        ("2023-05-09", "2023-05-01", "Mødet er holdt. Skriv et møde, der er i dag eller senere."),
        ("2023-06-05", "2023-06-06", "Materialet skal være klar senest på mødedagen."),
        ("2023-06-05", "torsdag", "Skriv en dato, fx 31.12.2026."),
        ("2023-07-03", "2023-06-20", "Mødet 3. juli 2023 er allerede skrevet ind."),
    ],
)
def test_bad_meeting_is_refused_with_what_was_typed(meets_on, papers_due_on, why, manager, in_may):
    meeting(date(2023, 7, 3), date(2023, 6, 20))
    page = manager.post(reverse("meeting_new"), {"meets_on": meets_on, "papers_due_on": papers_due_on})
    assert why in text_of(page)
    assert papers_due_on in page.content.decode()
    assert Meeting.objects.count() == 1


# «Dine opgaver»


def said(user, today=IN_MAY) -> list[str]:
    return [task.text for task in report_tasks(user, today)]


def test_manager_is_told_to_begin_the_last_quarters_report_and_of_one_sent_back(users):
    manager = users[Role.MANAGER]
    [task] = report_tasks(manager, IN_MAY)
    assert (task.text, task.urgency) == (NOT_BEGUN, "now")
    assert task.url == "/rapporter/ny/?plan=bp23&kvartal=2023Q1"
    report_in_hand("returned", code="2023Q1")
    [task] = report_tasks(manager, IN_MAY)
    assert task.text.endswith("er sendt tilbage med en kommentar. Ret den, og send den igen.")
    assert task.url == "/rapporter/bp23/2023Q1/1/"


def test_approver_is_told_what_to_read_but_not_of_their_own(users):
    approver = users[Role.APPROVER]
    assert said(approver) == []
    report = report_in_hand("submitted", code="2022Q4")
    report_in_hand("approved", code="2022Q3")
    assert [text.split(") ")[1] for text in said(approver)] == [
        *("venter på at blive læst og godkendt.", "er godkendt og kan udgives.")
    ]
    Report.objects.filter(pk=report.pk).update(submitted_by=approver)
    assert [text.split(") ")[1] for text in said(approver)] == ["er godkendt og kan udgives."]


@pytest.mark.parametrize("role", [Role.ANALYST, Role.COMMITTEE, Role.ADMINISTRATOR])
def test_others_have_no_tasks_about_reports(role, users):
    report_in_hand("submitted", code="2022Q4")
    assert said(users[role]) == []


def test_quarter_long_after_the_last_plan_asks_for_no_report(users):
    # The plan runs to 2026, and a report may be of the year after it.
    assert said(users[Role.MANAGER], date(2028, 1, 1)) != []
    assert said(users[Role.MANAGER], date(2028, 4, 1)) == []


def test_start_page_shows_the_tasks_about_reports(as_role):
    report_in_hand("submitted", code="2023Q1")
    page = text_of(as_role(Role.APPROVER).get("/"))
    assert "Dine opgaver ● Rapporten for 1. kvartal 2023 (Beskæftigelsesplan 2023-26) venter på" in page
    assert "er ikke begyndt. Opret kladden." in text_of(as_role(Role.MANAGER).get("/"))
    assert "Rapporten for 1. kvartal 2023" not in text_of(as_role(Role.ANALYST).get("/"))


def test_start_page_deadlines_and_the_draft_ask_for_the_same_comments(manager, users, load, in_may):
    """As the quarter ended: goal 2 was missed then and is met by April; the other way round, nobody asks."""
    Goal.objects.filter(plan__slug="bp23").exclude(number=2).delete()
    load("fleksjobledighed;Aabenraa;2023M03;10,5;;;;;x", "fleksjobledighed;Aabenraa;2023M04;9,5;;;;;x")
    report = draft_report(plan=Plan.objects.get(slug="bp23"), quarter=parse("2023Q1"), by=users[Role.MANAGER])
    pages = ["/", reverse("reports_due"), report.get_absolute_url()]
    link = 'href="/maal/bp23/2/kommentar/2023Q1/"'
    assert [page for page in pages if link not in manager.get(page).content.decode()] == []
    load("fleksjobledighed;Aabenraa;2023M03;9,5;;;;;x", "fleksjobledighed;Aabenraa;2023M04;10,5;;;;;x")
    assert [page for page in pages if link in manager.get(page).content.decode()] == []


def test_report_of_a_quarter_after_the_plan_asks_for_the_same_comments_everywhere(manager, users, load, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *moment: date(2027, 5, 10))
    Goal.objects.filter(plan__slug="bp23").exclude(number=2).delete()
    load("fleksjobledighed;Aabenraa;2027M03;10,5;;;;;x")
    report = draft_report(plan=Plan.objects.get(slug="bp23"), quarter=parse("2027Q1"), by=users[Role.MANAGER])
    link = 'href="/maal/bp23/2/kommentar/2027Q1/"'
    for page in ("/", "/planer/bp21/", reverse("reports_due"), report.get_absolute_url()):
        assert link in manager.get(page).content.decode(), page
