"""Appropriation cases: what people do with them, and what the budget becomes."""

from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.utils import timezone

from aabenraa_plan.refusals import NotPossible
from budget.cases.actions import (
    CaseChanged,
    CaseText,
    delete_draft,
    grant_case,
    mark_of,
    save_case,
    withdraw_case,
)
from budget.cases.reporting import Change, changes_of
from budget.lines import LineKey
from budget.models import Appropriation, AppropriationLine, BenefitType, CaseStatus, LineKind, Programme
from extracts.models import DataVersion
from tests import cases
from tests.cases import SOME_DAY, draft_case, on, purpose

pytestmark = pytest.mark.django_db
SUPPORT, EFFORT = LineKind.SUPPORT, LineKind.EFFORT


@pytest.fixture
def write(by):
    return partial(draft_case, by=by)


@pytest.fixture
def grant(by):
    return partial(cases.grant, by=by)


def key(code, kind=SUPPORT, programme=Programme.ORDINARY):
    return LineKey(BenefitType.objects.get(code=code).pk, kind, Programme.objects.get(code=programme).pk)


def test_granted_cases_change_their_lines_and_others_do_not(write, grant, by):
    grant(write(on("500000.5", persons=4), on("-200000", kind=EFFORT, programme="kik-ii")))
    grant(write(on("99.5", persons="-1.5"), kind="committees", payer="Børneudvalget"))
    grant(write(on("-99", "fleksjob"), on("99", "ledighedsydelse"), kind="reallocation"))
    grant(write(purpose("7000000"), kind="capital"))
    grant(write(on("1"), year=2024))
    write(on("1000000"))
    withdraw_case(case=grant(write(on("1000000"))), reason="Fejl", by=by)
    assert changes_of(2023) == {
        key("sygedagpenge"): Change(Decimal("500100"), Decimal("2.5")),
        key("sygedagpenge", EFFORT, "kik-ii"): Change(Decimal(-200000)),
        key("fleksjob"): Change(Decimal(-99)),
        key("ledighedsydelse"): Change(Decimal(99)),
    }


def test_changes_of_a_year_are_one_query(write, grant, django_assert_num_queries):
    grant(write(on("1"), on("2", "fleksjob")))
    with django_assert_num_queries(1):
        assert len(changes_of(2023)) == 2


def test_year_without_cases_has_no_changes():
    assert changes_of(2023) == {}


def test_change_is_known_from_the_grant_to_the_withdrawal(write, grant, by):
    draft = write(on("5"))
    granted = grant(draft)
    withdrawn = withdraw_case(case=granted, reason="Fejl", by=by)
    tick = timedelta(microseconds=1)
    known = {key("sygedagpenge"): Change(Decimal(5))}
    assert changes_of(2023, granted.granted_at - tick) == {}
    assert changes_of(2023, granted.granted_at) == known
    assert changes_of(2023, withdrawn.withdrawn_at - tick) == known
    assert changes_of(2023, withdrawn.withdrawn_at) == {}


def test_saving_a_draft_again_replaces_its_words_and_lines(write, by):
    case = write(on("1"), on("2", "fleksjob"))
    text = CaseText(year=2021, kind="committees", title="Nyt", reason="Ny", case_number="22/38279", payer="Andre")
    saved = save_case(case=case, text=text, lines=[on("3", kind=EFFORT)], seen=mark_of(case), by=by)
    assert saved.pk == case.pk
    assert (saved.year, saved.kind, saved.case_number, saved.payer) == (2021, "committees", "22/38279", "Andre")
    assert list(saved.lines.values_list("benefit_type__code", "kind", "amount")) == [
        ("sygedagpenge", "effort", Decimal(3))
    ]


def test_every_step_raises_the_data_version_and_the_grant_keeps_its_moment(write, grant, by):
    numbers = [DataVersion.now()]
    case = write(on("1"))
    numbers.append(DataVersion.now())
    case = grant(case)
    assert case.granted_at == DataVersion.objects.get().moment
    numbers.append(DataVersion.now())
    case = withdraw_case(case=case, reason="Fejl", by=by)
    assert case.withdrawn_at == DataVersion.objects.get().moment
    numbers.append(DataVersion.now())
    draft = write()
    delete_draft(case=draft, seen=mark_of(draft))
    assert DataVersion.now() == numbers[-1] + 2
    assert numbers == sorted(set(numbers))


