"""Making a business case, giving it lines and amending what was promised."""

import pytest

from aabenraa_plan.models import Role
from initiatives.documents.case_loader import load_cases
from initiatives.economy.actions import (
    CASE_CHANGED,
    CHANGED,
    FROM_A_DOCUMENT,
    HAS_A_CASE,
    LINE_EXISTS,
    NET_STANDS_ALONE,
    OVERLAPS,
    REALISED_STANDS,
    SIGN_STANDS,
    CaseChanged,
    Told,
    add_line,
    amend_promised,
    case_mark,
    create_case,
    current_amounts,
    edit_case,
    mark_of,
    record_realised,
)
from initiatives.economy.forms import ENDS_BEFORE, FRAME_IS_MONEY, LISTED
from initiatives.economy.reporting import business_case_of
from initiatives.models import BusinessCase, CaseAmount, CaseLine, Initiative
from initiatives.spans import span_of
from tests.business_cases import thousand
from tests.case_writing import AGAIN, REALISED_2019, form_of, lines_of_2019, record
from tests.reading import text_of

pytestmark = pytest.mark.django_db
MAKE, ADD = "/indsatser/kis/oekonomi/", "/indsatser/kis/oekonomi/linje/ny/"
WORDS = {"unit": "thousand", "sign": "cost", "frame": None, "note": "", "source": "Byrådet, 12. juni"}
LINE = {"first": "januar 2026", "last": "juni 2026", "kind": "investment", "payer": "AU", "name": "", "source": "Oplæg"}


@pytest.fixture
def case(by):
    return create_case(initiative=Initiative.objects.get(code="kis"), words=WORDS, by=by)


@pytest.fixture
def add(case, by):
    def line(code="2026", amount=5, **other):
        said = {"kind": "investment", "payer": "AU", "name": "", "told": Told("Oplæg")} | other
        return add_line(case=case, span=span_of(code), amount=thousand(amount), by=by, **said)

    return line


def amend(line, amount, by, seen=None):
    seen = mark_of(current_amounts([line.pk], "promised")) if seen is None else seen
    return amend_promised(line=line, amount=amount, seen=seen, told=AGAIN, by=by)


def test_promise_is_amended_with_a_reason(by):
    [line, *_] = lines_of_2019()
    assert amend(line, thousand(7000), by) == 1
    rows = line.amounts.filter(side="promised").order_by("made_at").values_list("amount", "ended_reason")
    assert list(rows) == [(thousand(7223), "Talt to gange."), (thousand(7000), "")]


def test_promise_amended_by_two_is_that_of_the_first(by):
    [line, *_] = lines_of_2019()
    before = mark_of(current_amounts([line.pk], "promised"))
    amend(line, thousand(7000), by, seen=before)
    with pytest.raises(CaseChanged, match=CHANGED):
        amend(line, thousand(8000), by, seen=before)


def test_line_without_a_promise_is_out_of_the_case_unless_something_came_of_it(add, case, by):
    line = add()
    assert amend(line, None, by) == 1
    assert business_case_of(case.initiative).money.lines == ()
    assert add().pk == line.pk
    record_realised(case=case, amounts={line.pk: thousand(4)}, seen=mark_of({}), told=Told("x"), by=by)
    with pytest.raises(Exception, match=REALISED_STANDS):
        amend(line, None, by)


def test_page_amends_a_promise(manager):
    [line, *_] = lines_of_2019()
    where = f"/indsatser/linje/{line.pk}/ret/"
    form = form_of(manager, where)
    assert form["amount"] == "7.223"
    assert "Dette felt er påkrævet." in text_of(manager.post(where, form))
    assert "Investering skrives uden minus" in text_of(manager.post(where, form | {"amount": "-7000", "reason": "x"}))
    page = text_of(manager.post(where, form | {"amount": "7000", "reason": "Ny beslutning"}, follow=True))
    assert "Beløbene er gemt." in page and "Lovet: 7.000" in page.replace("\u00a0", " ") and "Ny beslutning" in page
    page = text_of(manager.post(where, form | {"amount": "6000", "reason": "x"}))
    assert CHANGED in page and "En anden har rettet det imens" in page


def test_case_is_made_once(case, by):
    assert create_case(initiative=case.initiative, words=WORDS, by=by) == case
    with pytest.raises(Exception, match=HAS_A_CASE):
        create_case(initiative=case.initiative, words=WORDS | {"source": "y"}, by=by)


def test_case_is_put_right_until_an_amount_rests_on_its_sign(case, add, by):
    seen = case_mark(case)
    found = edit_case(case=case, words=WORDS | {"sign": "gain"}, seen=seen, by=by)
    assert found.sign == "gain"
    with pytest.raises(CaseChanged, match=CASE_CHANGED):
        edit_case(case=case, words=WORDS | {"source": "y"}, seen=seen, by=by)
    found = edit_case(case=case, words=WORDS, seen=case_mark(found), by=by)
    add()
    with pytest.raises(Exception, match=SIGN_STANDS):
        edit_case(case=case, words=WORDS | {"sign": "gain"}, seen=case_mark(found), by=by)
    assert edit_case(case=case, words=WORDS | {"unit": "million"}, seen=case_mark(found), by=by).unit == "million"


