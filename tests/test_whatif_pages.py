"""The what-if pages: the answer, what is typed wrong, and two scenarios side by side."""

import pytest
from django.template.loader import render_to_string

from aabenraa_plan.models import Role
from initiatives.models import BusinessCase, Initiative, Scenario
from initiatives.whatif.actions import save_scenario
from initiatives.whatif.reporting import assumptions_of
from tests.whatif import PAGE, PRICE, scenario, words

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
COMPARE = f"{PAGE}sammenlign/"


@pytest.fixture
def reader(as_role):
    return as_role(Role.APPROVER)


@pytest.fixture
def ask(reader):
    def page(where=PAGE, **asked):
        response = reader.get(where, asked)
        assert response.status_code == 200
        return words(response)

    return page


def test_page_says_what_the_document_s_assumptions_give(ask):
    page = ask()
    assert (
        "Med disse forudsætninger sparer KIK II 20,7 mio. kr. om året, når alle er ude af ydelsen, og pengene er "
        "tjent hjem i juni 2022. Uden den øvrige finansiering er de tjent hjem i juli 2023."
    ) in page
    assert "+ er nettoudgift, − er gevinst." in page
    assert "2021 9.209 −18.779 1.726 −11.296 5.425 −18.779 −11.296 5.395 0 +30" in page
    assert "Taksten på anden forsørgelse er ikke oplyst og regnes som 0." in page
    assert "104,53 t.kr. i 2021" in page and "refusionen er allerede trukket fra" in page


def test_unrounded_persons_stand_beside_the_document_without_a_difference(ask):
    page = ask(scenarie=scenario("Uafrundede personer").pk)
    for row in (
        "2019 19.673 −5.039 1.726 12.908 15.485 −5.039 12.908 15.485 0 0",
        "2020 16.155 −13.223 1.726 1.206 16.691 −13.223 1.206 16.691 0 0",
        "januar-maj 2022 3.915 −8.614 719 −5.418 −23 −8.614 −5.418 −23 0 0",
        "juni-december 2022 5.057 −12.060 1.007 −8.010 −8.033 −12.060 −8.010 −8.033 0 0",
        "2023 6.587 −20.674 1.726 −15.813 −23.846 −20.674 −15.813 −23.846 0 0",
    ):
        assert row in page
    assert "Med øvrig finansiering 31. maj 2022 31. maj 2022" in page
    assert "Uden øvrig finansiering 26. juli 2023 26. juli 2023" in page


def test_changed_assumption_gives_the_saving_worked_out_by_hand(ask):
    # 350 × 73.835,71 × 0,75 = 19.381.873,88
    page = ask(refusion="25")
    assert "sparer KIK II 19,4 mio. kr. om året" in page
    assert "2023 6.587 −19.382 1.726" in page
    assert "Statens refusion 25 % ændret 20 % Skrevet på siden" in page
    assert "Takst for ydelsen, de forlader, om året 73.835,71 kr. vores 73.835,71 kr. Vores" in page


def test_contacts_table_is_rebuilt_beside_the_printed_one(ask):
    page = ask()
    for row in (
        "2018 1.133 0 0 – 1.133 1.133 0",
        "2019 afviger 1.133 −120 −37 – 976 975 +1",
        "2020 afviger 975 −94 −29 – 852 853 −1",
        "2021 853 −54 −16 – 783 783 0",
        "2022 783 0 0 – 783 783 0",
        "I alt – −268 −82 – – – –",
    ):
        assert row in page
    assert "Rækken «I alt» afviger i 2 år af 5: 2019 og 2020" in page
    assert "− er færre borgere." in page and "Kilde: Besøg af Ishøj, 2018, «Kontaktforløb»" in page


