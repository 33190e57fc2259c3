"""Readers' pages from a streaming replica: two servers of PostgreSQL, and two sites that share them."""

import re
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.db import connection

from aabenraa_plan.models import Role, User
from extracts.actions import commit_upload, preview, receive_upload
from extracts.models import Upload
from scripts.postgres import free_port, streaming_replica
from tests.conftest import HEADER
from tests.killing import copied, in_use
from tests.two_sites import Visitor, site_on, wait_until

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.once]
PASSWORD = "hund kat 4711 cykel"
OVERVIEW, EARLIER_PLAN, HEALTH = "/", "/planer/bp21/", "/sundhed/"
HELP = "kontant-uddannelseshjaelp;Aabenraa;2021M12;{};;;;;x"

TAGS = re.compile(r"<[^>]*>")


@dataclass
class Pair:
    """Two sites over one primary; both read from its replica."""

    one: str
    two: str
    primary: str
    replica: str


@pytest.fixture(scope="module")
def served_pair(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("followed")
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        name = stack.enter_context(copied("followed", folder))
        with in_use(name):
            for role in (Role.ANALYST, Role.MANAGER, Role.COMMITTEE):
                User.objects.create_user(username=role.value, role=role)
            primary = "postgres://{USER}@{HOST}:{PORT}/{NAME}".format(**connection.settings_dict)
        replica = stack.enter_context(following(primary))
        asked = {"DATABASE_REPLICA_URL": replica, "REPLICA_MAX_LAG": "3600"}
        one, two = (stack.enter_context(site_on(primary, **asked)) for _ in range(2))
        yield name, Pair(one, two, primary, replica)


@contextmanager
def following(primary: str):
    with streaming_replica(primary) as address:
        yield address.rpartition("/")[0] + urlsplit(primary).path


@pytest.fixture
def pair(served_pair, db):
    name, found = served_pair
    with in_use(name):
        yield found
        resumed(found)


def answer(replica: str, statement: str):
    with psycopg2.connect(replica) as session, session.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def paused(pair: Pair):
    """From here on the replica stays where it is."""
    caught_up(pair)
    answer(pair.replica, "SELECT 1 FROM (SELECT pg_wal_replay_pause()) AS done")
    wait_until(lambda: answer(pair.replica, "SELECT pg_get_wal_replay_pause_state()") == "paused", "the replay stands")


def resumed(pair: Pair):
    answer(pair.replica, "SELECT 1 FROM (SELECT pg_wal_replay_resume()) AS done")
    caught_up(pair)


def caught_up(pair: Pair):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_lsn()")
        written = cursor.fetchone()[0]
    question = f"SELECT pg_last_wal_replay_lsn() >= '{written}'::pg_lsn"
    wait_until(lambda: answer(pair.replica, question), "the replica follows")


def saved(line: str):
    """A figure saved by somebody else, on the primary."""
    by = User.objects.get(username=Role.ANALYST.value)
    upload = receive_upload(data=f"{HEADER}\r\n{line}".encode(), file_name="a.csv", by=by)
    assert not upload.errors, upload.errors
    commit_upload(upload=upload, seen=preview(upload).digest, by=by, accepted="Trykt sådan")


def satisfaction(value: int):
    saved(f"borgertilfredshed;Aabenraa;2023;{value};;;;;x")


def shown(reader: Visitor) -> int | None:
    """The satisfaction on the overview."""
    response = reader.get(OVERVIEW)
    assert response.status_code == 200
    found = re.search(r"(\d+)\s%\si\s2023", TAGS.sub("", response.text))
    return int(found[1]) if found else None


def uploads(analyst: Visitor, value: int):
    """Through the pages of the site, as anyone would."""
    data = f"{HEADER}\r\nborgertilfredshed;Aabenraa;2023;{value};;;;;x".encode()
    place = analyst.post("/udtraek/", files={"file": ("a.csv", data)}).headers["Location"]
    form = {"seen": analyst.seen(place), "accepted": "on", "reason": "Trykt sådan"}
    assert analyst.post(f"{place}gem/", form).status_code == 302


def test_figure_written_through_one_site_is_read_through_the_other_from_the_replica(pair):
    uploads(Visitor(pair.one, "analytiker"), 81)
    caught_up(pair)
    reader = Visitor(pair.two, "leder")
    assert shown(reader) == 81
    paused(pair)
    satisfaction(82)
    # Only somebody who reads from the replica is still shown the earlier figure.
    assert shown(reader) == 81
    resumed(pair)
    assert shown(reader) == 82


def test_own_figure_is_shown_at_once_however_far_behind_the_replica_is(pair):
    analyst, other = Visitor(pair.one, "analytiker"), Visitor(pair.one, "leder")
    satisfaction(70)
    paused(pair)
    uploads(analyst, 71)
    assert (shown(analyst), shown(other)) == (71, 70)
    resumed(pair)
    assert (shown(analyst), shown(other)) == (71, 71)


def test_page_is_never_kept_under_a_version_that_its_figures_do_not_have(pair):
    """The manager's page comes from the replica and is kept; the analyst, who has written, is on the primary."""
    saved(HELP.format(601))
    paused(pair)
    saved(HELP.format(723))
    reader, writer = Visitor(pair.two, "leder"), Visitor(pair.two, "analytiker")
    writer.post("/udtraek/", files={"file": ("a.csv", b"")})
    assert [figure_in(each) for each in (reader, writer, reader, writer)] == [601, 723, 601, 723]
    resumed(pair)
    # Nor does the earlier page come back: in this process's memory, or from the table both sites share.
    assert [figure_in(Visitor(site, "leder")) for site in (pair.two, pair.one)] == [723, 723]


def figure_in(reader: Visitor) -> int:
    return next(number for number in (601, 723) if f"{number} " in reader.get(EARLIER_PLAN).text)


def test_working_page_shows_what_is_on_the_primary(pair):
    paused(pair)
    satisfaction(64)
    newest = Upload.objects.latest("pk")
    assert Visitor(pair.two, "analytiker").get(f"/udtraek/{newest.pk}/").status_code == 200


def test_session_ended_through_one_site_is_ended_at_the_other(pair):
    here, there = Visitor(pair.one, "udvalg"), Visitor(pair.two)
    there.cookies = here.cookies
    paused(pair)
    assert there.get(OVERVIEW).status_code == 200
    assert here.post("/log-ud/").status_code == 302
    response = there.get(OVERVIEW)
    assert (response.status_code, response.headers["Location"]) == (302, "/log-ind/?next=/")


def test_failed_sign_ins_are_counted_by_both_sites_together(pair, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    for name in ("ida", "egon"):
        User.objects.create_user(username=name, role=Role.MANAGER, password=PASSWORD)
    guests = [Visitor(site) for site in (pair.one, pair.two)]
    for turn in range(6):
        guests[turn % 2].post("/log-ind/", {"login": "ida", "password": "forkert"})
    right = {"login": "ida", "password": PASSWORD}
    assert [guest.post("/log-ind/", right).status_code == 302 for guest in guests] == [False, False]
    assert guests[0].post("/log-ind/", {"login": "egon", "password": PASSWORD}).status_code == 302


def test_replica_too_far_behind_is_not_read_and_monitoring_is_told(pair):
    satisfaction(50)
    with site_on(pair.primary, DATABASE_REPLICA_URL=pair.replica, REPLICA_MAX_LAG="4") as site:
        reader = Visitor(site, "leder")
        wait_until(lambda: reader.get(HEALTH).json()["checks"]["replica"], "the replica is as it should be")
        paused(pair)
        satisfaction(51)
        wait_until(lambda: shown(reader) == 51, "the reader is shown what the primary has")
        assert reader.get(HEALTH).json()["checks"]["replica"] is False
        assert reader.get("/sundhed/klar/").status_code == 200


def test_replica_that_stops_takes_no_page_with_it(pair):
    satisfaction(40)
    with ExitStack() as site_alone:
        with following(pair.primary) as replica:
            site = site_alone.enter_context(site_on(pair.primary, DATABASE_REPLICA_URL=replica))
            reader = Visitor(site, "leder")
            assert shown(reader) == 40
        # Right after it is gone: the site still believes it is there.
        pages = (OVERVIEW, "/budget/", EARLIER_PLAN, "/rapporter/")
        assert [reader.get(page).status_code for page in pages] == [200, 200, 200, 200]
        uploads(Visitor(site, "analytiker"), 41)
        assert shown(reader) == 41


def test_replica_that_is_not_there_from_the_start_is_done_without(pair):
    satisfaction(42)
    nobody = pair.replica.replace(str(urlsplit(pair.replica).port), str(free_port()))
    with site_on(pair.primary, DATABASE_REPLICA_URL=nobody) as site:
        assert shown(Visitor(site, "leder")) == 42


def test_replica_that_was_made_a_primary_of_its_own_is_not_read_any_more(pair):
    satisfaction(43)
    with following(pair.primary) as replica, site_on(pair.primary, DATABASE_REPLICA_URL=replica) as site:
        reader = Visitor(site, "leder")
        wait_until(lambda: reader.get(HEALTH).json()["checks"]["replica"], "the replica is as it should be")
        assert answer(replica, "SELECT pg_promote()") is True
        assert reader.get(HEALTH).json()["checks"]["replica"] is False
        satisfaction(44)
        assert shown(reader) == 44


def test_primary_named_as_its_own_replica_is_not_read_as_one(pair):
    with site_on(pair.primary, DATABASE_REPLICA_URL=pair.primary) as site:
        reader = Visitor(site, "leder")
        assert reader.get(OVERVIEW).status_code == 200
        assert reader.get(HEALTH).json()["checks"]["replica"] is False
