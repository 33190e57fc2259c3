"""What a manager says of a goal: a comment for a quarter, and a judgement of a target."""

from datetime import timedelta
from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from aabenraa_plan.access import Action, requires
from aabenraa_plan.forms import posted
from aabenraa_plan.meanwhile import ChangedMeanwhile, mark_of, told_of, unless_changed
from extracts.calendar import GRACE, publication_day
from extracts.models import DataVersion
from extracts.periods import Kind, UnknownPeriod, parse
from targets.assessment import done_by
from targets.models import Comment, Judgement, Rule, Target
from targets.quarterly.ending import assess_plan_at
from targets.reporting import AssessedGoal, AssessedTarget, assess_goal
from targets.spec import Verdict
from targets.tables import target_row, unbroken
from targets.views.goals import goal_or_404
from targets.word_forms import TEXTS, CommentForm, JudgementForm
from targets.words import SaidMeanwhile, give_judgement, standing_judgements, withdraw_judgement, write_comment

WRITTEN_MEANWHILE = "En anden har skrevet imens. Se den nye tekst nedenfor, ret din, og gem igen. Intet er gemt endnu."


@requires(Action.MANAGE_PLANS)
@require_http_methods(["GET", "POST"])
def comment(request, plan, code, quarter):
    """Write the comment of a goal and a quarter, from the newest wording; two writers never overwrite each other."""
    goal, period = goal_or_404(plan, code), quarter_or_404(quarter)
    current, assessed = newest_comment(goal, period), assessed_in(goal, period)
    missed = assessed.verdict == Verdict.MISSED
    form = CommentForm(posted(request), initial=wording_of(current), missed=missed)
    if form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            write_comment(goal=goal, quarter=period, texts=form.texts(), seen=seen, by=request.user)
        except SaidMeanwhile:
            messages.warning(request, WRITTEN_MEANWHILE)
            form = CommentForm(initial=form.texts() | {"seen": current.pk if current else None}, missed=missed)
        else:
            messages.success(request, f"Kommentaren for {period.label} er gemt.")
            return redirect(goal)
    context = {"goal": goal, "plan": goal.plan, "period": period, "form": form, "current": current, "missed": missed}
    return render(request, "targets/comment.html", context | {"sentences": sentences_of(assessed)})


def assessed_in(goal, period) -> AssessedGoal:
    """As the quarter ended, which is what its report says; of one that still runs, as it stands."""
    if period.end > timezone.localdate():
        return assess_goal(goal)
    return next(iter(assess_plan_at(goal.plan, period, goal=goal)), AssessedGoal(goal, []))


def newest_comment(goal, period) -> Comment | None:
    return Comment.objects.filter(goal=goal, quarter=period.code, ended_at=None).select_related("made_by").first()


def wording_of(comment: Comment | None) -> dict:
    return {} if comment is None else {"seen": comment.pk} | {name: getattr(comment, name) for name in TEXTS}


def sentences_of(assessed) -> list[str]:
    """What the figures say, for the writer to comment on."""
    return [unbroken(row.assessment.sentence) for row in assessed.targets]


def quarter_or_404(text: str):
    try:
        period = parse(text)
    except UnknownPeriod:
        raise Http404("Kvartalet findes ikke.") from None
    if period.kind != Kind.QUARTER or period.start > timezone.localdate():
        raise Http404("Kvartalet er ikke begyndt.")
    return period


@requires(Action.MANAGE_PLANS)
@require_http_methods(["GET", "POST"])
def judgement(request, pk):
    target = get_object_or_404(Target.objects.select_related("goal__plan", "indicator"), pk=pk)
    if target.goal.plan.is_draft:
        messages.error(request, "Planen er ikke vedtaget endnu. Et krav kan først vurderes, når den er.")
        return redirect(target.goal)
    row = assessed_demand(target)
    if row.assessment.figure is None and row.target.rule not in (Rule.NARRATIVE, Rule.MILESTONE):
        messages.error(request, "Der er intet tal at vurdere endnu. Et mål uden tal kan ikke få en anden vurdering.")
        return redirect(target.goal)
    today = timezone.localdate()
    form = JudgementForm(posted(request), rule=row.target.rule, today=today, initial=suggested(row))
    if form.is_valid() and saved_judgement(request, form, row):
        messages.success(request, "Vurderingen er gemt.")
        return redirect(target.goal)
    context = {"goal": target.goal, "plan": target.goal.plan, "form": form, "row": target_row(row)}
    return render(request, "targets/judgement.html", context | {"seen": mark_of(standing_word(row))})


def saved_judgement(request, form: JudgementForm, row: AssessedTarget) -> bool:
    """Whether it was saved; where somebody else judged meanwhile, the form says who and what."""

    def standing():
        DataVersion.locked()
        return standing_word(row)

    def told(word):
        return told_of(word, word and f"{word.get_verdict_display()}: {word.reason}", request.user)

    save, seen = partial(save_judgement, row, form, by=request.user), request.POST.get("seen")
    try:
        unless_changed(standing=standing, seen=seen, told=told, act=save)
    except ChangedMeanwhile as changed:
        form.add_error(None, str(changed))
        return False
    return True


def standing_word(row: AssessedTarget) -> Judgement | None:
    """Somebody's word on what the page asks about."""
    period = row.assessment.period.code if row.assessment.figure else ""
    return standing_judgements(row.target, period).select_related("made_by").first()


def assessed_demand(target: Target) -> AssessedTarget:
    """The demand that a version of a target belongs to, judged today."""
    return next(row for row in assess_goal(target.goal).targets if row.target.position == target.position)


def suggested(row: AssessedTarget) -> dict:
    """An override stands until the next period's figure can be expected, unless its author says otherwise."""
    found = row.assessment
    if found.figure is None:
        return {}
    expected = publication_day(found.period.shifted(1), row.spec.lag_days or 0) + timedelta(days=GRACE)
    return {"expires_on": max(expected, timezone.localdate() + timedelta(days=1))}


def save_judgement(row: AssessedTarget, form: JudgementForm, *, by) -> Judgement:
    """Of a milestone the day it was done is the verdict."""
    cleaned, target = form.cleaned_data, row.target
    done_on = cleaned.get("done_on")
    verdict = cleaned.get("verdict") or done_by(done_on, target.deadline)
    return give_judgement(
        target=target,
        verdict=verdict,
        reason=cleaned["reason"],
        by=by,
        period=row.assessment.period if row.assessment.figure else None,
        expires_on=cleaned.get("expires_on"),
        done_on=done_on,
    )


@requires(Action.MANAGE_PLANS)
@require_POST
def judgement_withdraw(request, pk):
    found = get_object_or_404(Judgement.objects.filter(ended_at=None).select_related("target__goal__plan"), pk=pk)
    withdraw_judgement(judgement=found, by=request.user)
    messages.success(request, "Vurderingen er taget tilbage. Den beregnede status står alene igen.")
    return redirect(found.target.goal)
