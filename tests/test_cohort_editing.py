"""Cohorts made and put right in the browser, without a hidden group being told or let loose by it."""

from datetime import date

import pytest
from django.urls import reverse

from aabenraa_plan.models import Role
from aabenraa_plan.refusals import NotPossible
from initiatives.cohorts.actions import CohortChanged, CohortWords, create_cohort, edit_cohort, mark_of
from initiatives.loader import load_initiatives
from initiatives.models import Cohort, Initiative
from tests.outcomes import loaded, system
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
NEW = reverse("cohort_new", args=["kik-ii"])
TYPED = {"name": "tilgang i september 2018", "source": "Egen opgørelse"}
CPR = "300275-1234"


def edit(code="start", slug="kik-ii"):
    return reverse("cohort_edit", args=[slug, code])


def cohort(code="start", slug="kik-ii"):
    return Cohort.objects.select_related("initiative").get(initiative__code=slug, code=code)


def typed_of(found, **changes):
    """What the form of a cohort sends when somebody changes something in it."""
    words = {"name": found.name, "source": found.source, "note": found.note, "seen": mark_of(found)}
    words |= {"entered_from": found.entered_from or "", "size": found.size or "", "whole": found.whole_id or ""}
    return words | changes


def words_of(found, **changes):
    names = ("name", "source", "entered_from", "entered_before", "size", "whole", "note")
    return CohortWords(**{name: getattr(found, name) for name in names} | changes)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.MANAGER])
def test_cohort_is_made_and_can_be_counted(role, as_role):
    client = as_role(role)
    entered = {"entered_from": "2018-09-01", "entered_before": "2018-09-30", "size": "1.200", "note": "Ny"}
    response = client.post(NEW, TYPED | entered)
    assert response.url == "/indsatser/kik-ii/"
    found = cohort("tilgang-i-september-2018")
    assert (found.entered_from, found.entered_before, found.size) == (date(2018, 9, 1), date(2018, 10, 1), 1200)
    assert (found.edited_by.role, found.whole) == (role, None)
    loaded("KIK II;tilgang i september 2018;31.12.2018;selvforsørgende;300;;;x")
    assert "Tilgang i september 2018" in text_of(client.get("/indsatser/kik-ii/"))


def test_cohort_sent_twice_is_one(as_role):
    client = as_role(Role.MANAGER)
    for _ in range(2):
        assert client.post(NEW, TYPED).status_code == 302
    assert Cohort.objects.filter(name=TYPED["name"]).count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Dette felt er påkrævet."),
        ({"source": ""}, "Dette felt er påkrævet."),
        ({"name": "start 1. februar 2018"}, "Indsatsen har allerede et hold med det navn."),
        ({"size": "0"}, "Skriv et helt antal borgere, mindst 1."),
        ({"size": "mange"}, "Skriv et helt antal borgere, mindst 1."),
        ({"size": "99999999999"}, "Skriv et helt antal borgere, mindst 1."),
        ({"entered_from": "2018-09-30", "entered_before": "2018-09-01"}, "Den sidste dag ligger før den første."),
        ({"entered_from": "31.02.2018"}, "Skriv en dato"),
        ({"note": f"Borger {CPR}"}, "Teksten lignede et CPR-nummer og er slettet."),
        ({"whole": "999999"}, "Holdet kan ikke vælges."),
    ],
)
def test_cohort_that_cannot_be_is_refused_with_a_word_why(changes, said, as_role):
    before = Cohort.objects.count()
    response = as_role(Role.ANALYST).post(NEW, TYPED | changes)
    assert response.status_code == 200
    assert said in text_of(response)
    assert CPR not in response.content.decode()
    assert Cohort.objects.count() == before


def test_edited_cohort_is_left_alone_by_the_loader(as_role):
    client, found = as_role(Role.ANALYST), cohort("til-31-maj-2018", "kik")
    response = client.post(edit("til-31-maj-2018", "kik"), typed_of(found, size="1443"))
    assert response.status_code == 302
    load_initiatives(by=system())
    found.refresh_from_db()
    assert (found.size, found.edited_by.role) == (1443, Role.ANALYST)


def test_edited_cohort_that_somebody_else_changed_is_not_overwritten(as_role):
    client, found = as_role(Role.ANALYST), cohort("til-31-maj-2018", "kik")
    stale = typed_of(found, note="Min")
    Cohort.objects.filter(pk=found.pk).update(note="Andens")
    response = client.post(edit("til-31-maj-2018", "kik"), stale)
    assert "En anden har rettet holdet, siden du åbnede siden." in text_of(response)
    assert cohort("til-31-maj-2018", "kik").note == "Andens"


def test_unchanged_cohort_stays_the_documents_own(by):
    found = cohort()
    edit_cohort(cohort=found, words=words_of(found), seen="", by=by)
    assert cohort().edited_at is None


