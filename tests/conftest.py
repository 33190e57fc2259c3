"""Shared by the tests that need a database: reference data, one user per role, small files."""

import os
from io import StringIO

import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.test import TransactionTestCase
from playwright.sync_api import sync_playwright

from aabenraa_plan.models import Role, User
from extracts.actions import commit_upload, preview, receive_upload
from targets.planning.actions import add_goal, add_guidepost, add_target
from tests.browsing import CHROMIUM, FLAGS, PASSWORD, WIDE
from tests.kept_database import kept_database
from tests.ledgers import SICKNESS, close, load_ledger
from tests.plans import WORDS, new_draft, terms
from tests.walked import load_figures, places

# Playwright runs an event loop; Django would refuse the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

HEADER = "indikator;område;periode;værdi;tæller;nævner;foreløbig;bemærkning;kilde"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """The real hashing is slow on purpose; a test logs in often."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def nothing_kept(settings):
    """Pages are worked out anew at every look; the tests of what is kept turn this off."""
    nothing = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    settings.CACHES = {"default": nothing, "own": nothing, "shared": nothing}


@pytest.fixture(autouse=True)
def one_step_is_enough(settings):
    """Only the tests of second steps ask for one."""
    settings.MFA_REQUIRED = False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """All reference data, once, as `make run` loads it: each test rolls its own changes back, and one with
    a live server, which cannot, gets the whole database back as it was."""
    with django_db_blocker.unblock():
        call_command("load_plans", stdout=StringIO())
        kept = kept_database()
        bring_back = kept.__enter__()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: bring_back())
        yield
    with django_db_blocker.unblock():
        kept.__exit__(None, None, None)


@pytest.fixture
def users(db):
    password = make_password("x")
    roles = [role for role in Role if role != Role.SYSTEM]
    # In one statement, for nearly every test wants them.
    people = User.objects.bulk_create(User(username=role.value, role=role, password=password) for role in roles)
    return dict(zip(roles, people, strict=True))


@pytest.fixture
def analyst(users):
    return users[Role.ANALYST]


@pytest.fixture
def as_role(client, users):
    """Log the test client in as a role."""

    def log_in(role):
        client.force_login(users[role])
        return client

    return log_in


@pytest.fixture
def manager(as_role):
    """The test client, logged in as a manager."""
    return as_role(Role.MANAGER)


@pytest.fixture
def by(users):
    """The manager in whose name plans are changed."""
    return users[Role.MANAGER]


@pytest.fixture
def draft(db):
    """A plan that is not adopted, with nothing in it but what the next three put there."""
    return new_draft()


@pytest.fixture
def guidepost(draft):
    return add_guidepost(plan=draft, title="Unge", source="x", number=1, by=User.objects.system())


@pytest.fixture
def goal(guidepost):
    return add_goal(guidepost=guidepost, title="Flere unge i job", number=1, **WORDS, by=User.objects.system())


@pytest.fixture
def target(goal, by):
    return add_target(goal=goal, terms=terms(), by=by)


@pytest.fixture
def receive(analyst):
    """Receive lines of our own format (without the header) as a file; returns the upload."""

    def receive_lines(*lines, header=HEADER, name="udtræk.csv"):
        data = "\r\n".join([header, *lines]).encode()
        return receive_upload(data=data, file_name=name, by=analyst)

    return receive_lines


@pytest.fixture
def commit(analyst):
    def commit_received(upload, **options):
        return commit_upload(upload=upload, seen=preview(upload).digest, by=analyst, **options)

    return commit_received


@pytest.fixture
def load(receive, commit):
    """Receive lines and commit them; the file must be without errors."""

    def load_lines(*lines, **options):
        upload = receive(*lines, **options)
        assert not upload.errors, upload.errors
        return commit(upload)

    return load_lines


@pytest.fixture
def quarter(db):
    """The first quarter of 2023 of sickness benefit, booked and closed."""
    load_ledger(*SICKNESS)
    close(2023, 3)


@pytest.fixture(scope="session")
def chromium():
    assert CHROMIUM.exists(), "The browser tests need Chromium at /usr/bin/chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def site(live_server):
    """The site with its reference data and one user per role."""
    for role in Role:
        if role != Role.SYSTEM:
            User.objects.create_user(username=role.value, role=role, password=PASSWORD)
    return live_server.url


@pytest.fixture
def with_figures(site):
    """The site with figures, files and reports; returns what fills the addresses of `walked.py`."""
    load_figures()
    return places()


@pytest.fixture
def visit(chromium, site):
    """Log in as a role; the page fails the test on any console message that tells of an error."""
    contexts, complaints = [], []

    def log_in(role, viewport=WIDE):
        context = chromium.new_context(viewport=viewport, locale="da-DK")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda problem: complaints.append(str(problem)))
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.goto(site)
        page.get_by_label("Brugernavn").fill(role.value)
        page.get_by_label("Adgangskode").fill(PASSWORD)
        page.locator("main button[type=submit]").click()
        page.wait_for_url(f"{site}/")
        return page

    yield log_in
    for context in contexts:
        context.close()
    assert complaints == []
