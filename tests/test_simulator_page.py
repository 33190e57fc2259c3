"""The simulator's page: the answer, where its prices are from, and what is typed wrong."""

from datetime import date

import pytest
from django.utils import timezone

from aabenraa_plan.models import Role
from budget.models import BenefitType, Scheme
from budget.simulator.loader import load_reimbursement
from extracts.actions import receive_upload
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
ADDRESS = "/budget/simulator/"
# A month gross: 20 · 240.000 / 12 = 400.000 before, 20 · 180.000 / 12 = 300.000 after; 20 % of both comes back.
ASKED = {"pris_fra": "240", "pris_til": "180", "maaned": "7", "aar": "2026"}
LEDGER = "ydelse;art;program;konto;måned;brutto;refusion;netto;helårspersoner;kilde"
BUDGET = "år;version;ydelse;art;program;helårspersoner;beløb"
UNKNOWN_PRICE = "Vi kender ingen pris på Sygedagpenge: der er hverken et helt års forbrug eller et budget. Skriv den."


@pytest.fixture(autouse=True)
def rates(db):
    load_reimbursement()


@pytest.fixture
def reader(as_role):
    return as_role(Role.APPROVER)


@pytest.fixture
def ask(reader):
    def page(**asked):
        response = reader.get(ADDRESS, asked)
        assert response.status_code == 200
        return text_of(response).replace("\u00a0", " ")

    return page


@pytest.fixture
def load_file(analyst, commit):
    def loaded(header, *lines):
        upload = receive_upload(data="\r\n".join([header, *lines]).encode(), file_name="x.csv", by=analyst)
        assert not upload.errors, upload.errors
        return commit(upload, accepted="Prøve")

    return loaded


@pytest.fixture
def booked(load_file):
    """A whole year of sickness benefit: 1.000.000 kr. gross a month for 60 persons, 200.000 a year each."""

    def months(*numbers, year=2024, source="økonomi", line="1000000;-200000;800000;60", account="5.57.71"):
        start = f"Sygedagpenge;;;{account};"
        load_file(LEDGER, *(f"{start}{year}M{number:02d};{line};{source}" for number in numbers))

    return months


def test_page_says_what_the_move_saves(ask):
    # Six months of −80.000 net, and twelve.
    page = ask(**ASKED)
    assert (
        "20 borgere, der flytter fra sygedagpenge til fleksjob fra juli, sparer kommunen 480 t.kr. netto resten af "
        "2026 og 960 t.kr. på et helt år."
    ) in page
    assert "− er besparelse, + er merudgift" in page


def test_table_has_gross_reimbursement_and_net(ask):
    page = ask(**ASKED)
    assert "Brutto 2.400 1.800 −600 4.800 3.600 −1.200" in page
    assert "Refusion −480 −360 +120 −960 −720 +240" in page
    assert "Netto 1.920 1.440 −480 3.840 2.880 −960" in page


def test_months_follow_one_another_into_the_next_year(ask):
    page = ask(**ASKED)
    # After six months, 26 weeks, somebody in week 53 is in week 79.
    assert "juli 2026 53 400,0 −80,0 320,0 300,0 −60,0 240,0 −80,0" in page
    assert "januar 2027 79 400,0 −80,0 320,0 300,0 −60,0 240,0 −80,0" in page
    assert "juni 2027 100" in page


def test_ladder_is_shown_with_its_source_and_its_reservations(ask):
    page = ask(**ASKED)
    assert "Uge 1–4 80 % Uge 5–26 40 % Uge 27–52 30 % Uge 53 og derefter 20 %" in page
    assert page.count("efterses af kommunen før brug") == 2
    assert "ældre sager om fleksjob og ledighedsydelse har egne satser, som ingen af dokumenterne nævner" in page
    assert "et skift, også til fleksjob, begynder ikke forfra på trappen" in page


def test_one_ladder_for_both_benefits_is_shown_once(ask):
    page = ask(**ASKED, til="jobafklaring")
    assert "Refusionstrappen: Sygedagpenge, Jobafklaring" in page
    assert page.count("Uge 1–4") == 1


def test_short_courses_are_reimbursed_more(ask):
    # From week 1 to self-support, one person at 62.400 kr.: the year has 1980/52 percent, 23.760 kr. back.
    page = ask(personer="1", uge="1", til="selvforsoergelse", pris_fra="62,4", maaned="1", aar="2026")
    assert "1 borger, der flytter fra sygedagpenge til selvforsørgelse fra januar, sparer kommunen 39 t.kr." in page
    assert "Selvforsørgelse: koster ikke kommunen noget, og der er ingen refusion." in page
    assert "Brutto 62 0 −62" in page and "Netto 39 0 −39" in page


