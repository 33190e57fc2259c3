"""A business case in words."""

from datetime import date
from decimal import Decimal

import pytest

from initiatives.economy.case import COST, GAIN, Case, Line
from initiatives.economy.leads import Lead
from initiatives.economy.payback import payback_of
from initiatives.economy.rows import rows_of, strips_of
from initiatives.economy.wording import lacks, line_name, millions, payback_text, when, with_unit
from initiatives.spans import span_of
from tests.business_cases import KIK_II_LINES, case, kijos, kik, kik_ii, million, thousand

EXPECTED = "Oplægget ventede at investere 60,6 mio. kr. og have pengene tjent hjem i slutningen af maj 2022."


@pytest.mark.parametrize(
    ("found", "frame", "sentence", "finding"),
    [
        (
            kik_ii(),
            million("60.6"),
            f"{EXPECTED} Der er ikke skrevet realiserede beløb endnu.",
            "Pengene ventedes tjent hjem i slutningen af maj 2022",
        ),
        (
            kik(),
            million(68),
            "Der blev sat 68 mio. kr. af. Til og med maj 2018 var der lovet en nettoudgift på 22,7 mio. kr. "
            "Det blev en gevinst på 42,8 mio. kr.",
            "Realiseret til og med maj 2018: en gevinst på 42,8 mio. kr., hvor der var lovet en nettoudgift på "
            "22,7 mio. kr.",
        ),
        (
            kijos(),
            million("16.7"),
            "Der er sat 16,7 mio. kr. af for 2019-2023. Kilderne oplyser ingen besparelse, så det kan ikke regnes ud, "
            "hvornår pengene er tjent hjem. Der er ikke skrevet realiserede beløb endnu.",
            "Det kan ikke regnes ud, hvornår pengene er tjent hjem",
        ),
        (
            case(COST, investment=(million(3), million(1)), saving=(0, million(-1))),
            None,
            "Der blev sat 4 mio. kr. af. Til og med december 2021 var der lovet en nettoudgift på 3 mio. kr. "
            "Der er ikke skrevet realiserede beløb endnu.",
            "Pengene ventedes ikke tjent hjem til og med december 2021",
        ),
        (
            case(GAIN, net=(million(2),)),
            None,
            "Til og med december 2020 var der lovet en gevinst på 2 mio. kr. "
            "Der er ikke skrevet realiserede beløb endnu.",
            "Der ventedes ikke noget minus til og med december 2020",
        ),
    ],
)
def test_sentence_and_title_say_what_was_promised_and_came(found, frame, sentence, finding):
    assert (Lead(found, frame).sentence, Lead(found, frame).finding) == (sentence, finding)


def test_part_of_the_realised_is_said_beside_what_was_promised_by_then():
    lead = Lead(kik_ii({line: amounts[:1] for line, amounts in KIK_II_LINES.items()}), million("60.6"))
    assert lead.sentence == (f"{EXPECTED} Til og med december 2018 er der realiseret en nettoudgift på 2,6 mio. kr.")
    assert lead.finding == (
        "Realiseret til og med december 2018: en nettoudgift på 2,6 mio. kr., hvor der var lovet en nettoudgift på "
        "2,6 mio. kr."
    )


def test_realised_amounts_that_do_not_add_up_are_said_to():
    lead = Lead(kik_ii({("investment", "ØK", ""): (4000,)}), None)
    assert lead.realised_sentence == "De realiserede beløb er ikke hele, så de kan ikke lægges sammen."


def test_case_without_lines_says_what_was_set_aside():
    assert Lead(case(COST), million(3)).sentence == "Der er sat 3 mio. kr. af."
    assert Lead(case(COST), None).sentence == ""


@pytest.mark.parametrize(
    ("found", "side", "text"),
    [
        (kik_ii(), "promised", "31. maj 2022"),
        (
            kik(),
            "promised",
            "Ikke til og med maj 2018: da mangler 22,7 mio. kr., og efter maj 2018 er der ikke tal nok",
        ),
        (kik(), "realised", "Har ikke været i minus til og med maj 2018, og efter maj 2018 er der ikke tal nok"),
        (kijos(), "promised", "Kan ikke regnes ud"),
    ],
)
def test_payback_in_words(found, side, text):
    assert payback_text(payback_of(found, side)) == text