def test_stale_mark_is_refused(by):
    found = cohort()
    with pytest.raises(CohortChanged):
        edit_cohort(cohort=found, words=words_of(found, note="Ny"), seen="x", by=by)


@pytest.mark.parametrize("whole", ["tilgang", "start"])
def test_part_cannot_be_part_of_a_part_or_of_itself(whole, by):
    found = cohort()
    with pytest.raises(NotPossible, match="kan ikke være del af et hold, der selv er en del"):
        edit_cohort(cohort=found, words=words_of(found, whole=cohort(whole)), seen=mark_of(found), by=by)


def test_whole_cannot_become_a_part(by):
    other = create_cohort(initiative=Initiative.objects.get(code="kik-ii"), words=CohortWords("x", "x"), by=by)
    found = cohort("alle")
    with pytest.raises(NotPossible, match="Holdet har selv dele"):
        edit_cohort(cohort=found, words=words_of(found, whole=other), seen=mark_of(found), by=by)


def test_cohort_cannot_begin_after_it_was_counted(by):
    found = cohort()
    late = words_of(found, entered_from=date(2018, 9, 1), entered_before=None)
    with pytest.raises(NotPossible, match=r"Der er opgjort udfald for holdet pr. 31. august 2018."):
        edit_cohort(cohort=found, words=late, seen=mark_of(found), by=by)


def test_manager_can_neither_see_nor_change_what_protects_a_hidden_group(manager):
    Cohort.objects.filter(code="tilgang").update(size=4)
    found = cohort("tilgang")
    page = manager.get(edit("tilgang")).content.decode()
    assert 'name="size"' not in page and 'name="whole"' not in page
    assert "Antallet og helheden kan kun rettes af en, der må indlæse udtræk" in page
    manager.post(edit("tilgang"), typed_of(found, source="Ny", size="50", whole=""))
    found.refresh_from_db()
    assert (found.source, found.size, found.whole.code) == ("Ny", 4, "alle")


def test_manager_neither_sees_nor_loses_a_remark_on_a_cohort_whose_size_is_hidden(manager):
    Cohort.objects.filter(code="tilgang").update(size=4, note="Fire borgere")
    assert "Fire borgere" not in manager.get(edit("tilgang")).content.decode()
    manager.post(edit("tilgang"), typed_of(cohort("tilgang"), source="Ny", note=""))
    assert (cohort("tilgang").source, cohort("tilgang").note) == ("Ny", "Fire borgere")


def test_manager_cannot_take_a_part_out_of_its_whole_before_something_is_hidden(manager, as_role):
    kik = Initiative.objects.get(code="kik")
    whole = Cohort.objects.create(initiative=kik, code="alle", name="alle", size=300, source="x")
    part = Cohort.objects.create(initiative=kik, code="del", name="del", size=100, source="x", whole=whole)
    assert "Helheden kan kun rettes af en, der må indlæse udtræk" in text_of(manager.get(edit("del", "kik")))
    manager.post(edit("del", "kik"), typed_of(part, size="90", whole=""))
    part.refresh_from_db()
    assert (part.size, part.whole) == (90, whole)
    as_role(Role.ANALYST).post(edit("del", "kik"), typed_of(part, whole=""))
    part.refresh_from_db()
    assert part.whole is None


@pytest.mark.parametrize("name", ["tilgang", "Start 1.  Februar 2018", "TIL GANG"])
def test_name_that_a_file_would_take_for_another_cohort_is_refused(name, manager):
    # A file finds cohorts by name and code, however they are spaced and cased.
    response = manager.post(NEW, TYPED | {"name": name})
    assert "Indsatsen har allerede et hold med det navn." in text_of(response)


def test_manager_cannot_put_a_cohort_under_a_whole_with_hidden_groups(manager, as_role):
    whole = str(cohort("alle").pk)
    assert f'value="{whole}"' not in manager.get(NEW).content.decode()
    assert "Holdet kan ikke vælges." in text_of(manager.post(NEW, TYPED | {"whole": whole}))
    assert f'value="{whole}"' in as_role(Role.ANALYST).get(NEW).content.decode()


def test_mark_of_a_cohort_cannot_be_guessed_without_the_sites_key(settings):
    found = cohort("tilgang")
    before = mark_of(found)
    settings.SECRET_KEY = "another"
    assert mark_of(found) != before


def test_mark_of_a_copy_with_a_guessed_size_is_another():
    words = {"name": "z", "source": "x", "size": 3}
    one, copy = (Cohort.objects.create(initiative=each, code="z", **words) for each in Initiative.objects.all()[:2])
    assert mark_of(one) != mark_of(copy)


def test_link_to_a_new_cohort_stands_on_every_initiative(manager):
    assert reverse("cohort_new", args=["kis"]) in manager.get("/indsatser/kis/").content.decode()
