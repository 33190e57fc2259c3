"""What is decided on the budget's pages: closed months, forecasts, phasing; and how the forecasts did."""

import pytest
from django.urls import reverse

from aabenraa_plan.models import Role
from budget.actions import choose_forecast
from budget.forecast import Choice, Method
from budget.models import ClosedMonth, ForecastChoice, Phasing
from tests.ledgers import SICKNESS, close, even_year, line_of, load_ledger
from tests.reading import page_text, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
YEAR = "/budget/2023/"
CHOICE = "/budget/2023/sygedagpenge/support/ordinaer/skoen/"
PHASING = "/budget/2023/sygedagpenge/support/ordinaer/fordeling/"
TWELFTHS = {f"m{month:02d}": "8,3333" for month in range(1, 12)} | {"m12": "8,3337"}


def test_manager_closes_months_and_opens_the_last_again(manager):
    load_ledger(*SICKNESS)
    answer = manager.post(reverse("months_close", args=[2023]), {"through": "2"}, follow=True)
    assert "Januar 2023 og februar 2023 er lukket" in text_of(answer)
    answer = manager.post(reverse("month_reopen", args=[2023]), {"reason": "Fejl", "month": "2"}, follow=True)
    assert "Februar 2023 er åbnet igen." in text_of(answer)
    assert ClosedMonth.objects.known_at().count() == 1


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("months_close", {}, "Vælg den måned, der skal lukkes til og med. Intet er lukket."),
        ("months_close", {"through": "99"}, "Vælg den måned, der skal lukkes til og med. Intet er lukket."),
        ("months_close", {"through": "4"}, "Der er ikke bogført noget i april 2023."),
        ("month_reopen", {}, "Skriv, hvorfor måneden åbnes igen."),
        ("month_reopen", {"month": "3", "reason": "010203-4567"}, "lignede et CPR-nummer"),
        ("month_reopen", {"month": "2", "reason": "x"}, "marts 2023 er den sidste, der er lukket. Intet er ændret."),
        ("month_reopen", {"month": "3", "reason": "x" * 301}, "må højst have 300 tegn"),
    ],
)
def test_closing_with_bad_input_says_what_to_do(manager, quarter, name, data, message):
    assert message in text_of(manager.post(reverse(name, args=[2023]), data, follow=True))
    assert ClosedMonth.objects.known_at().count() == 3


def test_forecast_page_compares_the_methods(manager, quarter):
    shown = page_text(manager, CHOICE)
    assert "Samme tempo 71.280 Sidste års sæson sidste års tal mangler Personer × pris 71.280" in shown
    assert "marts 2023 71.280 samme tempo" in shown


def test_manager_gives_an_own_figure_with_a_reason(manager, quarter):
    data = {"method": "own", "amount": "72.000", "persons": "515", "reason": "Færre raskmeldinger"}
    answer = manager.post(CHOICE, data, follow=True)
    assert "Metoden for Sygedagpenge er gemt." in text_of(answer)
    assert line_of(2023, "sygedagpenge").deviation == 1_939_000
    assert "Eget skøn: 72.000 t.kr." in page_text(manager, CHOICE)
    manager.post(CHOICE, {"method": ""})
    assert line_of(2023, "sygedagpenge").deviation == 1_219_000


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"method": "own", "reason": "x"}, "Skriv skønnet i 1.000 kr."),
        ({"method": "own", "amount": "72.000"}, "Skriv, hvorfor du skønner sådan."),
        ({"method": "own", "amount": "72 mio", "reason": "x"}, "Skriv et tal med komma"),
        ({"method": "own", "amount": "72.000.000.000", "reason": "x"}, "Er det skrevet i en anden enhed?"),
        ({"method": "own", "amount": "72,123456", "reason": "x"}, "Beløbet går ikke op i hele ører."),
        ({"method": "own", "amount": "72.000", "persons": "-1", "reason": "x"}, "Skriv et antal helårspersoner"),
        ({"method": "own", "amount": "72.000", "reason": "010203-4567"}, "lignede et CPR-nummer"),
        ({"method": "gæt"}, "Vælg en af metoderne på listen."),
    ],
)
def test_forecast_with_bad_input_says_what_to_do_and_saves_nothing(manager, quarter, data, message):
    shown = manager.post(CHOICE, data)
    assert message in text_of(shown)
    assert "010203" not in shown.content.decode()
    assert not ForecastChoice.objects.exists()