def test_flat_average_is_kik_ii_s_method(ask):
    # 268 · 104.531,469 · 0,8 = 22.411.546,95 kr. (to the price's three decimals); five months: 9.338.144,56.
    asked = {"metode": "gennemsnit", "personer": "268", "fra": "kontant-uddannelseshjaelp", "til": "selvforsoergelse"}
    page = ask(**asked, pris_fra="104,531469", aar="2021", maaned="8")
    assert "sparer kommunen 9.338 t.kr. netto resten af 2021 og 22.412 t.kr. på et helt år." in page
    assert "Det trykker ikke taksterne" in page and "intet tal for målgruppeskift" in page
    assert "Staten betaler 20 % i alle uger." in page
    assert "Uge 1–4" not in page and "forfra på trappen" not in page


def test_first_visit_shows_a_form_that_is_filled_in(reader, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *moment: date(2026, 12, 5))
    page = reader.get(ADDRESS).content.decode()
    for field, value in (("personer", "20"), ("uge", "53"), ("aar", "2027"), ("procent", "20")):
        assert f'name="{field}" value="{value}"' in page
    for value in ("sygedagpenge", "fleksjob", "1", "trappe"):
        assert f'value="{value}" selected' in page


def test_price_of_the_newest_adopted_budget_is_said_to_be_net(ask, load_file):
    load_file(BUDGET, "2024;vedtaget;Sygedagpenge;;;500;72.000.000", "2025;korrigeret;Sygedagpenge;;;500;1.000.000")
    # 144.000 kr. each, 20 persons at 80 %: 2.304.000 a year.
    page = ask(til="selvforsoergelse", aar="2025", maaned="1")
    assert "Sygedagpenge: 144,0 t.kr. om året pr. helårsperson (vedtaget budget 2024, netto)." in page
    assert "Her trækkes den fra en gang til" in page
    assert "sparer kommunen 2.304 t.kr." in page


def test_price_of_a_whole_booked_year_is_gross_and_goes_before_the_budget(ask, booked, load_file):
    load_file(BUDGET, "2025;vedtaget;Sygedagpenge;;;500;72.000.000")
    booked(*range(1, 13))
    page = ask(til="selvforsoergelse", aar="2026")
    assert "Sygedagpenge: 200,0 t.kr. om året pr. helårsperson (bruttoforbruget 2024 delt med" in page
    assert "netto)." not in page and "eksempeldata" not in page


def test_supplementary_period_is_part_of_the_year_s_gross(ask, booked):
    booked(*range(1, 13))
    # 60.000 kr. more for 60 persons: 1.000 kr. each.
    booked(13, line="60000;0;60000;")
    assert "Sygedagpenge: 201,0 t.kr." in ask(til="selvforsoergelse", aar="2026")


def test_accounts_of_a_month_are_added_up(ask, booked):
    booked(*range(1, 13), line="1200000;;1200000;60")
    booked(*range(1, 13), line=";-240000;-240000;", account="refusion")
    assert "Sygedagpenge: 240,0 t.kr." in ask(til="selvforsoergelse", aar="2026")


@pytest.mark.parametrize("line", [";;800000;60", "1000000;-200000;800000;", "..;..;..;.."])
def test_month_without_gross_or_persons_makes_no_price(line, ask, booked):
    booked(*range(1, 13), year=2015)
    booked(*range(1, 12), year=2016)
    booked(12, year=2016, line=line)
    assert "bruttoforbruget 2015" in ask(til="selvforsoergelse", aar="2017")


def test_year_that_lacks_a_month_makes_no_price(ask, booked):
    booked(*range(1, 12), year=2016)
    assert UNKNOWN_PRICE in ask(til="selvforsoergelse", aar="2017")


def test_invented_ledger_figures_mark_the_page(ask, booked):
    booked(*range(1, 13), source="eksempeldata")
    page = ask(til="selvforsoergelse", aar="2026")
    assert "Nogle tal på siden er eksempeldata." in page
    assert "delt med helårspersonerne). eksempeldata" in page


def test_prices_of_which_one_is_net_are_said_not_to_be_alike(ask, load_file):
    load_file(BUDGET, "2024;vedtaget;Sygedagpenge;;;500;72.000.000")
    assert "Den ene pris er netto og den anden brutto" in ask(aar="2025", pris_til="180")


def test_prices_are_as_they_were_known(ask, load_file):
    load_file(BUDGET, "2016;vedtaget;Sygedagpenge;;;500;72.000.000")
    asked = {"til": "selvforsoergelse", "aar": "2017"}
    assert "vedtaget budget 2016" in ask(**asked)
    assert UNKNOWN_PRICE in ask(**asked, som_set="2020-01-31")


def test_looking_back_is_kept_in_the_form(reader):
    page = reader.get(ADDRESS, {**ASKED, "som_set": "2026-01-31"}).content.decode()
    assert '<input type="hidden" name="som_set" value="2026-01-31">' in page


