"""The pages with appropriation cases: what they say of a year and of a case, to whom, and as of when."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from aabenraa_plan.models import Role
from budget.cases.actions import mark_of, withdraw_case
from budget.models import Appropriation
from tests.cases import draft_case, granted_case, on, purpose, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
LIST = "/budget/bevillinger/"


@pytest.fixture
def supplementary(by):
    return granted_case(on("500000", persons="3.5"), by=by, case_number="23/1204")


@pytest.fixture
def reallocation(by):
    lines = on("-300000", "fleksjob"), on("300000", "ledighedsydelse")
    return granted_case(*lines, by=by, kind="reallocation", title="Fra fleksjob")


def page(client, where, **query) -> str:
    response = client.get(where, query)
    assert response.status_code == 200
    return text_of(response)


def test_list_begins_with_what_is_granted(supplementary, reallocation, by, manager):
    granted_case(on("1000000", kind="effort"), by=by, kind="committees", payer="Børneudvalget")
    granted_case(purpose("2000000"), by=by, kind="capital")
    withdraw_case(case=granted_case(on("99000000"), by=by), reason="Fejl", by=by)
    draft_case(on("77000000"), by=by)
    found = page(manager, LIST, aar=2023)
    assert (
        "I 2023 er der bevilget 4 sager: 2 tillægsbevillinger ændrer tilsammen budgettet med +1.500 t.kr., "
        "1 omplacering flytter 300 t.kr., og 1 anlægsbevilling på 2.000 t.kr. ligger uden for driftsbudgettet. "
        "1 kladde er ikke bevilget endnu."
    ) in found
    assert "+ øger budgettet" in found
    assert "1. marts 2023" in found
    assert "23/1204" in found


def test_list_with_one_case_says_it_in_the_singular(supplementary, manager):
    assert "I 2023 er der bevilget 1 sag: 1 tillægsbevilling ændrer budgettet med +500 t.kr. <" in page(
        manager, LIST, aar=2023
    ).replace("</p>", " <")


def test_list_without_cases_says_so(manager):
    found = page(manager, LIST, aar=2021)
    assert "I 2021 er der ikke bevilget nogen sager. Det korrigerede budget er det vedtagne." in found
    assert "Ingen sager i 2021" in found


def test_list_shows_the_newest_year_with_a_case_by_default(by, manager):
    granted_case(on("1000"), by=by, year=2021)
    assert "I 2021 er der bevilget 1 sag" in page(manager, LIST)


@pytest.mark.parametrize("asked", ["1850", "x", "2023'", "２０２３"])
def test_list_of_an_unknown_year_says_so(asked, supplementary, manager):
    found = page(manager, LIST, aar=asked)
    assert "Der er hverken et budget eller en sag for det år, du bad om." in found
    assert "I 2023 er der bevilget 1 sag" in found


def test_reader_sees_all_cases_and_changes_none(supplementary, by, as_role):
    draft_case(on("1"), by=by, title="Kladden")
    withdraw_case(case=granted_case(on("1"), by=by, title="Fortrudt"), reason="Fejl", by=by)
    reader = as_role(Role.APPROVER)
    found = page(reader, LIST, aar=2023)
    assert "Flere sygedagpenge" in found
    assert "Fortrudt" in found
    assert "Kladden" in found
    assert "Ny driftssag" not in found
    shown = page(reader, supplementary.get_absolute_url())
    assert "Tag sagen tilbage" not in shown


def test_approver_reads_drafts_and_changes_nothing(by, as_role):
    draft = draft_case(on("1"), by=by)
    found = page(as_role(Role.APPROVER), draft.get_absolute_url())
    assert "Sagen er en kladde" in found
    assert "Bevilg sagen" not in found


def queries(client, where, django_assert_max_num_queries):
    with django_assert_max_num_queries(100) as seen:
        assert client.get(where).status_code == 200
    return len(seen)


def test_lists_take_the_same_queries_with_one_and_three_rows(supplementary, by, manager, django_assert_max_num_queries):
    one = queries(manager, f"{LIST}?aar=2023", django_assert_max_num_queries)
    for amount in ("1", "2"):
        granted_case(on(amount), on("5", "fleksjob"), by=by)
    assert queries(manager, f"{LIST}?aar=2023", django_assert_max_num_queries) == one


def test_case_takes_the_same_queries_with_one_and_three_lines(by, manager, django_assert_max_num_queries):
    few = granted_case(on("1"), by=by)
    many = granted_case(on("1"), on("2", "fleksjob"), on("3", "ledighedsydelse"), by=by)
    counts = {queries(manager, case.get_absolute_url(), django_assert_max_num_queries) for case in (few, many)}
    assert len(counts) == 1
    edit = [reverse("appropriation_edit", args=[draft_case(*lines, by=by).pk]) for lines in ([], [on("1")])]
    assert len({queries(manager, where, django_assert_max_num_queries) for where in edit}) == 1


def test_case_says_what_it_does_to_its_budget_line(supplementary, manager):
    # 70.061.000 + 500.000 (FACTS: sygedagpenge 2023).
    found = page(manager, supplementary.get_absolute_url())
    assert "Sagen ændrer budgettet med +500 t.kr. Sygedagpenge går fra 70.061 til 70.561 t.kr." in found
    assert "70.061 → 70.561" in found
    assert "+500.000 kr." in found
    assert "+3,5" in found


def test_case_counts_the_other_granted_cases_in(supplementary, by, manager):
    draft = draft_case(on("-100000"), by=by)
    assert "70.561 → 70.461" in page(manager, draft.get_absolute_url())
    assert "70.061 → 70.561" in page(manager, supplementary.get_absolute_url())


def test_case_on_a_line_without_a_budget_has_no_figure_before(by, manager):
    # Flexjob has no effort in 2023: the document is blank.
    case = granted_case(on("250000", "fleksjob", kind="effort", programme="kik-ii"), by=by)
    found = page(manager, case.get_absolute_url())
    assert "– → 250" in found
    assert "Fleksjob, indsats · KIK II får 250 t.kr." in found


def test_reallocation_says_what_it_moves(reallocation, manager):
    found = page(manager, reallocation.get_absolute_url())
    assert "Sagen flytter 300 t.kr. mellem 2 budgetlinjer." in found
    assert "171.495 → 171.195" in found
    assert "12.975 → 13.275" in found


def test_reallocation_that_misses_zero_says_by_how_much_and_cannot_be_granted(by, manager):
    draft = draft_case(on("500000"), on("-300000", "fleksjob"), by=by, kind="reallocation")
    found = page(manager, draft.get_absolute_url())
    assert "Linjerne giver tilsammen +200.000 kr. En omplacering skal gå i nul." in found
    assert "Bevilg sagen" not in found
    sent = {"decided_on": "2023-03-01", "seen": mark_of(draft)}
    response = manager.post(reverse("appropriation_grant", args=[draft.pk]), sent, follow=True)
    assert "Linjerne giver tilsammen +200.000 kr." in text_of(response)
    assert Appropriation.objects.get().is_draft


def test_capital_case_has_purposes_and_is_outside_the_budget(by, manager):
    case = granted_case(purpose("2000000"), by=by, kind="capital")
    found = page(manager, case.get_absolute_url())
    assert "Sagen giver 2.000 t.kr. til anlæg, uden for driftsbudgettet." in found
    assert "Ny bygning" in found


def test_withdrawn_case_says_that_it_no_longer_counts_and_why(supplementary, by, manager):
    withdraw_case(case=supplementary, reason="Besluttet om", by=by)
    found = page(manager, supplementary.get_absolute_url())
    assert "Sagen er taget tilbage og tæller ikke længere med." in found
    assert "Besluttet om" in found


def test_looking_back_shows_the_cases_that_were_known(supplementary, by, manager):
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    today = timezone.localdate().isoformat()
    draft_case(on("1"), by=by)
    assert "I 2023 er der ikke bevilget nogen sager." in page(manager, LIST, aar=2023, som_set=yesterday)
    found = page(manager, LIST, aar=2023, som_set=today)
    assert "I 2023 er der bevilget 1 sag" in found
    assert "er ikke bevilget endnu" not in found
    where = supplementary.get_absolute_url()
    assert "Tag sagen tilbage" not in page(manager, where, som_set=today)
    response = manager.get(where, {"som_set": yesterday}, follow=True)
    assert "Sagen var ikke bevilget på det tidspunkt." in text_of(response)


def test_withdrawn_case_counts_in_a_look_back_to_before(supplementary, by, manager):
    withdrawn = withdraw_case(case=supplementary, reason="Fejl", by=by)
    before = (withdrawn.withdrawn_at - timedelta(microseconds=1)).isoformat()
    assert "Taget tilbage" not in page(manager, LIST, aar=2023, som_set=before)
    assert "Taget tilbage" in page(manager, LIST, aar=2023)


def test_cases_are_exported_with_a_row_for_each_line(supplementary, reallocation, manager):
    response = manager.get(LIST, {"aar": 2023, "hent": "csv", "tabel": "linjer"})
    lines = response.content.decode("utf-8-sig").splitlines()
    assert any("Beløb (1.000 kr.)" in each for each in lines)
    assert sum("Fra fleksjob" in each for each in lines) == 2
    assert any("23/1204" in each and "500" in each and "3,5" in each for each in lines)
    workbook = manager.get(supplementary.get_absolute_url(), {"hent": "xlsx"})
    assert "spreadsheetml" in workbook.headers["Content-Type"]
