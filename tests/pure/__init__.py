"""Tests of the pure modules: no database, no models. Expected values are literals or worked by hand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import settings

from extracts.periods import parse
from targets.assessment import assess
from targets.derivation import Figure
from targets.spec import TargetSpec

bounded = settings(max_examples=80, deadline=None, derandomize=True, database=None)
"""For property tests: the same examples on every run, and few enough to run on every save."""
TODAY = date(2026, 6, 1)
OTHER = "RAR Sydjylland"


def figure(code, said) -> Figure:
    """`11.6`, `59/229`, or a state: `suppressed`, `not_available`."""
    period = parse(code)
    if "/" in said:
        return Figure(period, None, *map(Decimal, said.split("/")))
    return Figure(period, Decimal(said)) if said[-1].isdigit() else Figure(period, state=said)


def known(figures) -> dict:
    """`{code: text}` as the engine takes it: figures by period."""
    return {parse(code): figure(code, said) for code, said in figures.items()}


def spec(rule, **promised) -> TargetSpec:
    """A target; limits as text, periods as codes."""
    for name in {"limit", "tolerance", "baseline_value"} & promised.keys():
        promised[name] = Fraction(promised[name])
    for name in {"span", "baseline_period"} & promised.keys():
        promised[name] = parse(promised[name])
    return TargetSpec(rule, **promised)


def following(first, *texts) -> dict[str, str]:
    """Figures of the periods from a first one on, one after the other, as `{code: text}`."""
    return {parse(first).shifted(step).code: str(text) for step, text in enumerate(texts)}


def judge(rule, figures, *, today=TODAY, period=None, other=None, revisions=(), **promised):
    """Assess figures given as `{code: text}`; limits as text, periods as codes."""
    series = {"Aabenraa": known(figures), OTHER: known(other or {})}
    return assess(spec(rule, **promised), series, today, parse(period) if period else None, revisions)


def outcome(rule, figures, **promised):
    answer = judge(rule, figures, **promised)
    return answer.verdict, answer.reason