def test_files_have_the_exact_amounts_and_say_the_sign(reader):
    answer = reader.get(PAGE, {"refusion": "25", "hent": "csv", "tabel": "resultat"})
    file = answer.content.decode("utf-8-sig")
    # 350 × 73.835,71 × 0,75 is 19.381.873,875 kr.; the øre are halves of thousandths here.
    assert "2023;6587;-19381,87388;1726" in file
    assert "+ er nettoudgift" in file and "19,4" in file
    contacts = reader.get(PAGE, {"hent": "csv", "tabel": "kontaktforloeb"}).content.decode("utf-8-sig")
    assert "2019;1133;-120;-37;;976;975;1" in contacts
    assert reader.get(PAGE, {"hent": "xlsx"}).status_code == 200


PERSONS = "Skriv antallet af borgere fra 0 til 5.000, eller lad feltet stå tomt."


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"selv_2019": "-1"}, PERSONS),
        ({"anden_2020": "mange"}, PERSONS),
        ({"maalgruppe_2021": "5001"}, PERSONS),
        ({"selv_2019": "1,23456"}, PERSONS),
        ({"takst": ""}, PRICE),
        ({"takst": "<script>"}, PRICE),
        ({"takst": "73.835,711"}, PRICE),
        ({"takst_anden": "9" * 200}, PRICE),
        ({"refusion": "101"}, "Skriv en procent fra 0 til 100."),
        ({"maaneder": "13"}, "Skriv et antal måneder fra 0 til 12."),
        ({"investering": "1001"}, "Skriv en procent fra 0 til 1.000."),
    ],
)
def test_wrong_field_is_said_in_danish_and_nothing_is_worked_out(wrong, message, ask):
    page = ask(**wrong)
    assert page.count(message) == 1
    assert "Ret de felter, der er mærket, så regner siden." in page
    assert "Pengene er tjent hjem" not in page and "Gem forudsætningerne" not in page


def test_more_who_leave_than_there_were_is_warned_of(ask):
    # 1.200 + 37 + 94 + 29 + 54 + 16
    assert "Der er 1.430, der forlader ydelsen, men kun 1.133 ved begyndelsen." in ask(selv_2019="1200")


def test_cpr_number_is_refused_and_not_shown_again(reader):
    page = reader.get(PAGE, {"takst": "300275-1234"}).content.decode()
    assert "300275" not in page and "CPR-nummer" in page


def test_unknown_scenario_in_the_address_is_said(ask):
    assert "Scenariet i adressen findes ikke." in ask(scenarie="999999")
    assert "Scenariet i adressen findes ikke." in ask(scenarie="x")
    kijos = BusinessCase.objects.get(initiative__code="kijos")
    assert "Scenariet i adressen findes ikke." in ask("/indsatser/kijos/regn/", scenarie=scenario("Som i oplægget").pk)
    assert kijos.scenarios.count() == 0


def test_initiative_without_a_case_has_no_such_page(reader):
    assert reader.get("/indsatser/kis/regn/").status_code == 404
    assert reader.get("/indsatser/kijos/regn/sammenlign/").status_code == 404


def test_case_of_net_amounts_says_what_is_missing_and_has_no_form(ask):
    page = ask("/indsatser/kik/regn/")
    assert "Der er ikke trykt nok om KIK til at regne på forudsætningerne." in page
    assert "Hvad der investeres hvert år: der er kun trykt nettobeløb." in page
    assert "siden gætter ikke" in page and "Begynd med" not in page and "Takst" not in page


def test_case_without_a_scenario_begins_with_empty_fields(ask):
    page = ask("/indsatser/kijos/regn/")
    assert "Dokumenterne trykker ikke, hvad besparelsen i KIJOS skulle regnes ud fra." in page
    assert "Hvad der ventes sparet hvert år." in page and "Skriv taksten" not in page
    asked = {"takst": "100.000", "refusion": "50", "maaneder": "6", "selv_2019": "100"}
    # 100 × 100.000 × 0,50 a year, half of it in 2019; 16.700 t.kr. in fifths: 840 in 2019, then −1.660 a year.
    page = ask("/indsatser/kijos/regn/", **asked)
    assert (
        "sparer KIJOS 5,0 mio. kr. om året, når alle er ude af ydelsen, og pengene er tjent hjem i juli 2020." in page
    )
    assert "2019 3.340 −2.500 0 840 840" in page and "2020 3.340 −5.000 0 −1.660 −820" in page
    assert "Oplægget har beløbet samlet for 2019-2023. Siden fordeler det ligeligt på månederne." in page
    assert "Oplægget Besparelse" not in page


