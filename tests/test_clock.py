"""The clock: midnight where people are, the hour that comes twice, the turn of the year, a clock that is put back."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from aabenraa_plan.as_of import moment_of
from aabenraa_plan.models import Role
from aabenraa_plan.refusals import NotPossible
from budget.actions import close_months
from extracts.actions import receive_upload
from extracts.models import DataVersion
from extracts.periods import parse
from extracts.reverting import revert_upload
from reports.due.reporting import due_on
from reports.workflow.actions import draft_report
from targets.models import Observation, Plan
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
HERE = ZoneInfo("Europe/Copenhagen")
LINE = "borgertilfredshed;Aabenraa;2024;{};;;;;x"
# Clocks go from 03.00 to 02.00 on 25 October 2026: half past two comes twice, an hour apart.
FIRST_HALF_PAST_TWO = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
SECOND_HALF_PAST_TWO = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def long_ago(db):
    """The moment of a commit is never before the one of the last: the reference data was loaded just now."""
    DataVersion.objects.update(moment=datetime(2020, 1, 1, tzinfo=UTC))


def at(moment: datetime):
    return time_machine.travel(moment, tick=False)


def versions() -> list[Observation]:
    return list(Observation.objects.filter(indicator__code="borgertilfredshed", period="2024").order_by("pk"))


def figure_at(moment: datetime | None):
    found = Observation.objects.as_of(moment).filter(indicator__code="borgertilfredshed", period="2024")
    return [fact.value for fact in found]


# ——— The hour that comes twice, and the one that never comes


def test_two_commits_in_the_hour_that_comes_twice_keep_their_order(load):
    with at(FIRST_HALF_PAST_TWO):
        load(LINE.format(71))
    with at(SECOND_HALF_PAST_TWO):
        load(LINE.format(72))
    first, second = versions()
    assert (first.recorded_at, first.superseded_at) == (FIRST_HALF_PAST_TWO, SECOND_HALF_PAST_TWO)
    assert (second.recorded_at, second.superseded_at) == (SECOND_HALF_PAST_TWO, None)
    assert timezone.localtime(first.recorded_at).strftime("%H.%M") == "02.30"
    assert timezone.localtime(second.recorded_at).strftime("%H.%M") == "02.30"


def test_looking_back_into_the_hour_that_comes_twice_tells_the_two_apart(load, as_role):
    with at(FIRST_HALF_PAST_TWO):
        load(LINE.format(71))
    with at(SECOND_HALF_PAST_TWO):
        load(LINE.format(72))
    assert figure_at(moment_of("2026-10-25T02:45:00+02:00")) == [71]
    assert figure_at(moment_of("2026-10-25T02:45:00+01:00")) == [72]
    # Without saying which, the first one is meant.
    assert figure_at(moment_of("2026-10-25T02:45:00")) == [71]
    assert figure_at(moment_of("2026-10-25")) == [72]
    with at(datetime(2026, 11, 2, 12, tzinfo=UTC)):
        page = as_role(Role.ANALYST).get(
            f"{reverse('indicator', args=['borgertilfredshed'])}?{urlencode({'som_set': '2026-10-25T02:45:00+02:00'})}"
        )
    assert "25. oktober 2026 kl. 2.45" in text_of(page)


def test_moment_in_the_hour_that_is_skipped_is_the_one_after_it():
    # Clocks go from 02.00 to 03.00 on 29 March 2026.
    assert moment_of("2026-03-29T02:30:00").astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "end"),
    [
        ("2026-03-28", datetime(2026, 3, 28, 23, tzinfo=UTC)),
        ("2026-03-29", datetime(2026, 3, 29, 22, tzinfo=UTC)),  # 23 hours long
        ("2026-10-25", datetime(2026, 10, 25, 23, tzinfo=UTC)),  # 25 hours long
        ("2026-12-31", datetime(2026, 12, 31, 23, tzinfo=UTC)),
    ],
)
def test_day_ends_at_midnight_where_people_are(day, end):
    assert moment_of(day) == end - timedelta(microseconds=1)


# ——— Half past midnight, which is yesterday in UTC


@pytest.mark.parametrize(
    ("moment", "today"),
    [
        (datetime(2026, 7, 1, 0, 30, tzinfo=HERE), date(2026, 7, 1)),
        (datetime(2026, 6, 30, 23, 30, tzinfo=HERE), date(2026, 6, 30)),
        (datetime(2027, 1, 1, 0, 30, tzinfo=HERE), date(2027, 1, 1)),
    ],
)
def test_page_looks_back_to_the_day_that_it_is_here(moment, today, as_role):
    with at(moment):
        client = as_role(Role.MANAGER)
        page = client.get("/maalepunkter/", {"som_set": today.isoformat()})
        assert "er ikke nået endnu" not in text_of(page)
        page = client.get("/maalepunkter/", {"som_set": (today + timedelta(days=1)).isoformat()})
        assert "er ikke nået endnu" in text_of(page)


def test_quarter_can_be_reported_from_midnight_on(by):
    plan, quarter = Plan.objects.get(slug="bp23"), parse("2026Q1")
    with at(datetime(2026, 3, 31, 23, 59, 59, tzinfo=HERE)), pytest.raises(NotPossible, match="er ikke slut endnu"):
        draft_report(plan=plan, quarter=quarter, by=by)
    with at(datetime(2026, 4, 1, 0, 0, 1, tzinfo=HERE)):
        assert draft_report(plan=plan, quarter=quarter, by=by).quarter == "2026Q1"


def test_posting_of_half_past_midnight_is_taken_away_with_the_date_it_has_here(analyst, commit, as_role):
    header = "ydelse;konto;måned;netto;helårspersoner"
    moments = datetime(2023, 6, 12, 0, 30, tzinfo=HERE), datetime(2023, 7, 1, tzinfo=HERE)
    for persons, moment in zip((10, 11), moments, strict=True):
        data = f"{header}\nSygedagpenge;5.57.71;2023M05;{persons}00;{persons}".encode()
        with at(moment):
            commit(receive_upload(data=data, file_name="f.csv", by=analyst), accepted="Prøve")
    file = as_role(Role.MANAGER).get("/budget/afstemning/2023/", {"hent": "csv", "tabel": "efterposteringer"})
    assert "maj 2023;2023-06-12;10;11;1;" in file.content.decode("utf-8-sig")


def test_due_tasks_of_a_new_year_are_of_the_quarter_that_ended(as_role):
    assert due_on(date(2026, 12, 31)).quarter.code == "2026Q3"
    assert due_on(date(2027, 1, 1)).quarter.code == "2026Q4"
    with at(datetime(2026, 12, 31, 23, 30, tzinfo=HERE)):
        assert "4. kvartal 2026" not in text_of(as_role(Role.MANAGER).get(reverse("reports_due")))
    with at(datetime(2027, 1, 1, 0, 30, tzinfo=HERE)):
        assert "4. kvartal 2026" in text_of(as_role(Role.MANAGER).get(reverse("reports_due")))


def test_month_can_be_closed_from_midnight_on(quarter, as_role, by):
    with at(datetime(2023, 4, 30, 23, 30, tzinfo=HERE)):
        answer = as_role(Role.MANAGER).post(reverse("months_close", args=[2023]), {"through": 4}, follow=True)
    page = text_of(answer)
    assert "kan tidligst lukkes den 1. maj 2023" in page
    with at(datetime(2023, 5, 1, 0, 30, tzinfo=HERE)), pytest.raises(NotPossible, match="ikke bogført noget i april"):
        close_months(year=2023, through=4, by=by, today=timezone.localdate())


# ——— A clock that is put back


def test_commit_after_the_clock_was_put_back_comes_after_the_one_before(load, analyst):
    with at(datetime(2026, 5, 4, 12, tzinfo=UTC)):
        load(LINE.format(71))
    with at(datetime(2026, 5, 4, 11, tzinfo=UTC)):
        upload = load(LINE.format(72))
        step = revert_upload(upload=upload, by=analyst)
    moments = [datetime(2026, 5, 4, 12, tzinfo=UTC) + timedelta(microseconds=number) for number in range(3)]
    assert [(each.value, each.recorded_at, each.superseded_at) for each in versions()] == [
        (71, moments[0], moments[1]),
        (72, moments[1], moments[2]),
        (71, moments[2], None),
    ]
    assert (upload.committed_at, step.committed_at) == (moments[1], moments[2])
    assert DataVersion.objects.get().moment == moments[2]
    assert figure_at(None) == [71]


def test_words_said_after_the_clock_was_put_back_end_the_ones_before(as_role, quarter):
    client, where = as_role(Role.MANAGER), "/budget/2023/sygedagpenge/support/ordinaer/skoen/"
    with at(datetime(2026, 5, 4, 12, tzinfo=UTC)):
        client.post(where, {"method": "own", "amount": "71.500", "reason": "x"})
    with at(datetime(2026, 5, 4, 11, tzinfo=UTC)):
        client.post(where, {"method": "own", "amount": "72.500", "reason": "x"})
        page = text_of(client.get(where))
    assert "Eget skøn: 72.500 t.kr." in page
    assert "Eget skøn: 71.500 t.kr." in page
