"""An initiative as it is written in the browser: its words and links, who may, and what is refused."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from aabenraa_plan.models import Role
from aabenraa_plan.refusals import NotPossible
from budget.models import BenefitType
from extracts.models import DataVersion
from initiatives.actions import InitiativeChanged, InitiativeText, create_initiative, edit_initiative, mark_of
from initiatives.editing.forms import MOST_ROWS
from initiatives.loader import load_initiatives
from initiatives.models import GoalLink, Initiative
from targets.models import Goal, Guidepost
from tests.outcomes import system
from tests.reading import page_text, text_of

pytestmark = pytest.mark.django_db
NEW, EDIT = "/indsatser/ny/", "/indsatser/kik-ii/rediger/"
FORM = {"name": "Æblehaven", "kind": "effort", "status": "unknown", "source": "Referat"}
CPR = "300275-1234"  # 30 February


@pytest.fixture
def on_a_day(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 3, 1))


def goal(place="bp23/4") -> Goal:
    plan, code = place.split("/")
    return Goal.objects.get(plan__slug=plan, code=code)


def said(**other) -> InitiativeText:
    return InitiativeText(**{"name": "Æblehaven", "kind": "effort", "source": "Referat"} | other)


def stored(code="aeblehaven") -> Initiative:
    return Initiative.objects.get(code=code)


def test_new_initiative_has_an_address_of_its_name_and_its_links(by):
    before = DataVersion.now()
    sickness = BenefitType.objects.get(code="sygedagpenge")
    wanted = said(goals=[(goal(), "Kortere forløb.")], benefit_types=[(sickness, "Færre syge.")])
    made = create_initiative(said=wanted, by=by)
    assert made.code == "aeblehaven" and made.edited_by == by
    assert [(link.goal, link.how) for link in made.goal_links.all()] == [(goal(), "Kortere forløb.")]
    assert [(link.benefit_type, link.how) for link in made.benefit_links.all()] == [(sickness, "Færre syge.")]
    assert DataVersion.now() == before + 1


def test_new_initiative_sent_twice_is_one_and_a_name_in_use_is_refused(by, analyst):
    first, again = (create_initiative(said=said(), by=by) for _ in range(2))
    assert first == again
    with pytest.raises(NotPossible, match="allerede en indsats"):
        create_initiative(said=said(name="ÆBLEHAVEN", office="Andet"), by=analyst)
    assert create_initiative(said=said(name="Æble haven!"), by=by).code == "aeble-haven"
    assert create_initiative(said=said(name="Ny"), by=by).code == "ny-2"


def test_edited_initiative_is_left_alone_by_the_loader(by):
    found = stored("kik-ii")
    wanted = said(name="KIK II", kind="strategy", goals=[(goal(), "Andet.")], guideposts=[Guidepost.objects.first()])
    edit_initiative(initiative=found, said=wanted, seen=mark_of(found), by=by)
    load_initiatives(by=system())
    found = stored("kik-ii")
    assert (found.status, found.source, found.programme) == ("unknown", "Referat", None)
    assert [link.how for link in found.goal_links.all()] == ["Andet."]
    assert found.benefit_links.count() == 0 and found.guideposts.count() == 1


def test_initiative_that_somebody_else_changed_is_not_written_over(by, analyst):
    found = stored("kis")
    seen = mark_of(found)
    theirs = said(name="KIS", goals=[(goal("bp23/2"), "Deres.")])
    for _ in range(2):
        edit_initiative(initiative=found, said=theirs, seen=seen, by=analyst)
    with pytest.raises(InitiativeChanged):
        edit_initiative(initiative=found, said=said(name="KIS", office="Mit kontor"), seen=seen, by=by)
    assert [link.how for link in stored("kis").goal_links.all()] == ["Deres."]


@pytest.mark.parametrize("whole", ["kik", "dig-i-centrum"])
def test_initiative_is_never_part_of_itself_or_of_its_parts(whole, by):
    found = stored("kik")
    with pytest.raises(NotPossible, match="del af sig selv"):
        edit_initiative(initiative=found, said=said(name="KIK", part_of=stored(whole)), seen=mark_of(found), by=by)


def test_database_holds_that_a_link_says_how_and_stands_once():
    link = GoalLink.objects.filter(initiative__code="kis").first()
    for change in ({"how": ""}, {"how": "Igen."}):
        with pytest.raises(IntegrityError), transaction.atomic():
            GoalLink.objects.create(initiative=link.initiative, goal=link.goal, **change)


@pytest.mark.embedded
def test_initiative_is_written_in_the_browser(manager, on_a_day):
    guidepost = Guidepost.objects.get(plan__slug="bp23", number=4)
    form = FORM | {
        **{"status": "running", "status_period": "1. kvartal 2026", "starts": "maj 2025", "ends": "2027"},
        **{"office": "Jobcentret", "description": "To linjer.", "part_of": stored("kis").pk},
        **{"rows_goal": "2", "goal_2": goal().pk, "goal_how_2": "Kortere forløb."},
        **{"rows_benefit": "2", f"guidepost_{guidepost.pk}": "on"},
    }
    found = text_of(manager.post(NEW, form, follow=True))
    assert "Indsatsen Æblehaven er gemt." in found
    assert "maj 2025 til 2027" in found and "I gang, senest oplyst for 1. kvartal 2026" in found
    assert "Kortere forløb." in found and "Flere skal med" in found and "Skrevet af leder" in found
    assert stored().part_of == stored("kis")


@pytest.mark.embedded
def test_edit_page_begins_with_what_is_stored_and_saves_it_unchanged(manager):
    page = manager.get(EDIT)
    form = page.context["form"]
    sent = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, False)}
    counts = {f"rows_{name}": count for name, count in form.rows.items()}
    before = mark_of(stored("kik-ii"))
    assert form.rows == {"goal": 2, "benefit": 2}
    answer = manager.post(EDIT, sent | counts | {"seen": page.context["seen"]})
    assert answer.status_code == 302
    assert mark_of(stored("kik-ii")) == before


@pytest.mark.embedded
def test_more_lines_keep_what_was_typed_and_save_nothing(manager):
    form = FORM | {"rows_goal": "2", "rows_benefit": "2", "goal_how_1": "Kortere.", "more_goal": "1"}
    response = manager.post(NEW, form)
    assert response.context["form"].rows == {"goal": 4, "benefit": 2}
    assert "Kortere." in text_of(response) and "påkrævet" not in text_of(response)
    assert not Initiative.objects.filter(name="Æblehaven").exists()
    most = manager.post(NEW, form | {"rows_goal": str(MOST_ROWS)})
    assert most.context["form"].rows["goal"] == MOST_ROWS
    assert "Flere linjer med mål" not in text_of(most)


@pytest.mark.embedded
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ""}, "Dette felt er påkrævet."),
        ({"name": "x" * 121}, "120"),
        ({"source": ""}, "Dette felt er påkrævet."),
        ({"kind": "andet"}, "Vælg fra listen."),
        ({"status": "running"}, "Skriv, hvornår status er fra."),
        ({"status_period": "2025"}, "Der er ingen status at tidsfæste."),
        ({"status": "running", "status_period": "2027"}, "Perioden er ikke begyndt endnu."),
        ({"starts": "2025", "ends": "2024"}, "Indsatsen kan ikke slutte, før den begynder."),
        ({"starts": "engang"}, "Skriv en periode, fx 2026"),
        ({"starts": "2025QMAT04"}, "Skriv et år, et halvår, et kvartal eller en måned."),
        ({"goal_1": "GOAL"}, "Skriv, hvordan det ventes at virke, eller tøm linjen."),
        ({"goal_how_1": "Sådan."}, "Vælg et mål, eller tøm linjen."),
        ({"benefit_how_2": "Sådan."}, "Vælg en ydelse, eller tøm linjen."),
        ({"goal_1": "GOAL", "goal_how_1": "a", "goal_2": "GOAL", "goal_how_2": "b"}, "Mål står også på linje 1."),
        ({"goal_1": "999999", "goal_how_1": "a"}, "Det, der var valgt, findes ikke længere."),
        ({"part_of": "x"}, "Det, der var valgt, findes ikke længere."),
        ({"name": "KIK"}, "Der er allerede en indsats med det navn."),
        ({"description": f"Borger {CPR}"}, "Teksten lignede et CPR-nummer og er slettet."),
        ({"goal_how_1": CPR}, "Teksten lignede et CPR-nummer og er slettet."),
    ],
)
def test_initiative_that_is_wrong_is_refused_in_plain_words(change, said, manager, on_a_day):
    typed = {name: goal().pk if value == "GOAL" else value for name, value in change.items()}
    found = text_of(manager.post(NEW, FORM | {"rows_goal": "2", "rows_benefit": "2"} | typed))
    assert said in found and CPR not in found
    assert Initiative.objects.count() == 14


@pytest.mark.embedded
def test_edit_page_of_an_initiative_that_somebody_changed_keeps_what_was_typed(manager, analyst):
    seen = manager.get(EDIT).context["seen"]
    found = stored("kik-ii")
    edit_initiative(initiative=found, said=said(name="KIK II", kind="strategy"), seen=mark_of(found), by=analyst)
    response = manager.post(EDIT, FORM | {"name": "KIK II", "office": "Mit kontor", "seen": seen})
    page = text_of(response)
    assert "En anden har rettet indsatsen imens" in page
    assert response.context["form"]["office"].value() == "Mit kontor"
    assert manager.post(EDIT, response.context["form"].data | {"seen": response.context["seen"]}).status_code == 302
    assert stored("kik-ii").office == "Mit kontor"


@pytest.mark.embedded
@pytest.mark.parametrize("role", [Role.APPROVER, Role.ADMINISTRATOR])
def test_reader_is_offered_nothing_to_write(role, as_role):
    client = as_role(role)
    assert "Ret indsatsen" not in page_text(client, "/indsatser/kik-ii/")
    assert "Ny indsats" not in page_text(client, "/indsatser/")
    assert client.post(NEW, FORM).status_code == 403


@pytest.mark.embedded
def test_looking_back_offers_nothing_to_write(manager):
    for where in ("/indsatser/", "/indsatser/kik-ii/", "/indsatser/jobformidling/"):
        found = page_text(manager, where, som_set="2026-01-31")
        assert not any(word in found for word in ("Ret indsatsen", "Ny indsats", "Skriv et notat", "Skriv en måling"))


@pytest.mark.embedded
@pytest.mark.parametrize("field", ["goal_1", "benefit_1", "part_of", "programme"])
def test_choice_that_is_gone_is_told_plainly_and_not_shown_again(field, manager):
    page = manager.post(NEW, FORM | {field: "987654", f"{field.replace('_', '_how_')}": "Virker."})
    assert "Det, der var valgt, findes ikke længere. Vælg igen, eller lad feltet være tomt." in text_of(page)
    assert "987654" not in page.content.decode()
    assert not Initiative.objects.filter(code="aeblehaven").exists()


@pytest.mark.embedded
@pytest.mark.parametrize("field", ["kind", "status"])
def test_word_that_is_not_on_the_list_is_not_shown_again(field, manager):
    page = manager.post(NEW, FORM | {field: "udenfor"})
    assert "Vælg fra listen." in text_of(page) and "udenfor" not in page.content.decode()
