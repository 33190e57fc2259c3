"""What a business case adds up to, and where a sum is unknown."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from initiatives.economy.case import COST, GAIN, Case, Line, in_order, joined
from initiatives.spans import span_of
from tests.business_cases import KIK_II_SPANS, case, in_thousands, kijos, kik, kik_ii, million, thousand

WHOLE = span_of("2018M06-2022M05")


def nets(found, side="promised", **options):
    return {span: found.net(span, side, **options) for span in found.spans}


def test_net_of_a_cost_case_is_investment_and_saving_less_financing():
    # 4253 + 7408 + 0 − (1007 + 1000 + 7077) = 2577; 7223 + 12450 − 5039 − 1726 = 12908; 16155 − 13223 − 1726 = 1206;
    # 9209 − 18779 − 1726 = −11296; 3915 − 8614 − 719 = −5418; 5057 − 12060 − 1007 = −8010;
    # 6587 − 20674 − 1726 = −15813.
    expected = (2577, 12908, 1206, -11296, -5418, -8010, -15813)
    assert in_thousands(nets(kik_ii())) == dict(zip(KIK_II_SPANS, expected, strict=True))


def test_net_without_what_others_pay():
    expected = (11661, 14634, 2932, -9570, -4699, -7003, -14087)
    assert in_thousands(nets(kik_ii(), with_financing=False)) == dict(zip(KIK_II_SPANS, expected, strict=True))


def test_net_of_the_whole_is_the_sum_of_its_parts_and_not_the_documents_rounded_one():
    # 2577 + 12908 + 1206 − 11296 − 5418 = −23; the document prints −24.
    assert kik_ii().net(WHOLE, "promised") == thousand(-23)
    # 11661 + 14634 + 2932 − 9570 − 4699 = 14958.
    assert kik_ii().net(WHOLE, "promised", with_financing=False) == thousand(14958)


@pytest.mark.parametrize(("kind", "total"), [("investment", 60613), ("saving", -45655), ("financing", 14981)])
def test_totals_by_kind(kind, total):
    # 23451 + 37162; 5039 + 13223 + 18779 + 8614; 6904 + 1000 + 7077.
    assert kik_ii().total(kind, WHOLE, "promised") == thousand(total)


def test_cumulative_net_with_and_without_what_others_pay():
    own = (11661, 26295, 29227, 19657, 14958, 7955, -6132)
    after = (2577, 15485, 16691, 5395, -23, -8033, -23846)
    found = kik_ii()
    assert list(in_thousands(found.cumulative("promised")).values()) == list(after)
    assert list(in_thousands(found.cumulative("promised", with_financing=False)).values()) == list(own)


def test_cumulative_net_is_unknown_where_the_spans_do_not_join():
    # June to December 2018 is printed nowhere: −18,1; −26,7; −22,7 and 6,1; 31,4; 42,8, then nothing.
    promised, realised = (list(kik().cumulative(side).values()) for side in ("promised", "realised"))
    assert promised == [million("-18.1"), million("-26.7"), million("-22.7"), None]
    assert realised == [million("6.1"), million("31.4"), million("42.8"), None]


def test_cumulative_net_is_unknown_from_a_missing_amount_on():
    found = case(COST, investment=(5, 4, 3), saving=(0, None, -9))
    assert list(found.cumulative("promised").values()) == [5, None, None]


def test_investment_alone_has_no_net():
    [span] = kijos().spans
    assert kijos().net(span, "promised") is None
    assert kijos().total("investment", span, "promised") == million("16.7")
    assert kijos().spans_without("saving") == [span]


def test_saving_of_0_is_a_saving_and_a_missing_one_is_not():
    assert case(COST, investment=(5,), saving=(0,)).net(span_of("2020"), "promised") == 5
    assert case(COST, investment=(5, 5), saving=(0,)).net(span_of("2021"), "promised") is None


def test_realised_is_unknown_until_every_line_of_the_span_is_told():
    some = {("investment", "ØK", ""): (4000,), ("investment", "AU", ""): (7000,), ("saving", "AU", ""): (-100,)}
    found = kik_ii(some)
    assert found.net(found.spans[0], "realised") is None
    assert found.net(found.spans[0], "realised", with_financing=False) == thousand(10900)
    assert found.total("investment", found.spans[0], "realised") == thousand(11000)
    assert found.total("investment", WHOLE, "realised") is None


def test_gain_case_has_what_others_pay_as_a_gain():
    found = case(GAIN, investment=(-10,), saving=(4,), financing=(3,))
    assert found.net(span_of("2020"), "promised") == -3


def test_case_that_no_other_pays_for_has_no_financing_and_still_a_net():
    found = case(COST, investment=(10,), saving=(-4,))
    assert found.net(span_of("2020"), "promised") == 6
    assert found.total("financing", span_of("2020"), "promised") is None


def test_net_line_stands_for_all_kinds_in_its_span():
    mixed = (
        Line(span_of("2020"), "net", promised=Decimal(5)),
        Line(span_of("2021"), "investment", promised=Decimal(3)),
        Line(span_of("2021"), "saving", promised=Decimal(-9)),
    )
    found = Case(COST, mixed)
    assert list(found.cumulative("promised").values()) == [5, -1]
    assert found.net(span_of("2020-2021"), "promised") == -1
    assert found.spans_without("saving") == []


def test_overlapping_spans_do_not_join():
    lines = (
        Line(span_of("2020-2021"), "investment", promised=Decimal(8)),
        Line(span_of("2020"), "saving", promised=Decimal(-2)),
        Line(span_of("2021"), "saving", promised=Decimal(-7)),
    )
    found = Case(COST, lines)
    assert [span.code for span in found.spans] == ["2020", "2021", "2020-2021"]
    assert set(found.cumulative("promised").values()) == {None}
    assert found.net(span_of("2020-2021"), "promised") == -1


def test_amount_told_for_a_longer_span_makes_what_it_may_belong_to_unknown():
    # 400 in 2020-2021 may lie in either year: of 2020 not even the investment is known, and no other may stand as it.
    lines = (
        Line(span_of("2020-2021"), "investment", payer="AU", promised=Decimal(400)),
        Line(span_of("2020"), "investment", payer="ØK", promised=Decimal(100)),
        Line(span_of("2021"), "investment", payer="ØK", promised=Decimal(0)),
        Line(span_of("2020"), "saving", promised=Decimal(-50)),
        Line(span_of("2021"), "saving", promised=Decimal(-700)),
    )
    found, year, whole = Case(COST, lines), span_of("2020"), span_of("2020-2021")
    assert (found.total("investment", year, "promised"), found.net(year, "promised")) == (None, None)
    assert found.total("saving", year, "promised") == -50
    # 400 + 100 + 0 − 50 − 700.
    assert (found.total("investment", whole, "promised"), found.net(whole, "promised")) == (500, -250)
    assert set(found.cumulative("promised").values()) == {None}
    assert found.spans_without("investment") == [] and found.told_together("investment") == [whole]


def test_financing_told_for_a_longer_span_makes_the_net_after_it_unknown():
    lines = (
        Line(span_of("2020"), "investment", promised=Decimal(9)),
        Line(span_of("2020"), "saving", promised=Decimal(-4)),
        Line(span_of("2020-2021"), "financing", promised=Decimal(3)),
    )
    found, year = Case(COST, lines), span_of("2020")
    assert (found.net(year, "promised"), found.total("financing", year, "promised")) == (None, None)
    assert found.net(year, "promised", with_financing=False) == 5


def test_span_that_holds_several_comes_after_the_last_of_them():
    codes = ["2018M06-2022M05", "2019", "2018M06-2018M12", "2022M01-2022M05", "2022M06-2022M12"]
    ordered = [span.code for span in in_order(map(span_of, codes))]
    assert ordered == ["2018M06-2018M12", "2019", "2022M01-2022M05", "2018M06-2022M05", "2022M06-2022M12"]


def test_spans_that_follow_one_another_are_joined_as_far_as_they_do():
    assert joined(kik().spans).code == "2016M01-2018M05"
    assert joined(kijos().spans) is None and joined([]) is None


amounts = st.lists(st.integers(-1000, 1000), min_size=1, max_size=6)


@settings(max_examples=50)
@given(amounts, st.sampled_from([COST, GAIN]))
def test_last_cumulative_net_is_the_net_of_the_whole(investments, sign):
    found = case(sign, investment=investments, saving=[0] * len(investments))
    whole = joined(found.spans) or found.spans[0]
    assert list(found.cumulative("promised").values())[-1] == found.net(whole, "promised") == sum(investments)


@settings(max_examples=50)
@given(amounts, st.data())
def test_one_missing_amount_makes_its_net_and_all_after_it_unknown(investments, data):
    at = data.draw(st.integers(0, len(investments) - 1))
    savings = [None if year == at else 0 for year in range(len(investments))]
    totals = list(case(COST, investment=investments, saving=savings).cumulative("promised").values())
    assert None not in totals[:at] and set(totals[at:]) == {None}
