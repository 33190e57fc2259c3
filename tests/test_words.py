"""Comments by quarter and people's judgements: nothing is overwritten, and each stands with name and reason."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from aabenraa_plan.models import Role
from extracts.periods import parse
from targets.models import Comment, Goal, Judgement, Target
from targets.reporting import assess_goal
from targets.words import quarter_to_comment, write_comment
from tests.reading import page_text, text_of

SAID = {"happened": "Tilgangen steg i maj.", "why": "To aftaler udløb.", "next_step": "Nye pladser fra august."}
COMMENT = "/maal/bp21/6/kommentar/2020Q2/"
CPR = "300275-1234"  # 30 February


def goal_of(plan, code):
    return Goal.objects.get(plan__slug=plan, code=code)


def target_of(plan, code):
    return Target.objects.get(goal__plan__slug=plan, goal__code=code, position=1)


def judged(plan, code, **options):
    return assess_goal(goal_of(plan, code), **options).targets[0]


def test_comment_is_shown_on_the_goal_with_name_and_quarter(manager):
    assert manager.post(COMMENT, SAID).status_code == 302
    page = text_of(manager.get("/maal/bp21/6/"))
    assert "2. kvartal 2020" in page
    assert "Tilgangen steg i maj." in page and "Nye pladser fra august." in page
    assert "leder" in page


def test_comment_of_a_missed_goal_needs_all_three_parts(manager):
    page = text_of(manager.post(COMMENT, SAID | {"why": ""}))
    assert "Målet er ikke opfyldt. Skriv også hvorfor, og hvad der sker nu." in page
    assert "Tilgangen steg i maj." in page
    assert not Comment.objects.exists()


def test_comment_of_a_goal_that_is_not_missed_needs_only_what_happened(manager):
    assert manager.post("/maal/bp23/16/kommentar/2020Q2/", {"happened": "Intet nyt."}).status_code == 302
    assert Comment.objects.get().why == ""


def test_comment_rewritten_keeps_the_earlier_wording(manager):
    manager.post(COMMENT, SAID)
    first = Comment.objects.get()
    manager.post(COMMENT, SAID | {"happened": "Tilgangen steg i juni.", "seen": first.pk})
    first.refresh_from_db()
    second = Comment.objects.get(ended_at=None)
    assert (first.happened, second.happened) == ("Tilgangen steg i maj.", "Tilgangen steg i juni.")
    assert first.ended_at == second.made_at
    assert [each.happened for each in Comment.objects.known_at(first.made_at)] == ["Tilgangen steg i maj."]


def test_comment_written_by_two_at_once_tells_the_second_and_loses_nothing(manager, users):
    goal, quarter = goal_of("bp21", "6"), parse("2020Q2")
    theirs = write_comment(goal=goal, quarter=quarter, texts=SAID, seen=None, by=users[Role.APPROVER])
    response = manager.post(COMMENT, SAID | {"happened": "Min egen tekst."})
    page = text_of(response)
    assert "En anden har skrevet imens." in page
    assert "Min egen tekst." in page and "Tilgangen steg i maj." in page
    assert Comment.objects.get() == theirs
    assert response.context["form"]["seen"].value() == theirs.pk


def test_comment_with_a_cpr_number_is_refused_and_not_echoed(manager):
    response = manager.post(COMMENT, SAID | {"why": f"Borger {CPR} flyttede."})
    assert CPR not in response.content.decode()
    assert "CPR-nummer" in text_of(response)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("quarter", ["2020", "2020M05", "snart", "2099Q1"])
def test_comment_on_what_is_no_quarter_yet_is_not_found(quarter, manager):
    assert manager.get(f"/maal/bp21/6/kommentar/{quarter}/").status_code == 404


def test_quarter_to_comment_is_the_latest_one_that_is_over():
    assert quarter_to_comment(date(2026, 3, 31)).code == "2025Q4"
    assert quarter_to_comment(date(2026, 4, 1)).code == "2026Q1"


def judge(client, plan, code, **said):
    until = timezone.localdate() + timedelta(days=30)
    form = {"reason": "Tallet dækker ikke de nye pladser.", "expires_on": until.isoformat()} | said
    return client.post(reverse("judgement", args=[target_of(plan, code).pk]), form)


def test_override_stands_beside_the_computed_verdict_with_name_and_reason(manager):
    assert judge(manager, "bp21", "5", verdict="near").status_code == 302
    row = judged("bp21", "5")
    assert (row.assessment.verdict, row.override.verdict) == ("missed", "near")
    page = text_of(manager.get("/maal/bp21/5/"))
    assert "✖ Ikke opfyldt" in page
    assert "En anden vurdering: leder vurderer: tæt på" in page
    assert "Tallet dækker ikke de nye pladser." in page
    assert "leder vurderer: tæt på" in text_of(manager.get("/planer/bp21/"))


def test_override_ends_when_the_next_period_has_a_figure(manager, load):
    judge(manager, "bp21", "5", verdict="near")
    load("fleksjobledighed;Aabenraa;2020M06;11,0;;;;;x")
    assert judged("bp21", "5").override is None


def test_override_ends_on_its_last_day(manager):
    last = timezone.localdate() + timedelta(days=30)
    judge(manager, "bp21", "5", verdict="near", expires_on=last.isoformat())
    assert judged("bp21", "5", today=last).override is not None
    assert judged("bp21", "5", today=last + timedelta(days=1)).override is None


def test_override_is_known_as_of_a_moment(manager):
    judge(manager, "bp21", "5", verdict="near")
    first = Judgement.objects.get()
    judge(manager, "bp21", "5", verdict="met")
    assert judged("bp21", "5").override.verdict == "met"
    then = {"as_of": first.made_at, "today": timezone.localdate()}
    assert judged("bp21", "5", **then).override.verdict == "near"
    before = {"as_of": first.made_at - timedelta(microseconds=1), "today": timezone.localdate()}
    assert judged("bp21", "5", **before).override is None


def test_override_is_suggested_until_the_next_figure_can_be_expected(manager, load):
    # September is judged; October is out 75 days after its end, and 14 more are given: 31 October + 89 days.
    load("fleksjobledighed;Aabenraa;2026M09;12;;;;;x")
    form = manager.get(reverse("judgement", args=[target_of("bp23", "2").pk])).context["form"]
    assert form["expires_on"].value() == date(2027, 1, 28)


def test_override_taken_back_leaves_the_computed_verdict_alone(manager):
    judge(manager, "bp21", "5", verdict="near")
    said = Judgement.objects.get()
    assert manager.post(reverse("judgement_withdraw", args=[said.pk])).status_code == 302
    assert judged("bp21", "5").override is None
    assert Judgement.objects.filter(pk=said.pk).exists()
    assert manager.post(reverse("judgement_withdraw", args=[said.pk])).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"reason": ""}, "Dette felt er påkrævet."),
        ({"verdict": "not_due"}, "Marker en gyldig valgmulighed"),
        ({"expires_on": "2020-01-01"}, "Datoen er passeret. Vælg en dag fra i dag og frem."),
        ({"reason": f"Se {CPR}."}, "CPR-nummer"),
    ],
)
def test_override_with_a_mistake_is_refused_in_words(wrong, message, manager):
    assert message in text_of(judge(manager, "bp21", "5", **{"verdict": "near"} | wrong))
    assert not Judgement.objects.exists()


def test_override_of_a_goal_without_a_figure_is_refused(manager):
    judge(manager, "bp23", "16", verdict="met")
    assert not Judgement.objects.exists()
    assert "Der er intet tal at vurdere endnu." in text_of(manager.get("/maal/bp23/16/"))


def test_narrative_goal_takes_its_verdict_from_a_persons_dated_word(manager):
    assert judge(manager, "bp23", "15", verdict="met", expires_on="").status_code == 302
    row = judged("bp23", "15")
    day = timezone.localdate()
    assert (row.assessment.verdict, row.assessment.reason) == ("met", "in_words")
    assert row.assessment.sentence.startswith("Vurderet i ord af leder ")
    assert f"{day.year}: opfyldt." in row.assessment.sentence
    assert "Tallet dækker ikke de nye pladser." in text_of(manager.get("/maal/bp23/15/"))


@pytest.mark.parametrize(("day", "verdict"), [("2021-12-31", "met"), ("2022-01-01", "missed")])
def test_milestone_recorded_in_the_browser_is_met_or_missed_by_its_day(day, verdict, manager):
    assert judge(manager, "bp21", "1", done_on=day).status_code == 302
    assert judged("bp21", "1").assessment.verdict == verdict


def test_milestone_in_the_future_is_refused(manager):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "Datoen er ikke nået endnu." in text_of(judge(manager, "bp21", "1", done_on=tomorrow.isoformat()))
    assert judged("bp21", "1").assessment.verdict == "no_data"


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"reason": ""}, "judgement_gives_a_reason"),
        ({"verdict": "no_data"}, "judgement_has_a_known_verdict"),
        ({"ended_at": "before"}, "judgement_ends_after_it_began"),
    ],
)
def test_judgement_that_breaks_an_invariant_is_refused_by_the_database(changes, constraint, users):
    now = timezone.now()
    if "ended_at" in changes:
        changes = {"ended_at": now - timedelta(seconds=1)}
    values = {"target": target_of("bp21", "5"), "verdict": "met", "reason": "x", "made_by": users[Role.MANAGER]}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Judgement.objects.create(**values | {"made_at": now} | changes)


def test_comment_that_says_nothing_is_refused_by_the_database(users):
    values = {"goal": goal_of("bp21", "5"), "quarter": "2020Q2", "made_by": users[Role.MANAGER]}
    with pytest.raises(IntegrityError, match="comment_says_what_happened"), transaction.atomic():
        Comment.objects.create(**values, **SAID | {"happened": ""})


def test_only_one_judgement_and_one_comment_stand_at_a_time(users):
    manager = users[Role.MANAGER]
    for model, values in (
        (Judgement, {"target": target_of("bp21", "5"), "period": "2020M05", "verdict": "met", "reason": "x"}),
        (Comment, {"goal": goal_of("bp21", "5"), "quarter": "2020Q2", **SAID}),
    ):
        model.objects.create(**values, made_by=manager)
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.create(**values, made_by=manager)


def test_comment_of_an_ended_quarter_is_written_beside_what_the_figures_said_of_it(manager, load):
    load("fleksjobledighed;Aabenraa;2020M09;9,9;;;;;x")
    second, third = (page_text(manager, f"/maal/bp21/5/kommentar/2020Q{number}/") for number in (2, 3))
    assert "11,6 % i maj 2020: 1,6 procentpoint over loftet på 10 %." in second
    assert "Målet var ikke opfyldt, så alle tre felter skal udfyldes." in second
    assert "9,9 % i september 2020" in third
    assert "alle tre felter" not in third
