"""People at a running site: so many at a time, each asking for the next page as soon as the last has come."""

import http.client
import re
import secrets
import threading
from dataclasses import dataclass
from statistics import quantiles
from time import monotonic, perf_counter
from urllib.parse import urlencode

HOST = "testserver"
SECONDS = 120
HEAD = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
SEEN = re.compile(r'name="seen" value="([^"]*)"')


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


@dataclass(frozen=True)
class Visitor:
    """A logged-in browser at a port of the loopback."""

    port: int
    session: str

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> http.client.HTTPResponse:
        token = secrets.token_hex(16)
        headers = {"Host": HOST, "X-Forwarded-Proto": "https", "Origin": f"https://{HOST}", "X-CSRFToken": token}
        headers |= {"Cookie": f"sessionid={self.session}; csrftoken={token}"} | ({"Content-Type": kind} if kind else {})
        through = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            through.request(method, path, body, headers)
            answer = through.getresponse()
            answer.body = answer.read()
            return answer
        finally:
            through.close()

    def read(self, path: str) -> str:
        answer = self.ask("GET", path)
        if answer.status != 200:
            raise WrongAnswer(f"{path} answers {answer.status}.")
        return answer.body.decode(errors="replace")

    def upload(self, data: bytes) -> tuple[float, float]:
        """Seconds until the preview of a file is there, and until it is saved."""
        began = perf_counter()
        form = HEAD + data + b"\r\n--cut--\r\n"
        place = self.ask("POST", "/udtraek/", form, "multipart/form-data; boundary=cut").getheader("Location")
        page = self.read(place)
        checked = perf_counter()
        answers = {"seen": SEEN.search(page)[1], "accepted": "on", "reason": "Made for measuring"}
        saved = self.ask("POST", f"{place}gem/", urlencode(answers).encode(), "application/x-www-form-urlencoded")
        if saved.status != 302:
            raise WrongAnswer(f"Saving a file answers {saved.status}.")
        return checked - began, perf_counter() - checked


def pace_of(visitors: list[Visitor], path: str, *, seconds: float) -> Pace:
    """All of them at once. The first reading of each is not timed: it fills what is kept."""
    for visitor in visitors:
        visitor.read(path)
    times, problems, until = [], [], monotonic() + seconds

    def visit(visitor: Visitor):
        try:
            while monotonic() < until:
                began = perf_counter()
                visitor.read(path)
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