PERSONS = "Skriv et helt antal borgere fra 1 til 5.000."
WEEK = "Skriv et helt ugenummer fra 1 til 2.600. Den første uge er 1."
PRICE = "Skriv prisen i 1.000 kr., fra 0 til 2.000. 141.825 kr. skrives 141,825."


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"personer": "-1"}, PERSONS),
        ({"personer": "0"}, PERSONS),
        ({"personer": "99999"}, PERSONS),
        ({"personer": "1,5"}, PERSONS),
        ({"personer": "mange"}, PERSONS),
        ({"personer": ""}, PERSONS),
        ({"personer": "9" * 500}, PERSONS),
        ({"uge": "0"}, WEEK),
        ({"uge": "53+"}, WEEK),
        ({"uge": "2601"}, WEEK),
        ({"aar": "1815"}, "Skriv et årstal fra 1990 til 2099."),
        ({"aar": "2100"}, "Skriv et årstal fra 1990 til 2099."),
        ({"aar": "2010"}, "Der er ingen satser for refusion 1. juli 2010. Vælg et senere år eller et fast gennemsnit."),
        ({"maaned": "13"}, "Vælg en måned fra listen."),
        ({"fra": "<script>"}, "Vælg en ydelse fra listen."),
        ({"fra": "selvforsoergelse"}, "Vælg en ydelse fra listen."),
        ({"til": ""}, "Vælg en ydelse eller selvforsørgelse fra listen."),
        ({"metode": "x"}, "Vælg en metode fra listen."),
        ({"procent": "101", "metode": "gennemsnit"}, "Skriv en procent fra 0 til 100."),
        ({"procent": "", "metode": "gennemsnit"}, "Skriv en procent fra 0 til 100."),
        ({"pris_fra": "141825"}, PRICE),
        ({"pris_til": "-1"}, PRICE),
        ({"til": "selvforsoergelse"}, "Selvforsørgelse koster ikke kommunen noget. Lad feltet stå tomt."),
    ],
)
def test_wrong_field_is_said_in_danish_and_nothing_is_worked_out(wrong, message, ask):
    page = ask(**ASKED | wrong)
    assert page.count(message) == 1
    assert "Ret de felter, der er mærket, så regner siden." in page
    assert "Det regner siden med" not in page


def test_cpr_number_is_refused_and_not_shown_again(reader):
    page = reader.get(ADDRESS, ASKED | {"personer": "300275-1234"}).content.decode()
    assert "Noget i adressen lignede et CPR-nummer og er taget ud." in page
    assert "300275" not in page


def test_field_that_is_not_used_does_not_stand_in_the_way(ask):
    assert "sparer kommunen 480 t.kr." in ask(**ASKED, procent="", ukendt="x")


def test_benefit_that_nobody_has_said_how_is_reimbursed_needs_an_average(ask):
    BenefitType.objects.filter(code="fleksjob").update(scheme=None)
    assert "Der er ingen satser for Fleksjob. Vælg et fast gennemsnit." in ask(**ASKED)
    assert "sparer kommunen 480 t.kr." in ask(**ASKED, metode="gennemsnit")


def test_later_rates_hold_from_their_day_and_both_ladders_are_shown(ask):
    for scheme in Scheme.objects.exclude(code="fast-gennemsnit"):
        scheme.rates.create(valid_from=date(2027, 1, 1), from_week=1, percent=50, source="Ny lov")
    page = ask(**ASKED, til="jobafklaring")
    # Net of the difference of 100.000 a month: six at 80 % and six at 50 %.
    assert "sparer kommunen 480 t.kr. netto resten af 2026 og 780 t.kr. på et helt år." in page
    assert "Gælder fra 4. januar 2016" in page and "Gælder fra 1. januar 2027" in page
    assert "Gælder fra 4. januar 2016" not in ask(**ASKED | {"aar": "2028"})


def test_without_benefit_types_the_page_says_what_to_do(ask, monkeypatch):
    monkeypatch.setattr("budget.views.simulator.benefits", lambda rates: {})
    assert "Der er ingen ydelser at regne på endnu" in ask()


def test_invented_price_is_said_in_the_file(reader, booked):
    booked(*range(1, 13), source="eksempeldata")
    asked = {"til": "selvforsoergelse", "aar": "2026", "hent": "csv", "tabel": "virkning"}
    assert "eksempeldata" in reader.get(ADDRESS, asked).content.decode()


def test_number_of_queries_does_not_grow_with_the_budgets(reader, booked, django_assert_num_queries):
    def queries():
        with django_assert_num_queries(6) as counted:
            reader.get(ADDRESS, ASKED)
        return len(counted)

    first = queries()
    booked(*range(1, 13))
    assert queries() == first
