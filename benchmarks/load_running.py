"""Fifty people read and five save files at the same time: how long pages take, and whether each of them is right."""

import json
import random
import re
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from statistics import quantiles

from aabenraa_plan.audit.models import AuditEntry
from aabenraa_plan.models import Role, User
from benchmarks.load_cases import (
    FIRST_VALUE,
    MONTHS,
    OWN,
    PAUSE,
    READERS,
    SERIES,
    SHARED,
    UPLOADERS,
    lines_of,
    pages_for,
    values_in,
)
from benchmarks.visitors import MARK, Visitor, logged_in_at, served
from extracts.models import Upload, UploadStatus
from targets.models import Observation

SEED = 580
DATA = re.compile(r'<script id="chart-data"[^>]*>(.*?)</script>', re.S)
ROLES = [role for role in Role if role != Role.SYSTEM]
MOST_TRIES = 50


@dataclass
class Seen:
    """What the people met: milliseconds by page, and everything that was wrong."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)
    saved: int = 0
    tries: int = 0


def load(*, seconds: int, workers: int) -> dict:
    people = {role: made(role) for role in ROLES}
    seen = Seen()
    with served(workers) as site:
        visitors = [logged_in_at(site, people[ROLES[number % len(ROLES)]]) for number in range(READERS)]
        uploaders = [logged_in_at(site, made(Role.ANALYST, number)) for number in range(UPLOADERS)]
        for uploader, number in zip(uploaders, range(UPLOADERS), strict=True):
            save(uploader, number, FIRST_VALUE + number, seen)
        for visitor in visitors[: len(ROLES)]:
            read_all(visitor)
        together(visitors, uploaders, seen, time.monotonic() + seconds)
    return {"seconds": seconds, "workers": workers, "saved": seen.saved, "tries": seen.tries} | {
        "pages": {name: percentiles(times) for name, times in sorted(seen.times.items())},
        "wrong": seen.wrong + wrong_at_the_end(seen.saved),
    }


def made(role: Role, number: int = 0) -> User:
    name = f"load-{role.value}-{number}"
    return User.objects.get_or_create(username=name, defaults={"role": role})[0]


def read_all(visitor: Visitor):
    """Once, not timed: pieces of pages that are kept are there from then on, as they are on any working day."""
    for path in pages_for(visitor.role).values():
        visitor.get(path)


def together(visitors, uploaders, seen: Seen, until: float):
    threads = [
        threading.Thread(target=reads, args=(visitor, number, seen, until)) for number, visitor in enumerate(visitors)
    ]
    threads += [
        threading.Thread(target=saves, args=(visitor, number, seen, until)) for number, visitor in enumerate(uploaders)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def reads(visitor: Visitor, number: int, seen: Seen, until: float):
    chance, pages = random.Random(SEED + number), list(pages_for(visitor.role).items())
    while time.monotonic() < until:
        name, path = chance.choice(pages)
        try:
            read(visitor, name, path, seen)
        except OSError as problem:
            seen.wrong.append(f"{name}: {type(problem).__name__}")
        time.sleep(chance.uniform(*PAUSE))


def read(visitor: Visitor, name: str, path: str, seen: Seen):
    began = time.perf_counter()
    answer = visitor.get(path)
    seen.times[SERIES if name.startswith(SERIES) else name].append((time.perf_counter() - began) * 1000)
    if answer.status != 200:
        seen.wrong.append(f"{name} answers {answer.status} to the role {visitor.role}")
    elif name.startswith(SERIES) and not is_of_one_file(values_on(answer.text)):
        seen.wrong.append(f"{name} shows half a file: {values_on(answer.text)}")


def values_on(page: str) -> list[int]:
    """What the chart of the series has of the test."""
    found = DATA.search(page)
    traces = json.loads(found[1])["data"] if found else []
    return values_in(value for trace in traces for value in trace["y"])


def is_of_one_file(values: list[int]) -> bool:
    return len(values) >= len(MONTHS) and len(set(values)) == 1


def saves(visitor: Visitor, number: int, seen: Seen, until: float):
    value = FIRST_VALUE + number
    while time.monotonic() < until:
        value += UPLOADERS
        try:
            save(visitor, number, value, seen)
        except OSError as problem:
            seen.wrong.append(f"uploading: {type(problem).__name__}")


def save(visitor: Visitor, number: int, value: int, seen: Seen):
    """Upload a file and save it; where somebody else saved meanwhile, look again and save then."""
    answer = visitor.send("/udtraek/", f"belastning-{number}-{value}.csv", lines_of(number, value))
    if answer.status != 302:
        seen.wrong.append(f"an upload answers {answer.status}")
        return
    for _ in range(MOST_TRIES):
        mark = MARK.search(visitor.get(answer.location).text)
        if mark is None:
            seen.saved += 1
            return
        seen.tries += 1
        said = {"seen": mark[1], "accepted": "on", "reason": "Belastningsprøve"}
        if (status := visitor.post(f"{answer.location}gem/", said).status) != 302:
            seen.wrong.append(f"saving answers {status}")
            return
    seen.wrong.append(f"a file was not saved in {MOST_TRIES} tries")


def wrong_at_the_end(saved: int) -> list[str]:
    """Every file that was saved is there, and each figure is what the last one said."""
    uploads = Upload.objects.filter(file_name__startswith="belastning-", status=UploadStatus.COMMITTED)
    found = [] if uploads.count() == saved else [f"{saved} files were saved, {uploads.count()} are there"]
    logged = set(
        AuditEntry.objects.filter(object_id__in=uploads.values("pk"), content_type__model="upload").values_list(
            "object_id", flat=True
        )
    )
    found += [f"the log does not know of {upload}" for upload in uploads if upload.pk not in logged]
    last = uploads.order_by("committed_at").last()
    for number, code in enumerate(OWN):
        own = uploads.filter(file_name__startswith=f"belastning-{number}-").order_by("committed_at").last()
        found += not_of(own, code)
    return found + not_of(last, SHARED) + broken_histories()


def not_of(upload: Upload, code: str) -> list[str]:
    current = Observation.objects.current().filter(indicator__code=code, area__name="Aabenraa", period__in=MONTHS)
    values = {(int(fact.value), fact.upload_id) for fact in current}
    expected = {(int(upload.file_name.split("-")[2].removesuffix(".csv")), upload.pk)}
    return [] if values == expected and current.count() == len(MONTHS) else [f"{code} is {values}, not {expected}"]


def broken_histories() -> list[str]:
    """Each version of a figure ends where the next begins."""
    keys = defaultdict(list)
    rows = Observation.objects.filter(source="Belastning").order_by("recorded_at", "pk")
    for key, begun, ended in rows.values_list("indicator_id", "recorded_at", "superseded_at").iterator():
        keys[key].append((begun, ended))
    moments = {key: sorted(set(spans)) for key, spans in keys.items()}
    return [
        f"the versions of series {key} do not follow each other"
        for key, spans in moments.items()
        if [ended for _, ended in spans] != [*(begun for begun, _ in spans[1:]), None]
    ]


def percentiles(times: list[float]) -> dict:
    cuts = quantiles(times, n=20, method="inclusive") if len(times) > 1 else times * 20
    return {"count": len(times), "median": cuts[9], "p95": cuts[18]}
