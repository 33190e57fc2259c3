"""What a plan's quarters say, in sentences: how many goals were met, and what changed."""

from collections import defaultdict

from aabenraa_plan.formats import as_sentence, listed
from extracts.periods import Period
from targets.assessment import worst
from targets.models import RULES_WITHOUT_FIGURES, Goal
from targets.quarterly.rows import PlanByQuarter
from targets.spec import Verdict
from targets.wording import VERDICT_WORDS

GoalsByQuarter = dict[Period, dict[Goal, Verdict]]
"""Per quarter, the one word for each goal that had a new figure in it: the worst of its demands."""
WORDS = VERDICT_WORDS | {Verdict.NO_DATA: VERDICT_WORDS[Verdict.NOT_ENOUGH]}
"""A goal that stands at its own starting point has a figure, and nothing to be judged against yet."""
OTHERWISE = {Verdict.NEAR: "er tæt på", Verdict.NOT_DUE: "har frist senere"}
TURNS = [(Verdict.MET, Verdict.MISSED), (Verdict.MISSED, Verdict.MET)]


def goal_verdicts(found: PlanByQuarter) -> GoalsByQuarter:
    verdicts = defaultdict(lambda: defaultdict(list))
    for row in found.rows:
        if row.spec.rule not in RULES_WITHOUT_FIGURES:
            for quarter, judged in row.standing.items():
                verdicts[quarter][row.target.goal].append(judged.assessment.verdict)
    return {quarter: {goal: worst(each) for goal, each in goals.items()} for quarter, goals in verdicts.items()}


def newest_with_figures(found: PlanByQuarter) -> Period | None:
    """The quarter to speak of; the last one shown where none has a figure, None where none is shown."""
    return max(goal_verdicts(found), default=found.window.quarters[-1] if found.window.quarters else None)


def sentences(found: PlanByQuarter, focus: Period | None) -> list[str]:
    """What the page says first: how the goals stood, what changed, and how new that is."""
    if not found.rows:
        return ["Planen har ingen krav at vurdere endnu."]
    if focus is None:
        return ["Planen er ikke begyndt. Der er ingen afsluttede kvartaler at vise endnu."]
    by_quarter, quarters = goal_verdicts(found), found.window.quarters
    if not by_quarter:
        return [f"Der er ingen tal for planens mål fra {quarters[0].label} til {quarters[-1].label}."]
    newest = max(by_quarter)
    said = [how_many(focus, by_quarter.get(focus, {})), *turns(focus, by_quarter)]
    return said + [f"Der er endnu ingen nye tal efter {newest.label}."] * (focus == newest < quarters[-1])


def how_many(quarter: Period, goals: dict[Goal, Verdict]) -> str:
    """`I 3. kvartal 2026 er 5 af 9 mål med nye tal opfyldt, 2 er ikke opfyldt (mål 3 og 7), og 2 kan ikke vurderes.`"""
    if not goals:
        return f"Der er ingen nye tal i {quarter.label}."
    if len(goals) == 1:
        [(goal, verdict)] = goals.items()
        return f"I {quarter.label} er der nyt tal for ét mål, {named([goal])}: {WORDS[verdict]}."
    by_verdict = defaultdict(list)
    for goal, verdict in goals.items():
        by_verdict[verdict].append(goal)
    met, missed = by_verdict[Verdict.MET], by_verdict[Verdict.MISSED]
    share = f"{len(met)} af" if met else "ingen af de"
    said = [f"I {quarter.label} er {share} {len(goals)} mål med nye tal opfyldt"]
    if len(missed) == len(goals):
        return f"{said[0]} ({named(missed)})."
    said += [f"{len(missed)} er ikke opfyldt ({named(missed)})"] * bool(missed)
    said += [f"{len(by_verdict[verdict])} {word}" for verdict, word in OTHERWISE.items() if by_verdict[verdict]]
    rest = len(goals) - sum(len(by_verdict[verdict]) for verdict in (Verdict.MET, Verdict.MISSED, *OTHERWISE))
    said += [f"{rest} kan ikke vurderes"] * bool(rest)
    return as_sentence(said)


def turns(quarter: Period, by_quarter: GoalsByQuarter) -> list[str]:
    """Which goals went from met to missed or back, against the last figure each had before."""
    moves = defaultdict(list)
    for goal, verdict in by_quarter.get(quarter, {}).items():
        earlier = [each for each, goals in by_quarter.items() if each < quarter and goal in goals]
        if earlier:
            moves[by_quarter[max(earlier)][goal], verdict].append(goal)
    return [turned(moves[turn], *turn) for turn in TURNS if moves[turn]]


def turned(goals: list[Goal], before: Verdict, after: Verdict) -> str:
    who = named(goals)
    return (
        f"{who[0].upper()}{who[1:]} er gået fra {VERDICT_WORDS[before]} til {VERDICT_WORDS[after]} siden forrige tal."
    )


def named(goals: list[Goal]) -> str:
    """`mål 2 og 4`; a goal without a number by its title."""
    numbers = [str(goal.number) for goal in goals if goal.number]
    said = [f"mål {listed(numbers)}"] if numbers else []
    return listed(said + [f"«{goal.title}»" for goal in goals if not goal.number])