@pytest.mark.parametrize(("day", "word"), [(1, "begyndelsen af"), (10, "begyndelsen af"), (31, "slutningen af")])
def test_day_is_told_by_thirds_of_its_month(day, word):
    assert when(date(2022, 5, day)) == f"i {word} maj 2022"
    assert when(date(2022, 5, 11)) == when(date(2022, 5, 20)) == "midt i maj 2022"


@pytest.mark.parametrize(
    ("amount", "text"),
    [("60613000", "60,6 mio. kr."), ("68000000", "68 mio. kr."), ("-23000", "−23.000 kr."), ("0", "0 mio. kr.")],
)
def test_amount_to_be_read_aloud(amount, text):
    assert millions(Decimal(amount)) == text


def test_amount_keeps_the_decimals_it_has():
    assert with_unit(thousand(12450), "thousand") == "12.450 t.kr."
    assert with_unit(Decimal("12450500"), "thousand") == "12.450,5 t.kr."
    assert with_unit(million("16.7"), "million") == "16,7 mio. kr."


def test_lines_are_named_by_kind_payer_and_name():
    assert line_name("investment", "", "") == "Investering"
    assert line_name("financing", "ØK", "Bonus") == "Øvrig finansiering, ØK: Bonus"


def test_what_a_net_lacks_is_said():
    said = "Der er ikke oplyst besparelse for 2019-2023. Derfor er nettobeløbet ukendt. Det er ikke 0."
    assert lacks(kijos()) == said
    assert lacks(kik()) == lacks(kik_ii()) == ""


def with_a_hole():
    """20 and 0 invested in 2020 and 2021, 9 saved in each; of 2022 only a saving."""
    return case(COST, investment=(20, 0), saving=(-9, -9, -9))


def test_amount_for_several_years_together_is_said_to_be_why_a_net_is_unknown():
    together = Line(span_of("2020-2021"), "investment", promised=Decimal(8))
    years = [Line(span_of(str(year)), "saving", promised=Decimal(-9)) for year in (2020, 2021)]
    assert lacks(Case(COST, (together, *years))) == (
        "Der er kun ét samlet beløb til investering for 2020-2021, mens andre beløb er delt op. "
        "Derfor er nettobeløbet ukendt. Det er ikke 0."
    )


def test_amount_that_is_not_told_for_every_year_has_no_total():
    [investment, saving, *_] = rows_of(with_a_hole(), [span_of("2020-2021"), span_of("2020-2022")])
    assert [cell.promised for cell in investment.cells] == [20, None]
    assert [cell.promised for cell in saving.cells] == [-18, -27]


def test_investment_that_is_not_told_for_every_year_is_not_summed_in_words():
    assert Lead(with_a_hole(), None).invested == ""
    # 20 + 0 + 0.
    assert Lead(case(COST, investment=(20, 0, 0), saving=(-9, -9, -9)), None).invested == "20 kr."


def test_rows_are_lines_sums_and_nets_in_the_order_they_are_read():
    found = kik_ii()
    assert [row.label for row in rows_of(found, found.spans)] == [
        "Investering, ØK",
        "Investering, AU",
        "Investering i alt",
        "Besparelse, AU",
        "Netto, uden øvrig finansiering",
        "Netto lagt sammen fra begyndelsen, uden øvrig finansiering",
        "Øvrig finansiering, ØK: Virksomhedskonsulenter",
        "Øvrig finansiering, AU: Beskæftigelsesbonus",
        "Øvrig finansiering, AU/ØK: Rest af KIK's budget",
        "Øvrig finansiering i alt",
        "Netto",
        "Netto lagt sammen fra begyndelsen",
    ]


def test_difference_of_a_net_is_realised_less_promised():
    found = kik()
    net, so_far = rows_of(found, found.spans)
    assert [strip.word for strip in strips_of(net, found)] == ["Lovet", "Realiseret", "Realiseret minus lovet"]
    # 6,1 + 18,1; 25,3 + 8,6; 11,4 − 4; and so far 24,2; 58,1; 65,5.
    assert strips_of(net, found)[2].amounts == [million("24.2"), million("33.9"), million("7.4"), None]
    assert strips_of(so_far, found)[2].amounts == [million("24.2"), million("58.1"), million("65.5"), None]
