"""Every regular expression of ours ends quickly, whatever it is given."""

import importlib
import pkgutil
import re
import time
from fractions import Fraction

from extracts.cpr import holds_cpr

PACKAGES = ("aabenraa_plan", "extracts", "targets", "budget", "initiatives", "reports")
LONG = 5_000
# What makes careless patterns go back and forth: long rows of one kind, and an end that does not fit.
PIECES = ("0", "1 ", "a", " ", "-", ".", ":", "1.", "0-", "a.", "æ", "\t", "=", "(", "_", "0a", "1.234,", "kr")
HOSTILE = [piece * (LONG // len(piece)) + end for piece in PIECES for end in ("", "!")]
CARELESS = re.compile(r".*?-*\btotal")
"""Takes the length squared."""
MOST = Fraction(1, 3)
"""Of the time that the careless one takes on this machine."""


def names_of_modules():
    for package in map(importlib.import_module, PACKAGES):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations." not in found.name and not found.name.endswith(".wsgi"):
                yield found.name


def patterns() -> dict[str, re.Pattern]:
    found = {}
    for name in names_of_modules():
        module = importlib.import_module(name)
        for constant, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                found.setdefault(value.pattern, (f"{name}.{constant}", value))
    return dict(found.values())


def slowest(ask) -> float:
    worst = 0.0
    for text in HOSTILE:
        began = time.process_time()
        ask(text)
        worst = max(worst, time.process_time() - began)
    return worst


def test_every_pattern_ends_quickly_on_a_hostile_cell():
    found = patterns()
    assert len(found) > 20
    times = {name: max(slowest(pattern.match), slowest(pattern.fullmatch)) for name, pattern in found.items()}
    most = MOST * Fraction(slowest(CARELESS.fullmatch))
    assert {name: round(seconds, 2) for name, seconds in times.items() if seconds > most} == {}


def test_search_for_cpr_numbers_ends_quickly_on_a_hostile_cell():
    assert slowest(holds_cpr) < MOST * Fraction(slowest(CARELESS.fullmatch))


def test_careless_pattern_would_be_found():
    """It is far slower than the slowest of ours, so the limit between them has room."""
    assert slowest(CARELESS.fullmatch) > 10 * slowest(re.compile(r"[^x]*total").fullmatch)
