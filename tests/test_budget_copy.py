"""Next year's budget made in the browser from an older one: choice, grid, preview, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from aabenraa_plan.models import Role
from budget.cases.actions import grant_case, mark_of
from budget.models import Appropriation, AppropriationLine, BenefitType, BudgetLine, LineKind, Programme
from extracts.actions import receive_upload
from extracts.models import Origin, Upload, UploadStatus
from tests.budgets import BUDGET
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
# 2023 as the plan has it is loaded with the reference data: 16 lines, 439.545 + 31.171 = 470.716.
FROM_2023 = "/budget/kopier/?fra=2023-vedtaget&til=2025"
LINES = 16
OUT_OF_RANGE = "Skriv en procent mellem −99 og 200, fx 2 eller −1,5."


@pytest.fixture
def browser(as_role):
    return as_role(Role.ANALYST)


@pytest.fixture
def book(analyst, commit):
    def booked(*lines):
        upload = receive_upload(data="\n".join([BUDGET, *lines]).encode(), file_name="budget.csv", by=analyst)
        assert not upload.errors, upload.errors
        return commit(upload, accepted="Prøve")

    return booked


def name_of(benefit_type, figure, kind="support", programme=Programme.ORDINARY) -> str:
    pk = BenefitType.objects.get(code=benefit_type).pk
    return f"{pk}-{kind}-{Programme.objects.get(code=programme).pk}-{figure}"


ASSISTANCE = "kontant-uddannelseshjaelp"


def grid_of(page):
    return page.context["form"]


def prefilled(page) -> dict[str, str]:
    """What a browser would send if the page were sent as it stands."""
    form = grid_of(page)
    return {name: str(form[name].value() or "") for name in form.fields if name != "confirmed"}


def problems(page) -> dict[str, list[str]]:
    return {name: list(errors) for name, errors in grid_of(page).errors.items()}


def test_choice_offers_every_budget_and_the_year_after_the_newest(browser):
    page = browser.get("/budget/kopier/")
    form = page.context["form"]
    assert form.fields["fra"].choices == [
        ("2023-vedtaget", "Vedtaget budget 2023"),
        ("2021-vedtaget", "Vedtaget budget 2021"),
    ]
    assert form["til"].value() == 2024
    assert "afrundes én gang til hele 1.000 kr." in text_of(page)


def test_grid_is_prefilled_with_the_adjusted_figures(browser):
    page = browser.get(f"{FROM_2023}&pris=2&personer=0")
    sent = prefilled(page)
    # 51.085 × 1,02 = 52.106,7; 13.453 × 1,02 = 13.722,06; 497 × 1,00.
    assert sent[name_of(ASSISTANCE, "amount")] == "52.107"
    assert sent[name_of(ASSISTANCE, "persons")] == "497"
    assert sent[name_of(ASSISTANCE, "amount", "effort")] == "13.722"
    assert name_of(ASSISTANCE, "persons", "effort") not in sent
    # 51.085 / 497 = 102,787 and 52.107 / 497 = 104,843.
    words = text_of(page)
    assert "497 × 102,79" in words and "104,84" in words
    assert "16 linjer fra vedtaget budget 2023, i alt 470.716 t.kr." in words


def test_grid_without_percent_has_the_old_figures(browser):
    page = browser.get(FROM_2023)
    assert prefilled(page)[name_of("fleksjob", "amount")] == "171.495"
    assert "Beløbene er kopieret, som de står." in text_of(page)


def test_zero_is_copied_as_zero_and_a_line_that_is_not_there_stays_away(browser):
    sent = prefilled(browser.get("/budget/kopier/?fra=2021-vedtaget&til=2025&pris=3"))
    # 2021 prints 0 for the effort of Fleksjob and nothing for the effort of foreigners outside the programme.
    assert sent[name_of("fleksjob", "amount", "effort")] == "0"
    # 4.674 × 1,03 = 4.814,22.
    assert sent[name_of(ASSISTANCE, "amount", "effort", "kik-ii")] == "4.814"
    assert sum(name.endswith("-amount") for name in sent) == 19 + 3


def test_submitted_grid_becomes_an_upload_that_waits_for_the_preview(browser):
    address = f"{FROM_2023}&pris=2"
    response = browser.post(address, prefilled(browser.get(address)))
    upload = Upload.objects.latest("pk")
    assert response.url == f"/udtraek/{upload.pk}/"
    assert (upload.status, upload.origin, upload.profile) == (UploadStatus.READY, Origin.HAND, "budget")
    assert (upload.new, upload.changed) == (LINES, 0)
    assert not BudgetLine.objects.filter(year=2025).exists()
    assert "Budget 2025, kopieret fra vedtaget budget 2023" in text_of(browser.get(response.url))


def test_committed_copy_says_where_each_line_is_from(browser, commit):
    address = f"{FROM_2023}&pris=2&personer=-1,5"
    sent = prefilled(browser.get(address)) | {name_of("fleksjob", "amount"): "170.000,5"}
    sent |= {"extra1-benefit_type": "Fleksjob", "extra1-kind": "indsats", "extra1-programme": "KIK II"}
    browser.post(address, sent | {"extra1-amount": "12"})
    upload = commit(Upload.objects.latest("pk"))
    lines = {(each.benefit_type.code, each.kind, each.programme.code): each for each in upload.budgetlines.all()}
    assert len(lines) == LINES + 1
    copied = lines[ASSISTANCE, "support", "ordinaer"]
    # 51.085 × 1,02 × 0,985 = 51.325,0995; 497 × 0,985 = 489,545.
    assert (copied.amount, copied.persons) == (Decimal(51_325_000), Decimal(490))
    assert copied.source == "Kopieret fra vedtaget budget 2023, pris +2 %, personer −1,5 %"
    assert lines[ASSISTANCE, "effort", "ordinaer"].source == "Kopieret fra vedtaget budget 2023, pris +2 %"
    corrected = lines["fleksjob", "support", "ordinaer"]
    assert corrected.amount == Decimal(170_000_500)
    assert corrected.source.endswith(", rettet i hånden")
    more = lines["fleksjob", "effort", "kik-ii"]
    assert (more.amount, more.persons) == (Decimal(12_000), None)
    assert more.source == "Indtastet i en kopi af vedtaget budget 2023"


def test_own_source_stands_at_every_line(browser, commit):
    browser.post(FROM_2023, prefilled(browser.get(FROM_2023)) | {"source": 'Byrådet; "8. oktober", punkt 4'})
    upload = commit(Upload.objects.latest("pk"))
    assert set(upload.budgetlines.values_list("source", flat=True)) == {'Byrådet; "8. oktober", punkt 4'}


def test_copy_of_an_invented_budget_is_invented(browser, book, commit):
    book("2024;vedtaget;Sygedagpenge;forsørgelse;;10;1.000;Eksempeldata")
    address = "/budget/kopier/?fra=2024-vedtaget&til=2025&pris=1"
    page = browser.get(address)
    assert "eksempeldata" in text_of(page)
    browser.post(address, prefilled(page))
    line = commit(Upload.objects.latest("pk")).budgetlines.get()
    assert line.invented and line.source == "Eksempeldata: Kopieret fra vedtaget budget 2024, pris +1 %"


def test_blank_line_is_no_line(browser):
    sent = prefilled(browser.get(FROM_2023))
    sent |= {name_of(ASSISTANCE, "persons"): "", name_of(ASSISTANCE, "amount"): " "}
    browser.post(FROM_2023, sent)
    assert Upload.objects.latest("pk").new == LINES - 1


def test_missing_figure_is_said_to_be_missing(browser, commit):
    sent = prefilled(browser.get(FROM_2023))
    browser.post(FROM_2023, sent | {name_of(ASSISTANCE, "amount", "effort"): ".."})
    line = commit(Upload.objects.latest("pk")).budgetlines.get(benefit_type__code=ASSISTANCE, kind="effort")
    assert (line.state, line.amount) == ("not_available", None)
    again = browser.get("/budget/kopier/?fra=2025-vedtaget&til=2026")
    assert prefilled(again)[name_of(ASSISTANCE, "amount", "effort")] == ""
    assert "ikke oplyst" in text_of(again)


def test_every_error_is_shown_at_its_row_and_field_and_nothing_is_lost(browser):
    before = Upload.objects.count()
    wrong = {
        name_of(ASSISTANCE, "amount"): "51.08",
        name_of("sygedagpenge", "persons"): "-4",
        name_of("fleksjob", "amount"): "",
        name_of("jobafklaring", "amount", "effort"): "2 %",
        "extra1-amount": "12",
        "extra2-benefit_type": "Fleksjob",
        "extra2-kind": "forsørgelse",
        "extra2-programme": "KIK II",
        "extra2-amount": "5",
        "extra3-benefit_type": "Sygedagpenge",
        "extra3-kind": "forsørgelse",
        "extra3-programme": "Ordinær",
    }
    page = browser.post(FROM_2023, prefilled(browser.get(FROM_2023)) | wrong)
    assert problems(page) == {
        name_of(ASSISTANCE, "amount"): ["Tallet bruger punktum som komma. Skriv decimaler med komma, fx 11,6."],
        name_of("sygedagpenge", "persons"): ["Tallet kan ikke være negativt."],
        name_of("fleksjob", "amount"): ["Beløbet mangler på en linje med helårspersoner. Skriv beløbet."],
        name_of("jobafklaring", "amount", "effort"): ["Tallet er ikke en procent. Skriv det uden %."],
        "extra1-benefit_type": ["Vælg den ydelse, beløbet hører til."],
        "extra2-programme": [
            "Forsørgelse hører ikke til et program. Skriv art indsats, eller lad programmet være tomt."
        ],
        "extra3-amount": ["Der er intet tal på linjen. Skriv .. hvis tallet mangler."],
    }
    assert {name: grid_of(page)[name].value() for name in wrong} == wrong
    words = text_of(page)
    assert "Intet er gemt. Ret de 7 felter:" in words
    assert Upload.objects.count() == before


def test_extra_line_that_the_grid_has_already_is_refused(browser):
    again = {"extra2-benefit_type": "Fleksjob", "extra2-kind": "forsørgelse", "extra2-programme": "Ordinær"}
    page = browser.post(FROM_2023, prefilled(browser.get(FROM_2023)) | again | {"extra2-amount": "5"})
    said = "Samme ydelse, art og program står også på en anden linje i skemaet. Behold den ene."
    assert problems(page) == {"extra2-amount": [said]}


def test_empty_grid_is_refused(browser):
    page = browser.post(FROM_2023, dict.fromkeys(prefilled(browser.get(FROM_2023)), ""))
    assert problems(page) == {"__all__": ["Skemaet er tomt. Skriv mindst ét beløb."]}


@pytest.mark.parametrize("field", ["source", "amount", "extra1-persons"])
def test_text_like_a_cpr_number_is_refused_and_never_shown(field, browser):
    name = name_of(ASSISTANCE, "amount") if field == "amount" else field
    sent = prefilled(browser.get(FROM_2023)) | {name: "300275-1234"}
    page = browser.post(FROM_2023, sent)
    assert problems(page)[name] == [
        "Teksten lignede et CPR-nummer og er slettet. Intet er gemt. Skriv feltet igen uden det."
    ]
    assert "300275" not in page.content.decode()
    assert grid_of(page)[name_of("fleksjob", "amount")].value() == "171.495"


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ("fra=2023-vedtaget&til=1989", "til", "Året skal være mellem 1990 og {last}."),
        ("fra=2023-vedtaget&til={after}", "til", "Året skal være mellem 1990 og {last}."),
        ("fra=2023-vedtaget&til=", "til", "Skriv et år med fire cifre, fx 2027."),
        ("fra=2023-vedtaget&til=xx", "til", "Skriv et år med fire cifre, fx 2027."),
        ("fra=2023-vedtaget&til=20255", "til", "Skriv et år med fire cifre, fx 2027."),
        ("fra=2022-vedtaget&til=2025", "fra", "Vælg en af mulighederne på listen."),
        ("fra=&til=2025", "fra", "Vælg en af mulighederne på listen."),
        (
            "fra=2023-vedtaget&til=2025&pris=1.5",
            "pris",
            "Skriv et tal med komma, fx 11,5 eller 1.234. Højst 12 cifre før kommaet og 6 efter.",
        ),
        ("fra=2023-vedtaget&til=2025&pris=201", "pris", "Skriv en procent mellem −99 og 200, fx 2 eller −1,5."),
        (
            "fra=2023-vedtaget&til=2025&personer=-100",
            "personer",
            "Skriv en procent mellem −99 og 200, fx 2 eller −1,5.",
        ),
    ],
)
def test_bad_choice_is_said_so_at_its_field(query, field, said, browser):
    last = timezone.localdate().year + 4
    page = browser.get("/budget/kopier/?" + query.format(after=last + 1))
    assert page.context["form"].errors[field] == [said.format(last=last)]
    assert "Vis linjerne" in text_of(page) and "300275" not in page.content.decode()


@pytest.mark.parametrize("typed", ["2", "%2B2", "2 %25", "2,0"])
def test_percent_may_be_written_in_several_ways(typed, browser):
    assert prefilled(browser.get(f"{FROM_2023}&pris={typed}"))[name_of(ASSISTANCE, "amount")] == "52.107"


@pytest.mark.parametrize("year", [2021, 2023])
def test_year_that_has_a_budget_is_changed_only_by_someone_who_means_it(year, browser):
    address = f"/budget/kopier/?fra=2023-vedtaget&til={year}&pris=2"
    page = browser.get(address)
    lines = {2021: 19, 2023: 16}[year]
    words = text_of(page)
    assert f"{year} har allerede et vedtaget budget med {lines} linjer." in words
    assert "Linjer med andre tal bliver nye udgaver" in words
    assert ("Du kopierer til det samme år." in words) is (year == 2023)
    sent = prefilled(page)
    refused = browser.post(address, sent)
    assert problems(refused) == {"confirmed": [f"Sæt kryds, hvis du vil rette det budget, {year} allerede har."]}
    browser.post(address, sent | {"confirmed": "on"})
    assert Upload.objects.latest("pk").changed == LINES


def test_revised_budget_is_the_adopted_one_with_what_was_granted(browser, by):
    case = Appropriation.objects.create(year=2023, kind="cash", title="Flere syge", reason="x", created_by=by)
    line = {"benefit_type": BenefitType.objects.get(code="sygedagpenge"), "kind": LineKind.SUPPORT}
    ordinary = Programme.objects.get(code=Programme.ORDINARY)
    AppropriationLine.objects.create(
        appropriation=case, programme=ordinary, amount=Decimal(939_000), persons=Decimal(6), **line
    )
    grant_case(case=case, decided_on=date(2023, 6, 1), seen=mark_of(case), by=by)
    page = browser.get("/budget/kopier/?fra=2023-korrigeret&til=2025")
    # 70.061 + 939 = 71.000; 494 + 6 = 500.
    assert prefilled(page)[name_of("sygedagpenge", "amount")] == "71.000"
    assert prefilled(page)[name_of("sygedagpenge", "persons")] == "500"
    assert prefilled(page)[name_of("fleksjob", "amount")] == "171.495"
    assert "Ud fra korrigeret budget 2023" in text_of(page)


def test_uploaded_revised_budget_can_be_copied_where_there_is_no_adopted_one(browser, book):
    book("2024;korrigeret;Sygedagpenge;forsørgelse;;10;1.000;x")
    page = browser.get("/budget/kopier/?fra=2024-korrigeret&til=2025&personer=10")
    # 10 × 1,10 = 11; 1.000 × 1,10 = 1.100.
    assert prefilled(page)[name_of("sygedagpenge", "amount")] == "1.100"
    assert prefilled(page)[name_of("sygedagpenge", "persons")] == "11"


def test_looking_back_copies_the_budget_as_it_was(browser, book):
    book("2024;vedtaget;Sygedagpenge;forsørgelse;;10;1.000;x")
    moment = BudgetLine.objects.get(year=2024).recorded_at.isoformat()
    book("2024;vedtaget;Sygedagpenge;forsørgelse;;10;2.000;x")
    query = {"fra": "2024-vedtaget", "til": "2025"}
    page = browser.get("/budget/kopier/", query | {"som_set": moment})
    assert prefilled(page)[name_of("sygedagpenge", "amount")] == "1.000"
    assert "som det så ud" in text_of(page)
    assert prefilled(browser.get("/budget/kopier/", query))[name_of("sygedagpenge", "amount")] == "2.000"


def test_page_without_any_budget_says_what_to_do(browser, monkeypatch):
    monkeypatch.setattr("budget.copying.forms.old_budgets", lambda *_: [])
    assert "Der er intet budget at kopiere" in text_of(browser.get("/budget/kopier/"))


@pytest.mark.parametrize("role", [Role.MANAGER, Role.APPROVER, Role.COMMITTEE, Role.ADMINISTRATOR])
def test_only_uploaders_copy_budgets(role, as_role):
    assert as_role(role).get(FROM_2023).status_code == 403