def test_page_of_a_case_shows_what_the_other_wrote(case, manager, by):
    form = form_of(manager, MAKE)
    edit_case(case=case, words=WORDS | {"source": "Økonomiudvalget"}, seen=case_mark(case), by=by)
    page = text_of(manager.post(MAKE, form | {"source": "Udvalget"}))
    assert CASE_CHANGED in page and "Kilde Økonomiudvalget" in page
    sent = form_of(manager, MAKE) | {"source": "Udvalget"}
    manager.post(MAKE, sent)
    assert BusinessCase.objects.get(pk=case.pk).source == "Udvalget"


def test_case_of_a_document_stands(by, manager):
    kijos = BusinessCase.objects.get(initiative__code="kijos")
    with pytest.raises(Exception, match=FROM_A_DOCUMENT):
        edit_case(case=kijos, words=WORDS, seen=case_mark(kijos), by=by)
    page = text_of(manager.get("/indsatser/kijos/oekonomi/", follow=True))
    assert FROM_A_DOCUMENT in page


def test_line_sent_twice_is_one(add):
    assert add().pk == add().pk
    assert CaseAmount.objects.filter(line__case__initiative__code="kis").count() == 1


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ({"amount": 6}, LINE_EXISTS),
        ({"code": "2026M01-2026M06"}, OVERLAPS),
        ({"code": "2025-2026"}, OVERLAPS),
        ({"kind": "net", "payer": ""}, NET_STANDS_ALONE),
    ],
)
def test_amount_is_never_counted_twice(other, message, add):
    add()
    with pytest.raises(Exception, match=message):
        add(**other)


def test_lines_that_do_not_overlap_stand_beside_one_another(add, case):
    add()
    lines = [add(code="2027"), add(payer="ØK"), add(name="Konsulenter"), add(kind="saving", amount=-9)]
    # The same line over the years keeps its place.
    assert [line.position for line in lines] == [1, 2, 3, 4]
    add(code="2028", kind="net", payer="")
    with pytest.raises(Exception, match=NET_STANDS_ALONE):
        add(code="2028")


def test_new_investment_is_followed_from_the_first_page_to_the_payback(manager):
    made = {"unit": "thousand", "sign": "cost", "frame": "0,5", "source": "Byrådet, 12. juni"}
    page = text_of(manager.post(MAKE, made, follow=True))
    assert "Økonomien er gemt." in page and "Der er sat 0,5 mio. kr. af." in page.replace("\u00a0", " ")
    for change in ({"amount": "500"}, {"kind": "saving", "amount": "0"}):
        manager.post(ADD, LINE | change)
    for change in ({"amount": "0"}, {"kind": "saving", "amount": "-1.000"}):
        page = text_of(manager.post(ADD, LINE | {"first": "juli 2026", "last": "december 2026"} | change, follow=True))
    # 500 out, half of the second half-year's 1.000: 92 of its 184 days, 30 September.
    assert "have pengene tjent hjem i slutningen af september 2026" in page
    assert "30. september 2026" in page
    assert "Netto Lovet 500 −1.000 −500" in page


@pytest.mark.embedded
@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"first": "x"}, "Skriv en periode, fx 2026, 1. halvår 2026, 1. kvartal 2026 eller maj 2026."),
        ({"last": "december 2025"}, ENDS_BEFORE),
        ({"first": "2026MAT05"}, "Skriv et år, et halvår, et kvartal eller en måned."),
        ({"kind": "<x>"}, "Vælg fra listen."),
        ({"amount": "-5"}, "Investering skrives uden minus, når + er nettoudgift."),
        ({"kind": "saving"}, "Besparelse skrives med minus, når + er nettoudgift."),
        ({"kind": "financing", "amount": "-5"}, "Øvrig finansiering skrives uden minus, når + er nettoudgift."),
        ({"amount": ""}, "Dette felt er påkrævet."),
        ({"amount": "123456789012"}, "Er det skrevet i en anden enhed?"),
        ({"source": ""}, "Dette felt er påkrævet."),
        ({"payer": "Sag 300275-1234"}, "CPR-nummer"),
    ],
)
def test_wrong_line_is_said_in_danish_and_nothing_saved(typed, message, case, manager):
    page = text_of(manager.post(ADD, LINE | {"amount": "5"} | typed))
    assert message in page and "300275" not in page
    assert not CaseLine.objects.filter(case=case).exists()


@pytest.mark.embedded
@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"frame": "0"}, FRAME_IS_MONEY),
        ({"frame": "-1"}, FRAME_IS_MONEY),
        ({"unit": "<x>"}, LISTED),
        ({"source": ""}, "påkrævet"),
    ],
)
def test_wrong_case_is_said_and_not_made(typed, message, manager):
    sent = {"unit": "thousand", "sign": "cost", "source": "x"} | typed
    assert message in text_of(manager.post(MAKE, sent))
    assert not BusinessCase.objects.filter(initiative__code="kis").exists()


@pytest.mark.embedded
def test_line_is_not_added_where_there_is_no_case(manager):
    assert manager.get(ADD).status_code == 404


@pytest.mark.embedded
def test_reader_writes_nothing(as_role):
    client, [line, *_] = as_role(Role.APPROVER), lines_of_2019()
    for where in (REALISED_2019, MAKE, ADD, f"/indsatser/linje/{line.pk}/ret/"):
        assert client.post(where, {"amount": "1"}).status_code == 403


def test_loading_the_documents_again_leaves_what_people_wrote(by):
    [line, *_] = lines_of_2019()
    amend(line, thousand(7000), by)
    record({line.pk: thousand(6900)}, by)
    load_cases(by=by)
    standing = {each.side: each.amount for each in line.amounts.filter(ended_at=None)}
    assert standing == {"promised": thousand(7000), "realised": thousand(6900)}
