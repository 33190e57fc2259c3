"""Measures the overview against an empty page: one process, one database.

Every time is that of a whole request through all middleware, by Django's test client, as a logged-in reader.
The cases are measured in turn, round after round, so that a busy moment of the machine meets them all.
"""

import gc
import re
from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median
from time import monotonic, perf_counter

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from aabenraa_plan.models import Role, User
from benchmarks.cases import ALL_CHANGED, CHANGED, EMPTY, FEWEST_ROUNDS, NOTHING_KEPT, SAVING, UNCHANGED
from benchmarks.changes import commit, figures_of
from targets.models import Plan

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


class WrongPage(Exception):
    """A page does not show what it must, so that its time says nothing."""


@dataclass
class Reader:
    """A logged-in reader, and what was measured with them: milliseconds and queries by case."""

    role: str
    client: Client
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    queries: dict[str, int] = field(default_factory=dict)

    def read(self, address: str) -> tuple[float, str]:
        """Milliseconds, and the page without its token of the moment."""
        began = perf_counter()
        response = self.client.get(address, secure=True)
        took = (perf_counter() - began) * 1000
        if response.status_code != 200:
            raise WrongPage(f"{address} answers {response.status_code} to the role {self.role}.")
        return took, TOKEN.sub("", response.content.decode())

    def time(self, case: str, address: str) -> str:
        took, page = self.read(address)
        self.times[case].append(took)
        return page

    def count(self, case: str, address: str):
        """How many queries the page takes; not timed, because listening costs time."""
        with CaptureQueriesContext(connection) as captured:
            self.read(address)
        self.queries[case] = len(captured)

    def measured(self) -> dict:
        return {
            case: {"ms": median(times), "rounds": len(times), "queries": self.queries.get(case)}
            for case, times in self.times.items()
        }


class Measuring:
    """The overview of the plan in force, its readers, and the changes that are made in between."""

    def __init__(self):
        today = timezone.localdate()
        plan = Plan.objects.filter(start__lte=today, end__gt=today).first() or Plan.objects.first()
        self.empty, self.overview = reverse("empty"), plan.get_absolute_url()
        self.readers = [Reader(role.value, logged_in(role)) for role in (Role.MANAGER, Role.APPROVER)]
        self.analyst = user_of(Role.ANALYST)
        self.figures = figures_of(plan)
        commit(self.figures, by=self.analyst)
        self.shown = self.one_that_shows()

    def one_that_shows(self):
        """A figure whose change is to be seen on the overview, so that an outdated page is found out."""
        reader = self.readers[0]
        for figure in self.figures:
            _, before = reader.read(self.overview)
            commit([figure], by=self.analyst)
            _, after = reader.read(self.overview)
            if after != before:
                return figure
        raise WrongPage("No change of a figure is to be seen on the overview.")

    def prepare(self, case: str) -> float:
        """Bring the site to where the case begins; returns how many milliseconds that took."""
        began = perf_counter()
        if case in (CHANGED, ALL_CHANGED):
            commit([self.shown] if case == CHANGED else self.figures, by=self.analyst)
        took = (perf_counter() - began) * 1000
        forget(shared=case == NOTHING_KEPT)
        gc.collect()
        return took

    def count_queries(self):
        for reader in self.readers:
            for case, address in ((EMPTY, self.empty), (UNCHANGED, self.overview)):
                reader.read(address)
                reader.count(case, address)
            for case in (CHANGED, ALL_CHANGED, NOTHING_KEPT):
                self.prepare(case)
                reader.count(case, self.overview)

    def round(self, reader: Reader, cases: list[str]):
        """Each page once more. The readings that are not timed bring the caches to where they are told to be."""
        _, before = reader.read(self.overview)
        gc.collect()
        reader.read(self.empty)
        reader.time(EMPTY, self.empty)
        if reader.time(UNCHANGED, self.overview) != before:
            raise WrongPage("The overview changed although no figure had.")
        for case in cases:
            took = self.prepare(case)
            after = reader.time(case, self.overview)
            if (after == before) != (case == NOTHING_KEPT):
                raise WrongPage("The overview does not show the figures as they are.")
            if case == CHANGED:
                reader.times[SAVING].append(took)
            before = after


def forget(*, shared: bool):
    """Empty what this process keeps in memory, as if it were another one that has not met the latest change;
    with `shared`, also what all processes share."""
    for name, cache in settings.CACHES.items():
        if shared or cache["BACKEND"].endswith("LocMemCache"):
            caches[name].clear()


def user_of(role: Role) -> User:
    user, _ = User.objects.get_or_create(username=f"measuring-{role.value}", defaults={"role": role})
    return user


def logged_in(role: Role) -> Client:
    client = Client()
    client.force_login(user_of(role))
    return client


def measure(*, rounds: int, changes: int, seconds: float) -> dict:
    """All rounds, or those that begin within the seconds; what is not judged only in the first third of them."""
    measuring, began = Measuring(), monotonic()
    measuring.count_queries()
    gc.disable()
    try:
        for number in range(rounds):
            spent = monotonic() - began
            if number >= FEWEST_ROUNDS and spent > seconds:
                break
            cases = [CHANGED] if number % max(1, rounds // changes) == 0 else []
            if cases and (number == 0 or spent < seconds / 3):
                cases += [ALL_CHANGED, NOTHING_KEPT]
            for reader in measuring.readers:
                measuring.round(reader, cases)
    finally:
        gc.enable()
    return {reader.role: reader.measured() for reader in measuring.readers}
