"""The overview of a plan: one sentence, the counts, the goals by guidepost, and what is missing."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from aabenraa_plan.formats import as_sentence, listed
from reports.comparing.live import last_report, since_report, with_revisions
from targets.charts import uses_invented
from targets.models import Effort, Guidepost, Plan
from targets.outlook import Outlook
from targets.outlook_wording import OUTLOOK_WORDS
from targets.reporting import AssessedGoal, AssessedTarget, assess_plan
from targets.spec import Verdict
from targets.standing import ORDER, TRUER_WORDS, Standing, code_of, standing
from targets.tables import GoalRow, TargetRow, goal_row, target_row

NONE_NEWER = "der ikke er indlæst nyere"
NO_SOURCE = "Ikke oplyst i planen"
WHY_NOT_ENOUGH = {
    "baseline_missing": "fordi planen ikke oplyser et udgangspunkt at måle mod",
    "last_year_missing": "fordi tallet for året før mangler",
    "comparator_missing": "fordi der mangler tal for det område, der skal sammenlignes med",
    "period_kind": "fordi tallene dækker en anden slags periode end udgangspunktet",
    "break_between": "fordi opgørelsen er lagt om siden udgangspunktet",
    "tolerance_missing": "fordi det ikke er besluttet, hvad der er tæt nok på",
    "break_inside": "fordi opgørelsen er lagt om i løbet af perioden",
    "parts_missing": "fordi der mangler tal for dele af perioden",
    "end_missing": "fordi der mangler et tal for slutningen af perioden",
    "suppressed": "fordi tallet er diskretioneret",
    "not_available": "fordi kilden ikke har oplyst tallet",
}


@dataclass(frozen=True)
class Tile:
    standing: Standing
    count: int


@dataclass(frozen=True)
class Section:
    """A guidepost with its own goal (one without a number), its numbered goals, and its efforts."""

    label: str
    own: list[TargetRow]
    rows: list[GoalRow]
    efforts: list[Effort]


def overview_of(plan: Plan, *, as_of: datetime | None = None, today: date | None = None) -> dict:
    """Everything the page shows, as known at a moment; a fixed number of queries however many figures."""
    goals, report = assess_plan(plan, as_of=as_of, today=today), last_report(plan, as_of)
    goals = with_revisions(goals, report) if report else goals
    numbered = [goal for goal in goals if goal.goal.number]
    return {
        "goals": goals,
        "sentence": sentence(numbered),
        "gaps": [*gaps(numbered), *beside_the_plan(numbered)],
        "tiles": tiles(numbered),
        "sections": sections(plan, goals),
        "since": since_report(plan, goals, report, today or timezone.localdate(as_of)) if report else None,
        "uses_examples": any(uses_invented(row) for goal in goals for row in goal.targets),
        "ministerial_goals": plan.ministerial_goals.all(),
        "printed_figures": plan.printed_figures.all(),
    }


def tiles(goals: list[AssessedGoal]) -> list[Tile]:
    """A count per standing; the ones nobody has are left out, except the three a reader looks for."""
    counts = Counter(code_of(goal.leading.assessment) for goal in goals)
    always = {Verdict.MET, Verdict.MISSED, Verdict.NO_DATA}
    return [Tile(standing(code), counts[code]) for code in ORDER if counts[code] or code in always]


def sentence(goals: list[AssessedGoal]) -> str:
    """`2 af 16 mål er ikke opfyldt (mål 2 og 6), og 5 er opfyldt.`"""
    by_verdict = defaultdict(list)
    for goal in goals:
        by_verdict[goal.verdict].append(goal.goal.number)
    judged = sum(len(by_verdict[verdict]) for verdict in (Verdict.MET, Verdict.NEAR, Verdict.MISSED))
    missed, met, near = (by_verdict[verdict] for verdict in (Verdict.MISSED, Verdict.MET, Verdict.NEAR))
    if not judged:
        return f"Ingen af de {len(goals)} mål kan vurderes endnu."
    said = [f"{len(missed)} af {len(goals)} mål er ikke opfyldt ({numbers(missed)})" if missed else ""]
    said.append(f"{len(met) or 'ingen'} er opfyldt" if missed else f"{len(met)} af {len(goals)} mål er opfyldt")
    said.append(f"{len(near)} er tæt på" if near else "")
    overdue = sum(goal.leading.assessment.reason == "deadline_figure_missing" for goal in goals)
    later, in_words = len(by_verdict[Verdict.NOT_DUE]) - overdue, len(by_verdict[Verdict.NARRATIVE])
    rest = len(goals) - judged - overdue - later - in_words
    said.append(f"{overdue} {TRUER_WORDS['deadline_figure_missing']}" if overdue else "")
    said.append(f"{later} har frist senere{outlooks(goals)}" if later else "")
    said.append(f"{rest} kan ikke vurderes endnu" if rest else "")
    said.append(f"{in_words} vurderes i ord" if in_words else "")
    return as_sentence([part for part in said if part])


def outlooks(goals: list[AssessedGoal]) -> str:
    """` (1 på vej og 1 i risiko)`: how the goals that are not due yet are doing, where that can be said."""
    counts = Counter(code_of(goal.leading.assessment) for goal in goals)
    said = [f"{counts[code]} {OUTLOOK_WORDS[code]}" for code in Outlook if counts[code]]
    if len(said) == 1 and sum(goal.verdict == Verdict.NOT_DUE for goal in goals) == 1:
        return f" ({said[0].removeprefix('1 ')})"
    return f" ({listed(said)})" if said else ""


def numbers(found: list[int]) -> str:
    return f"mål {listed([str(number) for number in sorted(found)])}"


def gaps(goals: list[AssessedGoal]) -> list[str]:
    """Which goals have no verdict, and why: by the source they wait for, then by what else is missing."""
    waiting, lacking = defaultdict(list), defaultdict(list)
    for goal in goals:
        if goal.verdict == Verdict.NO_DATA:
            waiting[where_from(goal.leading)].append(goal.goal.number)
        elif goal.verdict == Verdict.NOT_ENOUGH:
            lacking[goal.leading.assessment.reason].append(goal.goal.number)
    said = [f"{sum(goal.has_figures for goal in goals)} af {len(goals)} mål har et tal."] if waiting or lacking else []
    said += [f"{numbers(found).capitalize()} mangler {what}." for what, found in waiting.items()]
    said += [
        f"{numbers(found).capitalize()} kan ikke vurderes, {WHY_NOT_ENOUGH.get(reason, 'fordi grundlaget mangler')}."
        for reason, found in lacking.items()
    ]
    return said


def beside_the_plan(goals: list[AssessedGoal], none_newer: str = NONE_NEWER) -> list[str]:
    """Which goals are judged on figures from before or after the plan's own time; `none_newer` says why."""
    said = []
    early = [goal.goal.number for goal in goals if any(row.judged_before_plan for row in goal.targets)]
    if early:
        said.append(f"{numbers(early).capitalize()} vurderes på tal fra før planens start, fordi {none_newer}.")
    late = [goal.goal.number for goal in goals if any(row.judged_after_plan for row in goal.targets)]
    if late:
        said.append(f"{numbers(late).capitalize()} vurderes på tal fra efter planens udløb, fordi de er de nyeste.")
    return said


def where_from(row: AssessedTarget) -> str:
    """What a goal without a figure waits for."""
    indicator = row.target.indicator
    if indicator is None:
        return "en registrering af, om det er gennemført"
    if indicator.source == NO_SOURCE:
        return "tal, og planen siger ikke, hvor de kommer fra"
    if row.assessment.reason == "is_baseline":
        return f"et nyere tal end udgangspunktet fra {indicator.source}"
    return f"tal fra {indicator.source.replace('Egen', 'egen', 1)}"


def sections(plan: Plan, goals: list[AssessedGoal]) -> list[Section]:
    return [
        Section(
            label=guidepost.label,
            own=[
                target_row(row)
                for goal in goals
                if belongs(goal, guidepost) and not goal.goal.number
                for row in goal.targets
            ],
            rows=[goal_row(goal) for goal in goals if belongs(goal, guidepost) and goal.goal.number],
            efforts=list(guidepost.efforts.all()),
        )
        for guidepost in plan.guideposts.prefetch_related("efforts")
    ]


def belongs(goal: AssessedGoal, guidepost: Guidepost) -> bool:
    return goal.goal.guidepost_id == guidepost.pk
