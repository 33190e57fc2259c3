"""What came of a business case, written in the browser: versions, two writers, signs and bad input."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from initiatives.economy.actions import (
    CHANGED,
    CaseChanged,
    mark_of,
)
from initiatives.economy.forms import TURNED, WHY
from initiatives.economy.reporting import business_case_of
from initiatives.models import CaseAmount, CaseLine
from tests.business_cases import thousand
from tests.case_writing import AGAIN, REALISED_2019, form_of, lines_of_2019, realised, record
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def test_realised_amounts_are_written_for_those_lines_that_changed(by):
    first, second, *_ = lines_of_2019()
    assert record({first.pk: thousand(7300), second.pk: None}, by) == 1
    assert (realised(first), realised(second)) == ([(7300, "", True, "")], [])


def test_correction_is_a_further_version_and_the_earlier_one_stays_with_the_reason(by):
    [line, *_] = lines_of_2019()
    record({line.pk: thousand(7300)}, by)
    assert record({line.pk: thousand(7100)}, by, told=AGAIN) == 1
    assert realised(line) == [(7300, "", False, "Talt to gange."), (7100, "Talt to gange.", True, "")]


def test_empty_takes_the_amount_back_and_is_never_0(by):
    [line, *_] = lines_of_2019()
    record({line.pk: thousand(7300)}, by)
    assert record({line.pk: None}, by, told=AGAIN) == 1
    assert realised(line) == [(7300, "", False, "Talt to gange.")]
    [found] = [each for each in business_case_of(line.case.initiative).money.lines if each.key == line.pk]
    assert found.realised is None


def test_zero_is_an_amount(by):
    [line, *_] = lines_of_2019()
    record({line.pk: thousand(0)}, by)
    assert realised(line) == [(0, "", True, "")]


def test_same_amount_again_writes_nothing_also_by_a_double_click(by):
    [line, *_] = lines_of_2019()
    before = mark_of({})
    assert record({line.pk: thousand(7300)}, by, seen=before) == 1
    assert record({line.pk: thousand(7300)}, by, seen=before) == 0
    assert len(realised(line)) == 1


def test_second_writer_does_not_overwrite_the_first(by):
    [line, *_] = lines_of_2019()
    before = mark_of({})
    record({line.pk: thousand(7300)}, by, seen=before)
    with pytest.raises(CaseChanged, match=CHANGED):
        record({line.pk: thousand(9999)}, by, seen=before)
    assert realised(line) == [(7300, "", True, "")]


def test_line_of_another_case_is_refused(by):
    other = CaseLine.objects.filter(case__initiative__code="kik").first()
    with pytest.raises(Exception, match="ikke længere dem"):
        record({other.pk: thousand(1)}, by)


def test_database_keeps_one_current_amount_of_a_line_and_side(by):
    [line, *_] = lines_of_2019()
    record({line.pk: thousand(7300)}, by)
    again = {"side": "realised", "amount": 1, "source": "x", "made_by": by, "made_at": timezone.now()}
    with pytest.raises(IntegrityError, match=r"one_current_case_amount|UNIQUE"), transaction.atomic():
        CaseAmount.objects.create(line=line, **again)


def test_page_saves_what_is_typed_in_the_unit_of_the_case(manager):
    [line, *_] = lines_of_2019()
    form = form_of(manager, REALISED_2019)
    assert len(form) == 9
    sent = form | {f"line_{line.pk}": "7.300,5", "source": "Regnskab 2019"}
    page = text_of(manager.post(REALISED_2019, sent, follow=True))
    assert "Beløbene er gemt." in page and "7.300,5" in page
    again = form_of(manager, REALISED_2019)
    assert (again[f"line_{line.pk}"], again["source"]) == ("7.300,5", "Regnskab 2019")
    assert "Der er ikke gemt noget nyt." in text_of(manager.post(REALISED_2019, again, follow=True))


def test_page_shows_what_the_other_wrote_and_keeps_what_was_typed(manager, by):
    [line, *_] = lines_of_2019()
    form = form_of(manager, REALISED_2019)
    record({line.pk: thousand(7300)}, by)
    sent = form | {f"line_{line.pk}": "9999", "source": "x", "reason": "y"}
    response = manager.post(REALISED_2019, sent)
    page = text_of(response)
    assert CHANGED in page and "Investering, ØK 7.300 t.kr." in page
    assert response.context["form"][f"line_{line.pk}"].value() == "9999"
    assert realised(line) == [(7300, "", True, "")]
    # Having seen it, the person may save over it.
    manager.post(REALISED_2019, sent | {"seen": response.context["seen"]})
    assert realised(line)[-1] == (9999, "y", True, "")


def test_page_asks_why_where_something_written_before_changes(manager, by):
    [line, *_] = lines_of_2019()
    record({line.pk: thousand(7300)}, by)
    page = text_of(manager.post(REALISED_2019, form_of(manager, REALISED_2019) | {f"line_{line.pk}": ""}))
    assert page.count(WHY) == 2
    assert len(realised(line)) == 1


def test_page_asks_whether_a_turned_sign_is_meant(manager):
    saving = next(line for line in lines_of_2019() if line.kind == "saving")
    sent = form_of(manager, REALISED_2019) | {f"line_{saving.pk}": "5039", "source": "x"}
    assert TURNED in text_of(manager.post(REALISED_2019, sent))
    assert realised(saving) == []
    manager.post(REALISED_2019, sent | {"turned": "on"})
    assert realised(saving) == [(5039, "", True, "")]


@pytest.mark.embedded
@pytest.mark.parametrize("typed", ["syv tusind", "1e9", "5 %", "9" * 30, "=1+1", "7,000001"])
def test_amount_that_cannot_be_read_is_refused_and_nothing_saved(typed, manager):
    first, second, *_ = lines_of_2019()
    sent = form_of(manager, REALISED_2019) | {f"line_{first.pk}": typed, f"line_{second.pk}": "5", "source": "x"}
    response = manager.post(REALISED_2019, sent)
    assert response.status_code == 200 and response.context["form"].errors
    assert not CaseAmount.objects.filter(line__in=[first, second], side="realised").exists()


@pytest.mark.embedded
def test_cpr_number_is_not_kept_and_not_shown_again(manager):
    [line, *_] = lines_of_2019()
    sent = form_of(manager, REALISED_2019) | {f"line_{line.pk}": "5", "source": "Sag om 300275-1234"}
    page = text_of(manager.post(REALISED_2019, sent))
    assert "CPR-nummer" in page and "300275" not in page
    assert realised(line) == []


@pytest.mark.embedded
@pytest.mark.parametrize("code", ["2018", "2018M06-2022M05", "x", "2019-", "2030"])
def test_span_that_is_none_of_the_cases_is_not_found(code, manager):
    assert manager.get(f"/indsatser/kik-ii/oekonomi/{code}/").status_code == 404