def test_two_scenarios_stand_side_by_side(ask):
    page = ask(COMPARE)
    assert "«Uafrundede personer» er 30 t.kr. billigere end «Som i oplægget» til og med 2023." in page
    assert "Tjent hjem, med øvrig finansiering 1. juni 2022 31. maj 2022 forskellig" in page
    assert "Tjent hjem, uden øvrig finansiering 26. juli 2023 26. juli 2023 ens" in page
    assert "Statens refusion 20 % 20 % ens" in page
    assert "268 (2019: 120, 2020: 94, 2021: 54) 268 (2019: 120,6, 2020: 93,8, 2021: 53,6) forskellig" in page
    assert "2019 −5.023 12.924 15.501 −5.039 12.908 15.485 −16 −16" in page


def test_comparison_the_other_way_round_and_as_a_file(reader):
    keys = {"a": scenario("Uafrundede personer").pk, "b": scenario("Som i oplægget").pk}
    assert "«Som i oplægget» er 30 t.kr. dyrere end «Uafrundede personer»" in words(reader.get(COMPARE, keys))
    file = reader.get(COMPARE, keys | {"hent": "csv", "tabel": "forudsaetninger"}).content.decode("utf-8-sig")
    assert "Forudsætning;A: Uafrundede personer;B: Som i oplægget;Forskellig" in file
    assert "Scenariet i adressen findes ikke." in words(reader.get(COMPARE, {"a": "x"}))


def test_comparison_of_the_only_scenario_with_itself(ask):
    Scenario.objects.filter(name="Uafrundede personer").delete()
    assert "giver det samme nettobeløb" in ask(COMPARE)


def test_pages_look_back_to_what_was_known(ask):
    assert "Der er ikke trykt nok om KIK II" in ask(som_set="2020-01-31")


def test_looking_back_is_kept_in_the_form_and_nothing_can_be_saved(as_role):
    page = as_role(Role.ANALYST).get(PAGE, {"som_set": "2090-01-01"})
    assert "Gem forudsætningerne" in words(page)
    found = scenario("Som i oplægget").made_at.isoformat()
    page = as_role(Role.ANALYST).get(PAGE, {"som_set": found})
    assert f'name="som_set" value="{found}"' in page.content.decode().replace("&#x2B;", "+")
    assert "Gem forudsætningerne" not in words(page)


def test_number_of_queries_does_not_grow_with_the_scenarios(reader, analyst, django_assert_num_queries):
    def queries(number, where):
        with django_assert_num_queries(number) as counted:
            reader.get(where)
        return len(counted)

    first = [queries(7, PAGE), queries(7, COMPARE)]
    case = BusinessCase.objects.get(initiative__code="kik-ii")
    assumed = assumptions_of(scenario("Uafrundede personer"))
    for name in "abc":
        save_scenario(case=case, name=name, assumed=assumed, note="", seen="", by=analyst)
    assert [queries(number, where) for number, where in zip(first, (PAGE, COMPARE), strict=True)] == first


def test_reader_without_the_right_neither_saves_nor_withdraws(ask):
    page = ask()
    assert "Gem forudsætningerne" not in page and "Træk tilbage" not in page


@pytest.mark.parametrize(("slug", "shown"), [("kik-ii", 1), ("kis", 0)])
def test_link_stands_where_there_is_a_case(slug, shown):
    context = {"initiative": Initiative.objects.get(code=slug)}
    assert render_to_string("initiatives/whatif_link.html", context).count(f"/indsatser/{slug}/regn/") == shown
