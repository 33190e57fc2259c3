"""Appropriation cases written in the browser: saved, granted, taken back, and what is wrong with what was typed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from aabenraa_plan.models import Role
from budget.cases.actions import mark_of
from budget.models import Appropriation, BenefitType, CaseStatus, Programme
from tests.cases import draft_case, granted_case, on, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def granted(by):
    return granted_case(on("500000"), by=by)


def key(code):
    return str(BenefitType.objects.get(code=code).pk)


def line(number, code, amount, *, kind="support", persons="", programme=Programme.ORDINARY):
    programme = str(Programme.objects.get(code=programme).pk)
    values = {"benefit_type": key(code), "kind": kind, "programme": programme, "amount": amount, "persons": persons}
    return {f"{name}_{number}": value for name, value in values.items()}


def typed(*lines, **words):
    """A form of three lines as it is sent."""
    about = {"kind": "cash", "year": "2023", "title": "Flere syge", "reason": "Flere syge", "case_number": ""}
    sent = about | {"payer": "", "lines": "3"} | words
    for each in lines:
        sent |= each
    return sent


@pytest.mark.parametrize("role", [Role.ANALYST, Role.MANAGER])
def test_draft_is_written_granted_and_withdrawn_in_the_browser(role, as_role):
    client = as_role(role)
    lines = line(1, "sygedagpenge", "500.000", persons="3,5"), line(3, "fleksjob", "−100.000,50", kind="effort")
    response = client.post(reverse("appropriation_new"), typed(*lines, case_number="22/38279"))
    case = Appropriation.objects.get()
    assert response.url == case.get_absolute_url()
    assert list(case.lines.values_list("benefit_type__code", "kind", "amount", "persons")) == [
        ("sygedagpenge", "support", Decimal(500000), Decimal("3.5")),
        ("fleksjob", "effort", Decimal("-100000.5"), None),
    ]
    sent = {"decided_on": "2023-06-12", "seen": mark_of(case)}
    response = client.post(reverse("appropriation_grant", args=[case.pk]), sent, follow=True)
    assert "Sagen er bevilget og tæller nu med i det korrigerede budget." in text_of(response)
    where = reverse("appropriation_withdraw", args=[case.pk])
    assert (
        "Feltet er påkrævet" in text_of(client.post(where, {"withdrawn_reason": ""}))
        or (Appropriation.objects.get().status) == CaseStatus.GRANTED
    )
    withdrawn = client.post(where, {"withdrawn_reason": "Besluttet om"}, follow=True)
    assert "Sagen er taget tilbage og tæller ikke længere med." in text_of(withdrawn)
    assert Appropriation.objects.get().status == CaseStatus.WITHDRAWN


def test_new_case_begins_with_the_year_it_was_asked_for_from(manager):
    for asked, shown in (("2021", 2021), ("x", timezone.localdate().year)):
        found = manager.get(reverse("appropriation_new"), {"aar": asked}).content.decode()
        assert f'<option value="{shown}" selected>' in found


def test_capital_case_is_written_in_the_browser(manager):
    sent = typed() | {"purpose_1": "Nye lokaler", "amount_1": "2.000.000"}
    manager.post(reverse("appropriation_new") + "?art=anlaeg", sent)
    case = Appropriation.objects.get()
    assert (case.kind, case.payer) == ("capital", "")
    assert list(case.lines.values_list("purpose", "amount")) == [("Nye lokaler", Decimal(2000000))]
    assert "Nye lokaler" in text_of(manager.get(reverse("appropriation_edit", args=[case.pk])))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"benefit_type_1": ""}, "Vælg ydelsen, eller tøm linjen."),
        ({"amount_1": ""}, "Skriv beløbet, eller tøm linjen."),
        ({"amount_1": "0"}, "Beløbet må ikke være 0. Tøm linjen, hvis den ikke skal med."),
        ({"amount_1": "1,234"}, "Beløbet går ikke op i hele ører."),
        ({"amount_1": "5%"}, "Tallet er ikke en procent. Skriv det uden %."),
        ({"amount_1": "100.000.000.000"}, "Beløbet er over 100 mia. kr. Er det skrevet i en anden enhed?"),
        ({"persons_1": "-1.000.000"}, "Skriv et antal helårspersoner under 1.000.000, fx 525."),
        ({"amount_1": "mange"}, "Skriv et tal med komma, fx 11,5 eller 1.234."),
        ({"kind": "committees"}, "Skriv, hvilket udvalg der betaler."),
        ({"payer": "Børneudvalget"}, "Kun en sag, der betales af andre udvalg, har en betaler."),
        ({"kind_1": "effort", "persons_1": "2"}, "Helårspersoner hører kun til forsørgelse."),
        ({"programme_1": "KIK"}, "Forsørgelse hører ikke til et program."),
        ({"benefit_type_2": "SAME", "amount_2": "5"}, "Budgetlinjen står også på linje 1."),
        ({"year": "1850"}, "1850"),
        ({"kind": "capital"}, "capital"),
        ({"title": ""}, "er påkrævet"),
        ({"reason": "Borger 010180-1234 er syg"}, "lignede et CPR-nummer"),
    ],
)
def test_draft_that_is_typed_wrong_is_not_saved_and_says_why(change, said, manager):
    known = {"KIK": str(Programme.objects.get(code="kik-ii").pk), "SAME": key("sygedagpenge")}
    change = {name: known.get(value, value) for name, value in change.items()}
    sent = typed(line(1, "sygedagpenge", "1.000")) | change
    found = text_of(manager.post(reverse("appropriation_new"), sent))
    assert said in found
    assert "010180-1234" not in found
    assert not Appropriation.objects.exists()


def test_more_lines_keep_what_was_typed_and_check_nothing(manager):
    sent = typed({"benefit_type_1": key("fleksjob"), "amount_1": "mange"}, title="", more="1")
    found = text_of(manager.post(reverse("appropriation_new"), sent))
    assert 'value="mange"' in found
    assert "amount_5" in found
    assert "amount_6" not in found
    assert "er påkrævet" not in found
    assert "amount_8" in text_of(manager.post(reverse("appropriation_new"), typed(lines="7", more="1")))
    assert "amount_9" not in text_of(manager.post(reverse("appropriation_new"), typed(lines="7", more="1")))
    hostile = text_of(manager.post(reverse("appropriation_new"), typed(lines="999999", more="1")))
    assert "amount_9" not in hostile


def test_cpr_number_is_not_shown_again_where_more_lines_are_asked_for(manager):
    found = text_of(manager.post(reverse("appropriation_new"), typed(title="010180-1234", more="1")))
    assert "010180-1234" not in found
    assert "lignede et CPR-nummer" in found


def test_second_writer_is_told_sees_the_other_text_and_keeps_their_own(by, manager):
    case = draft_case(on("1000"), by=by)
    where, seen = reverse("appropriation_edit", args=[case.pk]), mark_of(case)
    first = typed(line(1, "sygedagpenge", "2.000"), title="Den første", seen=seen)
    second = typed(line(1, "fleksjob", "3.000"), title="Den anden", seen=seen)
    assert manager.post(where, first).status_code == 302
    response = manager.post(where, second)
    found = text_of(response)
    assert "En anden har rettet sagen, siden du åbnede siden. Intet er gemt." in found
    assert "Den første" in found
    assert "+2.000 kr." in found
    assert 'value="Den anden"' in found
    assert 'value="3.000"' in found
    assert Appropriation.objects.get().title == "Den første"
    manager.post(where, second | {"seen": response.context["seen"]})
    assert Appropriation.objects.get().title == "Den anden"


def test_writer_of_a_draft_that_was_deleted_keeps_the_text(by, manager):
    case = draft_case(on("1000"), by=by)
    where, sent = reverse("appropriation_edit", args=[case.pk]), typed(title="Min tekst", seen=mark_of(case))
    manager.post(reverse("appropriation_delete", args=[case.pk]), {"seen": mark_of(case)})
    found = text_of(manager.post(where, sent))
    assert "En anden har slettet kladden imens." in found
    assert 'value="Min tekst"' in found
    assert f'action="{reverse("appropriation_new")}"' in found
    assert manager.get(where).status_code == 404


def test_draft_changed_since_it_was_shown_is_neither_granted_nor_deleted(by, manager):
    case = draft_case(on("1000"), by=by)
    for name in ("appropriation_grant", "appropriation_delete"):
        sent = {"decided_on": "2023-03-01", "seen": "noget gammelt"}
        response = manager.post(reverse(name, args=[case.pk]), sent, follow=True)
        assert "En anden har rettet sagen, siden du åbnede siden." in text_of(response)
    assert Appropriation.objects.get().is_draft


@pytest.mark.parametrize(
    ("day", "said"), [("", "er påkrævet"), ("i går", "Skriv en dato"), ("TOMORROW", "ikke kommet")]
)
def test_grant_needs_a_day_that_has_come(day, said, by, manager):
    case = draft_case(on("1000"), by=by)
    day = (timezone.localdate() + timedelta(days=1)).isoformat() if day == "TOMORROW" else day
    sent = {"decided_on": day, "seen": mark_of(case)}
    assert said in text_of(manager.post(reverse("appropriation_grant", args=[case.pk]), sent))
    assert Appropriation.objects.get().is_draft


def test_withdrawal_needs_a_reason_without_a_cpr_number(granted, manager):
    where = reverse("appropriation_withdraw", args=[granted.pk])
    assert "er påkrævet" in text_of(manager.post(where, {"withdrawn_reason": " "}))
    assert "lignede et CPR-nummer" in text_of(manager.post(where, {"withdrawn_reason": "010180-1234"}))
    assert Appropriation.objects.get().status == CaseStatus.GRANTED


def test_granted_case_cannot_be_edited(granted, manager):
    where = reverse("appropriation_edit", args=[granted.pk])
    assert "Sagen er ikke længere en kladde og ligger fast." in text_of(manager.get(where, follow=True))
    found = text_of(manager.post(where, typed(title="Ny titel", seen=mark_of(granted))))
    assert "Sagen er ikke længere en kladde og ligger fast. Intet er ændret." in found
    assert Appropriation.objects.get().title == "Flere sygedagpenge"


def test_delete_takes_the_draft_away(by, manager):
    case = draft_case(on("1000"), by=by)
    sent = {"seen": mark_of(case)}
    response = manager.post(reverse("appropriation_delete", args=[case.pk]), sent, follow=True)
    assert "Kladden «Flere sygedagpenge» er slettet." in text_of(response)
    assert not Appropriation.objects.exists()