def test_grant_says_by_how_much_a_reallocation_misses_zero(write, grant):
    case = write(on("500000"), on("-300000", "fleksjob"), kind="reallocation")
    sentence = r"Linjerne giver tilsammen \+200\.000 kr\. En omplacering skal gå i nul\."
    with pytest.raises(NotPossible, match=sentence):
        grant(case)
    off_by_an_oere = write(on("300000"), on("-300000.01", "fleksjob"), kind="reallocation")
    with pytest.raises(NotPossible, match=r"−0,01 kr\."):
        grant(off_by_an_oere)


def test_grant_refuses_what_is_not_whole(write, grant):
    for case, said in [
        (write(), "ingen linjer"),
        (write(on("1"), kind="capital"), "kun linjer med et formål"),
        (write(purpose("1")), "skal have en ydelse"),
    ]:
        with pytest.raises(NotPossible, match=said):
            grant(case)
        case.refresh_from_db()
        assert case.is_draft


def test_grant_on_a_day_to_come_is_refused(write, grant):
    with pytest.raises(NotPossible, match="ikke er kommet endnu"):
        grant(write(on("1")), decided_on=timezone.localdate() + timedelta(days=1))
    assert grant(write(on("1")), decided_on=timezone.localdate()).status == CaseStatus.GRANTED


def test_draft_that_somebody_changed_is_neither_saved_granted_nor_deleted(write, by):
    case = write(on("1"))
    seen, text = mark_of(case), CaseText(year=2023, kind="cash", title="Min", reason="x")
    save_case(case=case, text=text, lines=[on("2")], seen=seen, by=by)
    with pytest.raises(CaseChanged):
        save_case(case=case, text=text, lines=[], seen=seen, by=by)
    with pytest.raises(CaseChanged):
        grant_case(case=case, decided_on=SOME_DAY, seen=seen, by=by)
    with pytest.raises(CaseChanged):
        delete_draft(case=case, seen=seen)
    assert AppropriationLine.objects.get().amount == 2


def test_changed_line_changes_the_mark_of_its_case(write):
    case = write(on("1"), on("2", "fleksjob"))
    before = mark_of(case)
    case.lines.filter(amount=Decimal(2)).update(amount=Decimal("2.01"))
    assert mark_of(case) != before


def test_only_a_draft_is_changed_granted_or_deleted_and_only_a_granted_case_withdrawn(write, grant, by):
    case = grant(write(on("1")))
    text = CaseText(year=2023, kind="cash", title="Min", reason="x")
    for act in (
        lambda: save_case(case=case, text=text, lines=[], seen=mark_of(case), by=by),
        lambda: grant(case),
        lambda: delete_draft(case=case, seen=mark_of(case)),
        lambda: withdraw_case(case=write(on("1")), reason="x", by=by),
    ):
        with pytest.raises(NotPossible):
            act()
    assert Appropriation.objects.get(pk=case.pk).title == "Flere sygedagpenge"


def test_withdrawn_case_stays_with_its_reason(write, grant, by):
    case = withdraw_case(case=grant(write(on("1"))), reason="Besluttet om", by=by)
    assert (case.status, case.withdrawn_reason, case.withdrawn_by) == (CaseStatus.WITHDRAWN, "Besluttet om", by)
    with pytest.raises(NotPossible):
        withdraw_case(case=case, reason="Igen", by=by)


def test_draft_is_deleted_with_its_lines(write):
    case = write(on("1"))
    delete_draft(case=case, seen=mark_of(case))
    assert not Appropriation.objects.exists()
    assert not AppropriationLine.objects.exists()


def test_draft_sent_twice_by_a_double_click_is_one(by):
    first = draft_case(on("500"), on("-500", code="fleksjob"), by=by)
    assert draft_case(on("500"), on("-500", code="fleksjob"), by=by) == first
    assert draft_case(on("500"), by=by) != first
    assert Appropriation.objects.count() == 2


def test_case_that_would_leave_fewer_than_no_persons_is_not_granted(by):
    # Plan 2023 has 494 persons on sickness benefit.
    case = draft_case(on("-1000", persons="-495"), by=by)
    with pytest.raises(NotPossible, match="Sygedagpenge ville få færre end 0 helårspersoner"):
        cases.grant(case, by=by)
    assert cases.grant(draft_case(on("-1000", persons="-494"), by=by), by=by).status == "granted"
