"""The what-if page in words: its sentence, its assumptions with their sources, the table of contacts."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from initiatives.spans import span_of
from initiatives.whatif.contacts import ContactYear, differing, reduction
from initiatives.whatif.inputs import inputs_of, pairs_of
from initiatives.whatif.method import CaseMoney, Leavers, by_year, worked_out
from initiatives.whatif.wording import (
    NO_OTHER_PRICE,
    NO_TARGET_GROUP,
    TARGET_GROUP,
    chart_title,
    comparison_lead,
    contacts_title,
    lead,
    notes_of,
    persons_by_year,
    price_hint,
    spoken,
    too_many,
)
from tests.pure.test_whatif_method import DOCUMENT, PRINTED, UNROUNDED, left


def said(assumed, case=DOCUMENT) -> str:
    return lead("KIK II", assumed, worked_out(case, assumed)).replace("\u00a0", " ")


def test_sentence_says_what_a_year_saves_and_when_the_money_is_home():
    assert said(UNROUNDED) == (
        "Med disse forudsætninger sparer KIK II 20,7 mio. kr. om året, når alle er ude af ydelsen, og pengene er "
        "tjent hjem i maj 2022. Uden den øvrige finansiering er de tjent hjem i juli 2023."
    )


def test_sentence_where_the_money_does_not_come_home():
    assert said(replace(UNROUNDED, reimbursement=Decimal(70))) == (
        "Med disse forudsætninger sparer KIK II 7,8 mio. kr. om året, når alle er ude af ydelsen, og pengene er ikke "
        "tjent hjem ved udgangen af 2023. Uden den øvrige finansiering er de heller ikke tjent hjem ved udgangen af "
        "2023."
    )


def test_sentence_where_nobody_leaves_or_those_who_do_cost_more():
    assert said(replace(PRINTED, leavers=())).startswith("Med disse forudsætninger sparer KIK II ikke noget, og")
    # 82 × (73.835,71 − 100.000) × 0,80 = −1,7 mio. kr.
    dearer = replace(PRINTED, other_price=Decimal(100000), leavers=(left(2019, None, 82),))
    assert "koster KIK II 1,7 mio. kr. mere om året" in said(dearer)


def test_sentence_of_a_case_without_other_financing_says_it_once():
    case = [CaseMoney(span_of("2022"), Fraction(1_000_000)), CaseMoney(span_of("2023M01-2023M05"), Fraction(1_000_000))]
    assert said(replace(PRINTED, leavers=()), case) == (
        "Med disse forudsætninger sparer KIK II ikke noget, og pengene er ikke tjent hjem ved udgangen af maj 2023."
    )
    assert said(replace(PRINTED, investment_percent=Decimal(0)), case).endswith("er på intet tidspunkt lagt penge ud.")


def test_title_of_the_chart_is_the_finding_beside_the_document():
    own = worked_out(DOCUMENT, PRINTED)
    assert chart_title(own, DOCUMENT) == "Pengene er tjent hjem 1. juni 2022; efter oplægget 31. maj 2022"
    assert chart_title(own, []) == "Pengene er tjent hjem 1. juni 2022"
    assert chart_title(worked_out(DOCUMENT, replace(PRINTED, leavers=())), []).startswith(
        "Pengene er ikke tjent hjem ved"
    )


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (20_673_999, "20,7 mio. kr."),
        (999_999, "1,0 mio. kr."),
        (412_400, "412 t.kr."),
        (999, "999 kr."),
        (-2_000_000, "−2,0 mio. kr."),
    ],
)
def test_amounts_are_read_aloud(amount, text):
    assert spoken(Fraction(amount)).replace("\u00a0", " ") == text


def test_persons_are_said_by_year_and_unknown_is_not_nobody():
    assert persons_by_year(UNROUNDED, "self_support") == "268 (2019: 120,6, 2020: 93,8, 2021: 53,6)"
    assert persons_by_year(PRINTED, "target_group") == ""
    assert persons_by_year(replace(PRINTED, leavers=(left(2019, 0, None),)), "self_support") == "0"


def test_assumptions_say_where_they_are_from_and_which_are_ours():
    changed = replace(PRINTED, reimbursement=Decimal(25), first_year_months=Decimal(5))
    began = replace(PRINTED, first_year_months=Decimal(5))
    found = {each.name: each for each in inputs_of(changed, document=PRINTED, start=began, start_name="Mit")}
    reimbursement, months = found["Statens refusion"], found["Måneder i det første år"]
    price = found["Takst for ydelsen, de forlader, om året"]
    assert (reimbursement.source, reimbursement.changed) == ("Skrevet på siden", True)
    assert (months.source, months.value, months.document) == ("Scenariet «Mit»", "5", "6,5")
    assert (price.source, price.is_ours) == ("Vores: oplægget trykker den ikke", True)
    assert (found["Borgere til selvforsørgelse"].source, found["Borgere til selvforsørgelse"].is_ours) == (
        "Trykt i oplægget",
        False,
    )
    assert found["Borgere, der skifter målgruppe"].value == "intet tal"


def test_pairs_of_two_sets_mark_what_differs():
    found = {each.name: each.differs for each in pairs_of(PRINTED, replace(UNROUNDED, other_price=Decimal(0)))}
    assert [name for name, differs in found.items() if differs] == [
        "Borgere til selvforsørgelse",
        "Borgere til anden forsørgelse",
        "Takst for anden forsørgelse, om året",
    ]


def test_notes_say_what_is_counted_as_nothing():
    assert notes_of(PRINTED, DOCUMENT) == [NO_OTHER_PRICE, NO_TARGET_GROUP]
    known = replace(PRINTED, other_price=Decimal(0), leavers=(left(2019, 1, 1, 1),))
    assert notes_of(known, DOCUMENT) == [TARGET_GROUP]


def test_note_says_that_several_years_together_are_spread():
    case = by_year([CaseMoney(span_of("2019-2023"), Fraction(16_700_000))])
    assert notes_of(PRINTED, case)[-1] == (
        "Oplægget har beløbet samlet for 2019-2023. Siden fordeler det ligeligt på månederne."
    )


def test_more_who_leave_than_there_are_is_said():
    assert too_many(replace(PRINTED, leavers=(left(2019, 1200, None),)), Decimal(1133)) == (
        "Der er 1.200, der forlader ydelsen, men kun 1.133 ved begyndelsen. Se tallene efter."
    )
    assert too_many(PRINTED, Decimal(1133)) == too_many(PRINTED, None) == ""


def test_comparison_says_which_is_the_dearer():
    one, other = worked_out(DOCUMENT, PRINTED), worked_out(DOCUMENT, UNROUNDED)
    # 5.039,3 + 13.222,7 saved in 2019 and 2020 against 5.023,3 + 13.209,2: 29,5 t.kr.
    assert comparison_lead(["Som i oplægget", "Uafrundede"], one, other).replace("\u00a0", " ") == (
        "«Uafrundede» er 30 t.kr. billigere end «Som i oplægget» til og med 2023. "
        "Tjent hjem: 1. juni 2022 i «Som i oplægget», 31. maj 2022 i «Uafrundede»."
    )
    assert comparison_lead(["A", "B"], one, one) == (
        "«A» og «B» giver det samme nettobeløb til og med 2023. Tjent hjem i begge: 1. juni 2022."
    )


def test_budget_s_own_price_is_said_to_be_net():
    prices = [("Kontant- og uddannelseshjælp", 2021, "104,53"), ("Kontant- og uddannelseshjælp", 2023, "102,79")]
    assert price_hint(prices).replace("\u00a0", " ") == (
        "Budgettets egen takst er netto: refusionen er allerede trukket fra. "
        "Kontant- og uddannelseshjælp: 104,53 t.kr. i 2021 og 102,79 t.kr. i 2023."
    )
    assert price_hint([]) == ""


# The document: contacts at the start of the year, the two reductions, and its row «I alt».
CONTACTS = [
    ContactYear(left(year, *out), Decimal(contacts), Decimal(printed))
    for year, contacts, out, printed in (
        (2018, 1133, (0, 0), 1133),
        (2019, 1133, (120, 37), 975),
        (2020, 975, (94, 29), 853),
        (2021, 853, (54, 16), 783),
        (2022, 783, (0, 0), 783),
    )
]


def test_contacts_are_worked_out_beside_the_printed_ones():
    # 1.133 − 120 − 37 = 976; 975 − 94 − 29 = 852; 853 − 54 − 16 = 783.
    assert [each.left for each in CONTACTS] == [1133, 976, 852, 783, 783]
    assert [each.difference for each in CONTACTS] == [0, 1, -1, 0, 0]
    assert [reduction(CONTACTS, name) for name in ("self_support", "other_support", "target_group")] == [
        -268,
        -82,
        None,
    ]
    assert contacts_title(CONTACTS, differing(CONTACTS)) == "Rækken «I alt» afviger i 2 år af 5: 2019 og 2020"
    assert contacts_title(CONTACTS[3:], []) == "Rækken «I alt» stemmer i alle år"


def test_contacts_without_a_figure_are_unknown():
    unknown = ContactYear(Leavers(2019), None, Decimal(5))
    assert (unknown.left, unknown.difference) == (None, None)
