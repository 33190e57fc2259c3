"""What is wrong with the terms of a demand, by field."""

from datetime import date
from decimal import Decimal

import pytest

from targets.planning.demands import FIELDS, complaints

EMPTY = dict.fromkeys(
    ("indicator", "limit", "tolerance", "comparator", "span", "deadline", "baseline_value", "baseline_period")
) | {"scope": "each", "baseline": "", "path": "", "path_start": None, "milestones": (), "tolerance_kind": "points"}
AT_MOST = EMPTY | {"rule": "at_most", "indicator": "fleksjobledighed", "area": "Aabenraa", "limit": Decimal(10)}
REDUCE = EMPTY | {"rule": "reduce", "indicator": "fleksjobledighed", "area": "Aabenraa", "baseline": "unknown"}
LINE = {"path": "linear", "path_start": date(2023, 1, 1), "deadline": date(2027, 1, 1)}
STEPS = {"path": "listed", "deadline": date(2027, 1, 1), "milestones": (("2025", Decimal(11)),)}
FROM_76 = {"baseline": "value", "baseline_value": Decimal("76.4")}


def fields_wrong(terms):
    return [field for field, _ in complaints(terms)]


@pytest.mark.parametrize(
    "terms",
    [
        AT_MOST,
        AT_MOST | LINE | FROM_76,
        AT_MOST | STEPS,
        AT_MOST | {"scope": "average", "span": "2021"},
        AT_MOST | {"tolerance": Decimal(0), "tolerance_kind": "percent"},
        REDUCE,
        REDUCE | FROM_76,
        REDUCE | {"baseline": "period", "baseline_period": "2021"},
        EMPTY | {"rule": "no_worse_than", "indicator": "x", "area": "Aabenraa", "comparator": "RAR Sydjylland"},
        EMPTY | {"rule": "milestone", "deadline": date(2022, 1, 1)},
        EMPTY | {"rule": "narrative"},
    ],
)
def test_whole_terms_have_no_complaint(terms):
    assert fields_wrong(terms) == []


@pytest.mark.parametrize(
    ("terms", "wrong"),
    [
        (AT_MOST | {"indicator": ""}, ["indicator"]),
        (AT_MOST | {"limit": None}, ["limit"]),
        (AT_MOST | {"tolerance": Decimal(-1)}, ["tolerance"]),
        (AT_MOST | {"limit": Decimal(0), "tolerance": Decimal(5), "tolerance_kind": "percent"}, ["tolerance_kind"]),
        (AT_MOST | {"scope": "sum"}, ["span"]),
        (AT_MOST | {"span": "2021"}, ["span"]),
        (AT_MOST | {"baseline": "value"}, ["baseline_value"]),
        (AT_MOST | {"baseline": "period"}, ["baseline_period"]),
        (AT_MOST | {"baseline_value": Decimal(3)}, ["baseline_value"]),
        (AT_MOST | {"baseline": "last_year", "baseline_period": "2021"}, ["baseline_period"]),
        (REDUCE | {"baseline": ""}, ["baseline"]),
        (AT_MOST | LINE | FROM_76 | {"deadline": None}, ["deadline"]),
        (AT_MOST | LINE | FROM_76 | {"path_start": None}, ["path_start"]),
        (AT_MOST | LINE, ["baseline_value"]),
        (AT_MOST | LINE | FROM_76 | {"path_start": date(2027, 1, 1)}, ["path_start"]),
        (AT_MOST | {"path_start": date(2023, 1, 1)}, ["path_start"]),
        (AT_MOST | STEPS | {"milestones": ()}, ["milestones"]),
        (AT_MOST | STEPS | {"path": ""}, ["milestones"]),
        (AT_MOST | STEPS | {"milestones": (("2027", Decimal(9)),)}, ["milestones"]),
        (EMPTY | {"rule": "no_worse_than", "indicator": "x", "area": "Aabenraa"}, ["comparator"]),
        (EMPTY | {"rule": "no_worse_than", "indicator": "x", "area": "Vejle", "comparator": "Vejle"}, ["comparator"]),
        (EMPTY | {"rule": "milestone"}, ["deadline"]),
        (AT_MOST | {"indicator": "", "limit": None, "scope": "end"}, ["indicator", "limit", "span"]),
    ],
)
def test_terms_that_lack_something_say_so_at_its_field(terms, wrong):
    assert fields_wrong(terms) == wrong


def test_milestone_in_the_deadlines_own_period_is_in_time():
    assert fields_wrong(AT_MOST | STEPS | {"milestones": (("2026", Decimal(9)), ("2026M12", Decimal(9)))}) == []


@pytest.mark.parametrize("rule", FIELDS)
def test_complaint_stands_at_a_field_the_rule_shows(rule):
    empty = EMPTY | {"rule": rule, "area": "Aabenraa", "scope": "average", "path": "linear"}
    assert set(fields_wrong(empty)) <= set(FIELDS[rule])
