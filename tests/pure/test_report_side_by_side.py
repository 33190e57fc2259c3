"""Two reports in pairs: nothing of either is lost, and what is only in one stands alone."""

from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st

from reports.comparing.side_by_side import OTHER_PLANS, SAME, goal_pairs, lead, money_pairs
from tests.payload_goals import goal, guidepost, met_goal, percent, target
from tests.payload_money import budget, money_row


def report(*goals, plan="bp23", money=None) -> dict:
    return {
        "plan": {"slug": plan},
        "guideposts": [asdict(guidepost(*goals))],
        "budget": asdict(money) if money else None,
    }


def told(kind, where, section="Mål") -> dict:
    return {"kind": kind, "where": where, "section": section}


def test_goal_in_one_report_only_stands_alone_and_the_earlier_ones_come_last():
    pairs = goal_pairs(report(met_goal()), report(goal()))
    assert [(pair.code, pair.before is None, pair.after is None) for pair in pairs] == [
        ("2", True, False),
        ("1", False, True),
    ]
    assert not any(pair.turned for pair in pairs)


def test_parts_of_a_goal_are_paired_by_their_place():
    one, two = target(title="A"), target(title="B", number=percent("5"))
    pairs = goal_pairs(report(goal(targets=[one])), report(goal(targets=[one, two])))
    assert [(pair.part, pair.before and pair.before["title"]) for pair in pairs] == [("A", "A"), ("B", None)]


def test_lines_of_the_budget_are_paired_by_name_with_the_sums_last():
    lines = [money_row(name="I alt", is_total=True), money_row(name="Fleksjob")]
    before, after = budget(support=lines, effort=[]), budget(support=[money_row(), lines[0]], effort=[])
    [(label, pairs)] = money_pairs(report(money=before), report(money=after))
    assert label == "Forsørgelse"
    assert [(pair.name, pair.before is None, pair.after is None) for pair in pairs] == [
        ("Sygedagpenge", True, False),
        ("Fleksjob", False, True),
        ("I alt", False, False),
    ]


def test_budget_in_one_report_only_is_not_paired():
    assert money_pairs(report(money=budget()), report()) == []


def test_budget_that_has_no_lines_is_not_paired():
    """A year of which only the committee's frame is known."""
    assert money_pairs(report(money=budget(support=[], effort=[])), report(money=budget())) == []


def test_lead_counts_what_was_turned_renewed_and_corrected():
    turned = [told("standing", f"Mål {number}") for number in (2, 5, 6)]
    money = [told("budget", "Fleksjob", "Budget"), told("budget", "Fleksjob", "Budget")]
    found = [*turned, told("figure", "Mål 2"), told("revised", "Mål 3"), *money]
    assert lead(report(), report(), found) == (
        "3 mål har skiftet status (mål 2, 5 og 6), 1 mål har fået nyere tal, 1 mål har fået rettet tal, "
        "og 1 budgetlinje er ændret."
    )
    assert lead(report(), report(), [told("comment", "Mål 2")]) == "Ingen mål har skiftet status."
    assert lead(report(), report(), []) == SAME
    assert lead(report(), report(plan="bp21"), []) == OTHER_PLANS


CODES = st.lists(st.sampled_from(["1", "2", "3", "4"]), unique=True)


@given(CODES, CODES)
def test_every_goal_of_either_report_is_in_exactly_one_pair(before, after):
    pairs = goal_pairs(*(report(*(goal(code=code) for code in codes)) for codes in (before, after)))
    assert sorted(pair.code for pair in pairs) == sorted({*before, *after})
    assert [pair.code for pair in pairs if pair.before] == [pair.code for pair in pairs if pair.code in before]