def test_choice_is_refused_to_whom_it_is_not(as_role, quarter):
    assert as_role(Role.APPROVER).get(CHOICE).status_code == 403


@pytest.mark.parametrize("where", ["sygedagpenge/x/ordinaer", "x/support/ordinaer", "fleksjob/effort/kik-ii"])
def test_line_that_the_budget_lacks_is_not_found(manager, where):
    assert manager.get(f"/budget/2023/{where}/skoen/").status_code == 404


def test_manager_spreads_a_line_and_takes_it_back(manager, quarter):
    answer = manager.post(PHASING, TWELFTHS | {"m01": "10", "m12": "6,667", "reason": "Sæson"}, follow=True)
    assert "Fordelingen for Sygedagpenge er gemt." in text_of(answer)
    # 10 + 8,3333 + 8,3333 = 26,6666 %.
    assert "ventet 26,7 %" in page_text(manager, YEAR)
    manager.post(PHASING, {"standard": "1"})
    assert not Phasing.objects.known_at().exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"m01": "10"}, "De tolv måneder giver 101,6667 % tilsammen. De skal give præcis 100 %."),
        ({"m01": ""}, "Skriv en procent; 0, hvis måneden intet bruger."),
        ({"m01": "101"}, "Skriv en procent mellem −100 og 100"),
        ({"m01": "8,33333"}, "højst fire decimaler"),
        ({"m01": "otte"}, "Skriv et tal med komma"),
        ({"reason": "010203-4567"}, "lignede et CPR-nummer"),
    ],
)
def test_phasing_with_bad_input_says_what_to_do_and_saves_nothing(manager, quarter, change, message):
    assert message in text_of(manager.post(PHASING, TWELFTHS | change))
    assert not Phasing.objects.exists()


def test_scores_page_says_how_far_off_we_were(manager):
    load_ledger(*even_year(2023, 100, months=9), *even_year(2023, 200)[9:])
    close(2023, 13)
    shown = page_text(manager, "/budget/2023/traefsikkerhed/")
    # The months were closed in 2026: nobody expected anything in 2023.
    assert "3 måneder før årets slutning ville vi have ventet 20,0 % for lidt" in shown


def test_scores_page_of_an_open_year_says_when_it_can(manager, quarter):
    assert "2023 er ikke lukket endnu." in page_text(manager, "/budget/2023/traefsikkerhed/")


def test_scores_worked_out_afterwards_are_not_told_as_what_we_expected(manager):
    load_ledger(*even_year(2023, 100))
    close(2023, 13)
    shown = page_text(manager, "/budget/2023/traefsikkerhed/")
    assert "Månederne i 2023 blev lukket længe efter. 3 måneder før årets slutning ville vi have ventet det," in shown
    file = manager.get("/budget/2023/traefsikkerhed/", {"hent": "csv", "tabel": "traefsikkerhed"}).content.decode()
    assert "1,2;1,2;0;ja" in file


def test_choice_written_by_somebody_stands_on_the_page_with_their_name(manager, quarter, users):
    by = users[Role.ANALYST]
    choice = Choice(Method.OWN, 72_000_000)
    choose_forecast(year=2023, line=line_of(2023, "sygedagpenge").key, choice=choice, by=by, reason="Erfaring")
    shown = page_text(manager, CHOICE)
    assert "analytiker" in shown
    assert "Erfaring" in shown
