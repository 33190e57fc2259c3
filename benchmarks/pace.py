"""How quick a running site is: so many people at a time, each asking for the next page as soon as the last has come."""

import threading
from dataclasses import dataclass
from statistics import quantiles
from time import monotonic, perf_counter

from benchmarks.visitors import MARK, Visitor


class WrongAnswer(Exception):
    """A site does not answer as it must, so that its time says nothing."""


@dataclass(frozen=True)
class Pace:
    """What came of asking for one page for some seconds."""

    pages_a_second: float
    median_ms: float
    p95_ms: float

    def told(self) -> str:
        return f"{self.pages_a_second:.1f}/s · {self.median_ms:.0f} ms · {self.p95_ms:.0f} ms"


def read(visitor: Visitor, path: str) -> str:
    answer = visitor.get(path)
    if answer.status != 200:
        raise WrongAnswer(f"{path} answers {answer.status}.")
    return answer.text


def upload(visitor: Visitor, data: bytes) -> tuple[float, float]:
    """Seconds until the preview of a file is there, and until it is saved."""
    began = perf_counter()
    place = visitor.send("/udtraek/", "a.csv", data).location
    page = read(visitor, place)
    checked = perf_counter()
    said = {"seen": MARK.search(page)[1], "accepted": "on", "reason": "Made for measuring"}
    saved = visitor.post(f"{place}gem/", said)
    if saved.status != 302:
        raise WrongAnswer(f"Saving a file answers {saved.status}.")
    return checked - began, perf_counter() - checked


def pace_of(visitors: list[Visitor], path: str, *, seconds: float) -> Pace:
    """All of them at once. The first reading of each is not timed: it fills what is kept."""
    for visitor in visitors:
        read(visitor, path)
    times, problems, until = [], [], monotonic() + seconds

    def visit(visitor: Visitor):
        try:
            while monotonic() < until:
                began = perf_counter()
                read(visitor, path)
                times.append((perf_counter() - began) * 1000)
        except (WrongAnswer, OSError) as problem:
            problems.append(problem)

    began = monotonic()
    threads = [threading.Thread(target=visit, args=(visitor,)) for visitor in visitors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise WrongAnswer(str(problems[0]))
    parts = quantiles(times, n=20, method="inclusive")
    return Pace(len(times) / (monotonic() - began), parts[9], parts[18])
