"""A small group of citizens is told by no form of a report: page, paper, files, sentences, or two versions of it."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from aabenraa_plan.models import Role
from extracts.periods import parse
from initiatives.models import Outcome
from reports.models import Report
from reports.payload.canonical import canonical, sha256_of
from reports.payload.collecting import collect
from reports.workflow.actions import approve_report, draft_report, publish_report, reopen_report, submit_report
from targets.models import Goal, Plan
from targets.words import write_comment
from tests.cohorts import file_text
from tests.outcomes import loaded
from tests.reading import page_text
from tests.reports import at

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
STILL, SELF, OTHER, REST = (
    *("fortsat på kontant- eller uddannelseshjælp", "selvforsørgende"),
    *("på anden forsørgelse", "i øvrige målgrupper"),
)
WHERE = "/rapporter/bp21/2020Q2/{}/"
TABLES = ("hold", "indsatser", "aendringer", "loefter", "notater", "kilder", "overblik")


@pytest.fixture
def signer(users):
    return users[Role.APPROVER]


@pytest.fixture
def report(by):
    """KIK II serves a goal of the plan of 2021; goals 5 and 6 are missed in the second quarter of 2020."""
    drafted, texts = draft_report(plan=Plan.objects.get(slug="bp21"), quarter=parse("2020Q2"), by=by), {}
    for goal in Goal.objects.filter(plan__slug="bp21", code__in=("5", "6")):
        texts = {"happened": "x", "why": "x", "next_step": "x"}
        write_comment(goal=goal, quarter=drafted.when, texts=texts, seen=None, by=by)
    return drafted


def published(draft: Report, *, by, signer) -> Report:
    submitted = submit_report(report=draft, by=by)
    approved = approve_report(report=submitted, sha256=sha256_of(submitted.content), by=signer)
    return publish_report(report=approved, by=signer)


def in_reach(client, version: int) -> dict[str, str]:
    """Every form of a version, and it beside the one before."""
    where = WHERE.format(version)
    found = {where: page_text(client, where), "json": client.get(f"{where}rapport.json").content.decode()}
    pages = PdfReader(BytesIO(client.get(f"{where}rapport.pdf").content)).pages
    found["pdf"] = " ".join(" ".join(page.extract_text().split()) for page in pages)
    for table in TABLES:
        answer = client.get(where, {"hent": "csv", "tabel": table})
        found[table] = file_text(answer) if "csv" in answer["Content-Type"] else ""
    found["xlsx"] = file_text(client.get(where, {"hent": "xlsx"}))
    found["front"] = page_text(client, "/", plan="bp21")
    found["compare"] = page_text(client, "/rapporter/sammenlign/")
    return found


def test_report_says_the_same_whatever_the_hidden_figures_are(report):
    # As in the test of the live pages: 4 and 7 for 2 and 9, 79 and 9 for 81 and 7; every sum is as it was.
    before = canonical(collect(report, at(5)))
    assert "skjult" in before
    counts = {("tilgang", OTHER): 4, ("tilgang", REST): 7, ("start", OTHER): 79, ("start", REST): 9}
    loaded(*[f"KIK II;{cohort};31.08.2018;{kind};{count};;talt om;Egen" for (cohort, kind), count in counts.items()])
    assert canonical(collect(report, at(5))) == before


def test_no_form_of_a_published_report_tells_a_hidden_figure_or_what_was_written_of_it(report, by, signer, as_role):
    loaded(f"KIK II;tilgang;31.08.2018;{OTHER};3;;to flyttede;Optalt: tre borgere")
    published(report, by=by, signer=signer)
    for role in (Role.COMMITTEE, Role.ANALYST):
        found = in_reach(as_role(role), 1)
        assert "KIK II;Tilgang til og med 31. august 2018;31. august 2018;På anden forsørgelse;skjult;" in found["hold"]
        for place, text in found.items():
            assert "to flyttede" not in text and "tre borgere" not in text, place
        assert "På anden forsørgelse skjult" in found["pdf"] and "På anden forsørgelse skjult" in found[WHERE.format(1)]


def test_limit_of_today_does_not_change_what_is_published(report, by, signer, as_role, settings):
    published(report, by=by, signer=signer)
    before = in_reach(as_role(Role.COMMITTEE), 1)
    settings.SMALL_GROUP_BELOW = 200
    assert in_reach(as_role(Role.COMMITTEE), 1) == before


def test_group_that_became_small_is_not_told_by_two_versions_of_a_report(report, by, signer, as_role):
    lines = [f"KIK II;tilgang;31.12.2018;{kind};{count};;;x" for kind, count in ((STILL, 50), (SELF, 40), (REST, 12))]
    loaded(*lines)
    first = published(report, by=by, signer=signer)
    client = as_role(Role.COMMITTEE)
    assert "I øvrige målgrupper;12;" in in_reach(client, 1)["hold"]
    loaded(lines[2].replace(";12;", ";3;"))
    fresh = reopen_report(report=first, reason="Optalt igen.", by=signer)
    published(fresh, by=by, signer=signer)
    found = in_reach(client, 2)
    arrivals = [line for line in found["hold"].splitlines() if "Tilgang" in line and "31. december 2018" in line]
    # Of the 93 there are now the 3 could be worked out: 50 and 40 were seen in the first version.
    assert [line.split(";")[4] for line in arrivals] == ["skjult", "skjult", "skjult"]
    for place in ("json", "pdf", "hold", "aendringer", WHERE.format(2), "compare"):
        assert not re.search(r"\b93\b", found[place]), place
    assert "KIK II: opgørelse af borgere er ændret." in found["compare"]
    assert Outcome.objects.current().filter(persons=3).exists()
