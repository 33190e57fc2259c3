"""Saving, changing and withdrawing scenarios: nothing is overwritten, and nobody overwrites another unseen."""

from dataclasses import replace
from decimal import Decimal

import pytest

from aabenraa_plan.models import Role
from aabenraa_plan.refusals import NotPossible
from extracts.models import DataVersion
from initiatives.economy.actions import Told, amend_promised, current_amounts, mark_of
from initiatives.models import BusinessCase, Scenario, ScenarioYear
from initiatives.whatif.actions import save_scenario, withdraw_scenario
from initiatives.whatif.as_json import assumptions_as_dict
from initiatives.whatif.reporting import assumptions_of, budget_prices, is_whole, money_of, scenarios_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db):
    return BusinessCase.objects.get(initiative__code="kik-ii")


@pytest.fixture
def document(case):
    return case.scenarios.get(is_document=True)


@pytest.fixture
def assumed(document):
    return replace(assumptions_of(document), reimbursement=Decimal(25))


@pytest.fixture
def save(case, assumed, analyst):
    def saved(name="Højere refusion", seen="", by=analyst, note="", **changes):
        return save_scenario(case=case, name=name, assumed=replace(assumed, **changes), note=note, seen=seen, by=by)

    return saved


def names(case):
    return [each.name for each in scenarios_of(case)]


def test_new_scenario_is_kept_with_its_years_author_and_moment(save, case, analyst):
    before = DataVersion.now()
    found = save(note="Reformen")
    assert (found.made_by, found.note, found.is_document, found.ended_at) == (analyst, "Reformen", False, None)
    assert (found.reimbursement, found.unit_price) == (25, Decimal("73835.71"))
    years = found.years.values_list("year", "self_support", "other_support", "target_group")
    assert list(years) == [
        (2018, 0, 0, None),
        (2019, 120, 37, None),
        (2020, 94, 29, None),
        (2021, 54, 16, None),
        (2022, 0, 0, None),
    ]
    assert names(case) == ["Som i oplægget", "Uafrundede personer", "Højere refusion"]
    assert DataVersion.now() == before + 1


def test_changed_scenario_is_a_further_version_and_the_old_one_stays(save, case, users):
    first = save()
    second = save(seen=str(first.pk), by=users[Role.MANAGER], reimbursement=Decimal(30))
    first.refresh_from_db()
    assert (first.ended_at, first.ended_by, first.reimbursement) == (second.made_at, users[Role.MANAGER], 25)
    assert first.years.count() == 5
    assert scenarios_of(case, first.made_at)[-1] == first
    assert scenarios_of(case)[-1] == second
    assert (second.name, second.position) == (first.name, first.position)


def test_same_scenario_sent_twice_is_one(save, case):
    first = save()
    assert save() == first
    changed = save(seen=str(first.pk), reimbursement=Decimal(30))
    assert save(seen=str(first.pk), reimbursement=Decimal(30)) == changed
    assert case.scenarios.filter(name="Højere refusion").count() == 2


def test_name_that_somebody_else_has_taken_is_refused_and_nothing_is_saved(save, case, users):
    first = save(by=users[Role.MANAGER])
    versions, years = Scenario.objects.count(), ScenarioYear.objects.count()
    with pytest.raises(NotPossible, match="allerede et scenarie af det navn, gemt af leder"):
        save(reimbursement=Decimal(30))
    theirs = save(seen=str(first.pk), by=users[Role.MANAGER], reimbursement=Decimal(35))
    # The first version is not what stands any longer.
    with pytest.raises(NotPossible):
        save(seen=str(first.pk), reimbursement=Decimal(30))
    assert scenarios_of(case)[-1] == theirs
    assert (Scenario.objects.count(), ScenarioYear.objects.count()) == (versions + 1, years + 5)


@pytest.mark.parametrize("name", ["Som i oplægget", "som i  OPLÆGGET"])
def test_document_s_own_is_never_overwritten(name, save, document):
    with pytest.raises(NotPossible, match="Oplæggets eget scenarie kan ikke ændres"):
        save(name=name, seen=str(document.pk))
    document.refresh_from_db()
    assert document.ended_at is None


def test_name_in_other_letters_is_the_same_scenario(save):
    first = save()
    assert save(name="HØJERE refusion", seen=str(first.pk), reimbursement=Decimal(30)).name == "Højere refusion"


