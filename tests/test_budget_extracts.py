"""Files of the profiles `forbrug` and `budget`: read, checked, previewed, committed."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Sum

from budget.files import columns
from budget.files.budget_file import is_budget
from budget.files.ledger_file import is_forbrug
from budget.files.roles import BUDGET_ROLES, FORBRUG_ROLES
from budget.models import BudgetLine
from extracts.actions import preview, receive_upload
from extracts.kinds import shipped
from extracts.reading import read
from tests.budgets import BUDGET, budget_lines

pytestmark = pytest.mark.django_db
FORBRUG = "ydelse;art;program;konto;måned;brutto;refusion;netto;helårspersoner;foreløbig;bemærkning;kilde"
SHORT = "ydelse;konto;måned;netto"


@pytest.fixture
def receive_file(analyst):
    def received(header, *lines):
        data = "\r\n".join([header, *lines]).encode()
        return receive_upload(data=data, file_name="økonomi.csv", by=analyst)

    return received


@pytest.fixture
def load_file(receive_file, commit):
    def loaded(header, *lines):
        upload = receive_file(header, *lines)
        assert not upload.errors, upload.errors
        return commit(upload, accepted="Prøve")

    return loaded


def said(upload) -> list[tuple]:
    return [(problem["line"], problem["column"], problem["message"]) for problem in upload.problems]


def total(**selection):
    return BudgetLine.objects.current().filter(**selection).aggregate(total=Sum("amount"))["total"]


def test_budget_file_gives_the_printed_totals(load_file):
    upload = load_file(BUDGET, *budget_lines(2021, to=2019), *budget_lines(2023, to=2024))
    assert (upload.profile, upload.new, upload.problems) == ("budget", 35, [])
    effort = {"kind": "effort", "programme__code": "ordinaer"}
    assert total(year=2019, kind="support") == Decimal("509392000")
    assert total(year=2019, **effort) == Decimal("35881000")
    assert total(year=2019, kind="effort", programme__code="kik-ii") == Decimal("4979000")
    assert total(year=2024, kind="support") == Decimal("439545000")
    assert total(year=2024, **effort) == Decimal("31171000")


def test_blank_amount_is_no_line_and_zero_is_a_figure(load_file):
    load_file(BUDGET, *budget_lines(2021, to=2019))
    flexjobs = BudgetLine.objects.filter(year=2019, benefit_type__code="fleksjob", kind="effort")
    assert [(line.state, line.amount) for line in flexjobs] == [("value", Decimal(0))]
    blank = BudgetLine.objects.filter(year=2019, benefit_type__code="udlaendinge-ikke-i-program", kind="effort")
    assert not blank.exists()


def effect_of(upload):
    kind, _ = shipped()[upload.profile]
    return kind.effect(preview(upload).diff)


def test_effect_of_a_budget_says_what_it_becomes(receive_file, load_file):
    # 439.545 + 31.171 = 470.716
    assert effect_of(receive_file(BUDGET, *budget_lines(2023, to=2024))) == [
        "Vedtaget budget 2024 bliver 470.716 t.kr."
    ]
    # Fleksjob 171.495 → 172.000 is +505; Sygedagpenge 70.061 → 69.961 is −100: together +405.
    changed = ["2023;vedtaget;Fleksjob;;;1.410;172.000;", "2023;vedtaget;sygedagpenge;;;494;69.961;"]
    assert effect_of(receive_file(BUDGET, *changed, "2023;korrigeret;Fleksjob;;;1.400;170.000;")) == [
        "Vedtaget budget 2023 stiger med 405 t.kr. til 471.121 t.kr. (Fleksjob +505 t.kr., Sygedagpenge −100 t.kr.).",
        "Korrigeret budget 2023 bliver 170.000 t.kr.",
    ]


def test_ledger_file_is_kept_in_oere_with_its_signs(load_file):
    line = "Sygedagpenge;;;5.57.71;maj 2023;1.000.000,50;-250.000;750.000,50;480,25;ja;Prøve;Eksempeldata"
    entry = load_file(FORBRUG, line).ledgerentrys.get()
    assert (entry.gross, entry.reimbursement, entry.net, entry.persons) == (
        *(Decimal("1000000.50"), Decimal("-250000.00"), Decimal("750000.50")),
        Decimal("480.25"),
    )
    assert {type(figure) for figure in (entry.gross, entry.reimbursement, entry.net, entry.persons)} == {Decimal}
    assert (entry.kind, entry.programme.code, entry.account) == ("support", "ordinaer", "5.57.71")
    assert (entry.period, entry.period_end, entry.line) == ("2023M05", date(2023, 6, 1), 2)
    assert (entry.provisional, entry.invented, entry.note) == (True, True, "Prøve")


def test_net_is_added_up_where_the_file_does_not_say_it(load_file):
    upload = load_file("ydelse;måned;refusion;brutto", "Fleksjob;2023M01;250-;1.000", "Fleksjob;2023M02;..;..")
    assert list(upload.ledgerentrys.values_list("period", "state", "net")) == [
        ("2023M01", "value", Decimal(750)),
        ("2023M02", "not_available", None),
    ]


def test_the_same_files_again_change_nothing(load_file, receive_file):
    load_file(SHORT, "Fleksjob;1;2023M01;100")
    for again in (receive_file(BUDGET, *budget_lines(2023)), receive_file(SHORT, "fleksjob;1;jan. 2023;100,00")):
        assert (again.new, again.changed, again.unchanged > 0) == (0, 0, True)


@pytest.mark.parametrize(
    ("line", "column", "message"),
    [
        ("Sygedagpeng;1;2023M01;1", "ydelse", "Ydelsen findes ikke. Mente du «Sygedagpenge»?"),
        (";1;2023M01;1", "ydelse", "Ydelsen findes ikke. Feltet er tomt."),
        (
            "Fleksjob;1;2023M01;100.000.000.000",
            "netto",
            "Beløbet er over 100 mia. kr. Er det skrevet i en anden enhed?",
        ),
        ("Fleksjob;1;2023;1", "måned", "Feltet er ikke en måned. Skriv fx 2023M05 eller maj 2023."),
        ("Fleksjob;1;2099M01;1", "måned", "Måneden er ikke begyndt endnu. Ret måneden."),
        (
            "Fleksjob;1;2023M01;1234.50",
            "netto",
            "Tallet bruger punktum som komma. Skriv decimaler med komma, fx 11,6.",
        ),
        (
            "Fleksjob;1;2023M01;1,234",
            "netto",
            "Beløbet går ikke op i hele ører. Skriv tusinder med punktum og højst to decimaler.",
        ),
        ("Fleksjob;1;2023M01;5 %", "netto", "Tallet er ikke en procent. Skriv det uden %."),
        ("Fleksjob;1;2023M01;", "netto", "Der er intet tal på linjen. Skriv .. hvis tallet mangler."),
        (f"Fleksjob;{'x' * 61};2023M01;1", "konto", "Teksten er for lang: højst 60 tegn."),
    ],
)
def test_line_that_is_wrong_is_said_so_with_its_column(line, column, message, receive_file):
    assert said(receive_file(SHORT, line)) == [(2, column, message)]


def test_every_problem_of_a_line_is_reported(receive_file):
    lines = [
        "Fleksjob;andet;KIK III;;2023M01;;;1;-2;måske;;",
        "Fleksjob;;KIK II;;2023M01;;;1;;;;",
        "Fleksjob;;;;2023M02;100;;;;;;",
    ]
    assert said(receive_file(FORBRUG, *lines)) == [
        (2, "art", "Skriv forsørgelse eller indsats."),
        (2, "foreløbig", "Skriv ja eller nej."),
        (2, "helårspersoner", "Tallet kan ikke være negativt."),
        (2, "program", "Programmet findes ikke. Mente du «KIK II»?"),
        (3, "program", "Forsørgelse hører ikke til et program. Skriv art indsats, eller lad programmet være tomt."),
        (4, "netto", "Netto mangler. Skriv netto, eller både brutto og refusion."),
    ]


def test_the_same_key_twice_is_an_error_at_the_second(receive_file):
    upload = receive_file(SHORT, "Fleksjob;1;2023M01;1", "Fleksjob;2;2023M01;1", "fleksjob;1;januar 2023;2")
    message = "Samme ydelse, art, program, konto og måned står også på linje 2. Læg dem sammen, eller behold den ene."
    assert said(upload) == [(4, "", message)]


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("ydelse;netto;konto", "Kolonnen «måned» mangler."),
        ("ydelse;måned;brutto", "Der skal være en kolonne «netto» eller både «brutto» og «refusion»."),
        ("ydelse;art;år", "Kolonnen «version» mangler."),
        ("ydelse;2023M01;2023M1", "Kolonnen er samme måned som «2023M01». Behold den ene."),
    ],
)
def test_header_that_lacks_something_is_refused(header, message, receive_file):
    assert message in [problem["message"] for problem in receive_file(header, "a;b;c").errors]


def test_signs_and_sums_that_look_wrong_are_warned_of(receive_file):
    lines = [
        "Fleksjob;;;1;2023M01;100;-40;60;;;;",
        "Fleksjob;;;1;2023M02;100;40;60;;;;",
        "Fleksjob;;;1;2023M03;100;40;140;;;;",
    ]
    upload = receive_file(FORBRUG, *lines)
    assert upload.errors == []
    assert said(upload) == [
        (3, "netto", "Brutto og refusion giver tilsammen 140,00 kr. Netto gemmes, som det står."),
        (
            3,
            "refusion",
            "Refusion er en indtægt og skrives med minus, men står med plus på 2 linjer. Er det tilbagebetalinger?",
        ),
    ]


def test_thousands_may_be_off_by_their_rounding(receive_file):
    header = "ydelse;måned;brutto i 1.000 kr.;refusion i 1.000 kr.;netto i 1.000 kr."
    assert receive_file(header, "Fleksjob;2023M01;100;-40;61").problems == []
    assert len(receive_file(header, "Fleksjob;2023M01;100;-40;62").problems) == 1


def test_running_month_that_is_not_provisional_is_warned_of(receive_file, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2024, 5, 15))
    lines = ["Fleksjob;2024M05;1;ja", "Sygedagpenge;2024M05;1;", "Jobafklaring;maj 2024;1;nej"]
    assert said(receive_file("ydelse;måned;netto;foreløbig", *lines)) == [
        (3, "måned", "Måneden maj 2024 er ikke slut (2 tal). Er det foreløbige tal?")
    ]


def test_finance_export_with_title_and_totals_is_read(receive_file):
    upload = receive_file(
        "Forbrugsrapport 2023;;;",
        *("Ydelse;Konto;Måned;Netto (kr.)", "Fleksjob;1;2023M01;100,00", "Fleksjob;2;2023M01;200,00"),
        *("Fleksjob i alt;;;300,00", "Hovedtotal;;;310,00"),
    )
    assert (upload.profile, upload.new) == ("forbrug", 2)
    assert said(upload) == [
        (5, "", "2 linjer med summer er udeladt. Tallene tages fra de enkelte linjer."),
        (6, "Netto (kr.)", "Summen er 310, men linjerne giver 300. Mangler der linjer?"),
    ]


def test_wide_file_gives_the_figures_of_the_long_one(load_file, receive_file):
    header = "ydelse;konto;2023M01;februar 2023;I alt"
    upload = load_file(header, "Fleksjob;1;100;200;300", "Sygedagpenge;1;;..;", "Hovedtotal;;100;200;300")
    assert [problem["message"] for problem in upload.problems] == [
        "Kolonnen er en sum og læses ikke med.",
        "1 linje med summer er udeladt. Tallene tages fra de enkelte linjer.",
    ]
    again = receive_file(SHORT, "Fleksjob;1;2023M01;100", "Fleksjob;1;2023M02;200", "Sygedagpenge;1;2023M02;..")
    assert (again.new, again.changed, again.unchanged) == (0, 0, 3)


def test_effect_of_spending_names_the_largest_changes(load_file, receive_file):
    load_file(SHORT, "Sygedagpenge;1;2023M01;5.000.000", "Fleksjob;1;2023M01;40.000.000")
    # +900.000 on a new month, +350.000 on a known one.
    upload = receive_file(SHORT, "Sygedagpenge;1;2023M02;900.000", "Fleksjob;1;2023M01;40.350.000")
    assert effect_of(upload) == [
        "Nettoforbruget i 2023 stiger med 1.250 t.kr. til 46.250 t.kr. (Sygedagpenge +900 t.kr., Fleksjob +350 t.kr.)."
    ]
    moved = receive_file(SHORT, "Sygedagpenge;1;2023M01;4.999.550", "Fleksjob;1;2023M01;40.000.450")
    assert effect_of(moved) == ["Nettoforbruget i 2023 er uændret 45.000 t.kr. Beløb flytter mellem ydelser."]
    assert effect_of(receive_file(SHORT, "Fleksjob;1;2024M01;450")) == ["Nettoforbruget i 2024 bliver 450 kr."]


@pytest.mark.parametrize(
    "header",
    [
        "indikator;område;periode;værdi;foreløbig;bemærkning;kilde",
        "Area;Periode;Ydelsesgrupper;Antal personer",
        "indsats;hold;statusdato;udfald;antal;foreløbig;bemærkning;kilde",
        "OMRÅDE;TID;INDHOLD",
        "ydelse;antal",
    ],
)
def test_other_formats_are_neither_spending_nor_budget(header):
    sheet = read(f"{header}\r\n{header}".encode())
    assert (is_forbrug(sheet), is_budget(sheet)) == (False, False)


def test_every_role_is_a_column_and_amounts_may_be_in_thousands():
    for roles, contract in ((FORBRUG_ROLES, columns.FORBRUG), (BUDGET_ROLES, columns.BUDGET)):
        known = [contract.column(role.title) for role in roles]
        assert {column.name for column in known} == set(contract.titles)
        assert {column.name for column in known if column.factor == 1000} == contract.amounts
    [benefit_type] = [role for role in BUDGET_ROLES if role.title == "ydelse"]
    assert benefit_type.known()["fleksjob"] == "Fleksjob"
