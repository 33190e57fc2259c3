"""A process killed while a report is submitted, approved or published leaves it before the step, or after it."""

import random
import subprocess
import sys
import time
from dataclasses import dataclass
from signal import SIGKILL
from statistics import median
from unittest.mock import patch

import psutil
import pytest

from extracts import changes
from extracts.models import DataVersion
from extracts.periods import parse
from reports.models import Report, ReportStep
from reports.payload.canonical import sha256_of
from reports.workflow import actions
from reports.workflow.actions import approve_report, draft_report, publish_report, submit_report
from targets.models import Goal, Plan
from targets.words import write_comment
from tests.killing import Apart, at_once, copied, in_use, own_database, seconds_taken
from tests.reports import approver, submitter
from tests.test_killed import ALL, NOTHING, assert_sound, dies

pytestmark = pytest.mark.django_db
SEED = 581
AFTERWARDS = 1.15
MOST_SECONDS_OF_A_CHILD = 10
TEXTS = {"happened": "Flere blev ledige.", "why": "En aftale udløb.", "next_step": "12 pladser oprettes."}


@pytest.fixture(scope="module")
def begun(django_db_setup, django_db_blocker, tmp_path_factory):
    """A database with the report of the plan of 2021 on the second quarter of 2020, still a draft."""
    with django_db_blocker.unblock(), copied("begun", tmp_path_factory.mktemp("begun")) as name:
        with in_use(name):
            draft_with_comments()
        yield name


def draft_with_comments():
    draft_report(plan=Plan.objects.get(slug="bp21"), quarter=parse("2020Q2"), by=submitter())
    for code in ("5", "6"):
        goal = Goal.objects.get(plan__slug="bp21", code=code)
        write_comment(goal=goal, quarter=parse("2020Q2"), texts=TEXTS, seen=None, by=submitter())
    approver()


@pytest.fixture
def report(begun, db, monkeypatch):
    # Nobody listens to what is saved, so that the time of a step is its own.
    monkeypatch.setattr(changes, "LISTENERS", [])
    with in_use(begun):
        yield Report.objects.get()


def submitting(report: Report):
    by = submitter()
    return lambda: submit_report(report=report, by=by).state


def approving(report: Report):
    submitting(report)()
    report, by = Report.objects.get(), approver()
    return lambda: approve_report(report=report, sha256=sha256_of(report.content), by=by).state


def publishing(report: Report):
    approving(report)()
    report, by = Report.objects.get(), approver()
    return lambda: publish_report(report=report, by=by).state


@dataclass(frozen=True)
class Picture:
    """Everything that a step of a report may touch."""

    report: dict
    log: list[tuple]
    version: int


def picture() -> Picture:
    return Picture(
        Report.objects.values().get(), list(ReportStep.objects.order_by("pk").values_list()), DataVersion.now()
    )


STEPS = {"submitted": (submitting, 6), "approved": (approving, 6), "published": (publishing, 40)}


@pytest.mark.long
@pytest.mark.parametrize("ends", STEPS)
def test_report_whose_step_is_killed_at_any_moment_stands_before_it_or_after_it(ends, report, tmp_path):
    prepare, kills = STEPS[ends]
    with own_database("prepared", tmp_path):
        act = prepare(report)
        seconds = median(timed(act, tmp_path) for _ in range(3))
        chance = random.Random(SEED)
        moments = sorted((chance.uniform(0, seconds * AFTERWARDS) for _ in range(kills)), reverse=True)
        print(f"Killed after these seconds, of {seconds} that it takes: {moments}")
        left = [left_by_kill(act, moment, ends, tmp_path) for moment in moments]
    print({each: left.count(each) for each in (NOTHING, ALL)})
    assert NOTHING in left


def timed(act, folder) -> float:
    with own_database("timed", folder):
        return seconds_taken(act)


def left_by_kill(act, moment: float, ends: str, folder) -> str:
    """What the kill left, after which the same step does all of it."""
    with own_database("killed", folder):
        before, apart = picture(), Apart(act)
        setters = killed_with_its_children(apart, moment)
        assert_ended(setters)
        left = what_is_left(before, ends)
        if left == NOTHING:
            assert at_once(act) == [ends]
            assert what_is_left(before, ends) == ALL
        return left


def killed_with_its_children(apart: Apart, after: float) -> list[psutil.Process]:
    """Kill it so many seconds later; gives the processes that it had started by then."""
    apart.let_go()
    time.sleep(after)
    children = psutil.Process(apart.process.pid).children(recursive=True)
    apart.process.kill()
    apart.found_dead()
    return children


def assert_ended(children: list[psutil.Process]):
    _, alive = psutil.wait_procs(children, timeout=MOST_SECONDS_OF_A_CHILD)
    assert alive == [], "Whoever sets the PDF goes on after the one that asked for it was killed."


def what_is_left(before: Picture, ends: str) -> str:
    assert_sound()
    after = picture()
    if after == before:
        return NOTHING
    assert after.version == before.version + 1
    assert after.report["state"] == ends
    assert after.log[:-1] == before.log
    logged = ReportStep.objects.order_by("pk").last()
    assert (logged.kind, logged.sha256) == (ends, sha256_of(after.report["content"]))
    if ends == "published":
        assert_published(after.report)
    return ALL


def assert_published(row: dict):
    pdf = bytes(row["pdf"])
    assert (pdf[:5], pdf.rstrip()[-5:]) == (b"%PDF-", b"%%EOF")
    assert (row["pdf_sha256"], row["sha256"]) == (sha256_of(pdf), sha256_of(row["content"]))
    assert row["published_at"]
    assert row["published_by_id"] == row["approved_by_id"] == approver().pk


# Before the content is signed, when the PDF is there but not yet saved, and when all is saved but the log.
LAST_WORDS = [
    ("submitted", actions, "collect"),
    ("approved", actions, "log"),
    ("published", actions, "published_content"),
    ("published", actions, "sha256_of"),
    ("published", actions, "log"),
]


@pytest.mark.long
@pytest.mark.parametrize(("ends", "where", "name"), LAST_WORDS)
def test_report_whose_step_dies_between_two_writes_stands_before_it(ends, where, name, report, tmp_path):
    with own_database("dying", tmp_path):
        act = STEPS[ends][0](report)
        before = picture()
        with patch.object(where, name, dies):
            Apart(act).dies()
        assert what_is_left(before, ends) == NOTHING
        assert at_once(act) == [ends]
        assert what_is_left(before, ends) == ALL


def test_setting_a_pdf_that_is_never_done_ends_by_itself():
    endless = "from reports.pdf import setting; setting.give_up_after(1)\nwhile True: pass"
    assert subprocess.run([sys.executable, "-c", endless], timeout=20, check=False).returncode == -SIGKILL