def test_withdrawn_scenario_stays_to_be_read_with_its_reason(save, case, users):
    found = withdraw_scenario(scenario=save(), reason="Regnet forkert", by=users[Role.MANAGER])
    assert (found.ended_by, found.ended_reason) == (users[Role.MANAGER], "Regnet forkert")
    assert names(case) == ["Som i oplægget", "Uafrundede personer"]
    with pytest.raises(NotPossible, match="ændret eller trukket tilbage imens"):
        withdraw_scenario(scenario=found, reason="Igen", by=users[Role.MANAGER])
    twice = withdraw_scenario(scenario=found, reason="Regnet forkert", by=users[Role.MANAGER])
    assert (twice.pk, twice.ended_at) == (found.pk, found.ended_at)
    # The name is free again.
    assert save().pk != found.pk


def test_document_s_own_is_never_withdrawn(document, analyst):
    with pytest.raises(NotPossible, match="kan ikke trækkes tilbage"):
        withdraw_scenario(scenario=document, reason="x", by=analyst)


def test_money_of_a_case_is_added_up_by_span(case):
    rows = {row.span.code: (row.investment, row.saving, row.financing) for row in money_of(case, None)}
    # 4.253 + 7.408; 1.007 + 1.000 + 7.077.
    assert rows["2018M06-2018M12"] == (11_661_000, 0, 9_084_000)
    assert rows["2022M01-2022M05"] == (3_915_000, -8_614_000, 719_000)
    assert len(rows) == 7


def test_case_of_gains_is_turned_to_costs(case):
    BusinessCase.objects.filter(pk=case.pk).update(sign="gain")
    turned = money_of(BusinessCase.objects.get(pk=case.pk), None)[1]
    assert (turned.investment, turned.saving, turned.financing) == (-19_673_000, 5_039_000, 1_726_000)


def test_case_of_net_lines_has_no_money_to_work_with():
    assert money_of(BusinessCase.objects.get(initiative__code="kik"), None) == []


def test_case_with_a_net_for_some_of_its_time_has_no_money_to_work_with(case):
    case.lines.filter(starts="2023-01-01", kind="investment").update(kind="net")
    assert money_of(case, None) == []


def test_case_that_does_not_tell_its_saving_everywhere_is_not_held_against(case, by):
    assert is_whole(money_of(case, None))
    line = case.lines.get(kind="saving", starts="2020-01-01")
    amend_promised(line=line, amount=None, seen=mark_of(current_amounts([line.pk], "promised")), told=Told("x"), by=by)
    found = money_of(case, None)
    assert (found[2].span.code, found[2].untold) == ("2020", {"saving"})
    assert not is_whole(found)


def test_investment_printed_for_several_years_is_spread_over_them():
    rows = money_of(BusinessCase.objects.get(initiative__code="kijos"), None)
    # 16,7 mio. kr. over five years.
    assert [(row.span.code, row.investment) for row in rows] == [
        (str(year), 3_340_000) for year in (2019, 2020, 2021, 2022, 2023)
    ]


def test_budget_s_own_prices_are_of_the_benefits_the_initiative_is_to_change(case):
    found = [(each.benefit, each.year, round(each.price)) for each in budget_prices(case, None)]
    # 74.740.000 / 715 and 51.085.000 / 497; 109.898.000 / 795 and 67.257.000 / 464.
    assert found == [
        ("Kontant- og uddannelseshjælp", 2021, 104531),
        ("Kontant- og uddannelseshjælp", 2023, 102787),
        ("A-dagpenge (inkl. løntilskud)", 2021, 138236),
        ("A-dagpenge (inkl. løntilskud)", 2023, 144950),
    ]


def test_assumptions_for_the_command_are_exact_texts(document):
    found = assumptions_as_dict(document)
    assert (found["unit_price"], found["reimbursement"], found["first_year_months"]) == ("73835.71", "20", "6.5")
    assert found["other_price"] is None and found["is_document"] is True
    assert found["years"][1] == {
        "year": 2019,
        "contacts": "1133",
        "self_support": "120",
        "other_support": "37",
        "target_group": None,
        "left_computed": "976",
        "left_printed": "975",
    }
    assert [year["left_computed"] for year in found["years"]] == ["1133", "976", "852", "783", "783"]
    assert found["source"] == "Besøg af Ishøj, 2018, «Kontaktforløb» og «Tilgang»"


def test_assumptions_without_contacts_have_nothing_left(case):
    found = assumptions_as_dict(case.scenarios.get(name="Uafrundede personer"))
    assert {(year["contacts"], year["left_computed"]) for year in found["years"]} == {(None, None)}
    assert found["years"][1]["self_support"] == "120.6"
