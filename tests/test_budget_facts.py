"""Ledger entries and budget lines once they are kept: constraints, versions, previews, and what they refer to."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from budget.extract import BUDGET_LINES, LEDGER
from budget.loader import BENEFIT_TYPES, load_words, read_budget_words
from budget.models import BenefitType, BudgetLine, LedgerEntry, Programme
from extracts.actions import preview, receive_upload
from extracts.examining import examine
from extracts.kinds import ChangeRow
from extracts.models import ImmutableFact
from extracts.reading import read
from extracts.reference_files import ReferenceFileError
from extracts.reverting import revert_upload
from extracts.spreadsheets import csv_file

pytestmark = pytest.mark.django_db
HEADER = "ydelse;art;program;konto;måned;netto"
BUDGET = "år;version;ydelse;art;program;helårspersoner;beløb"


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


@pytest.fixture
def entry(load_file):
    return load_file(HEADER, "Fleksjob;;;5.58.81;2023M01;100").ledgerentrys.get()


@pytest.fixture
def line(load_file):
    return load_file(BUDGET, "2024;vedtaget;Fleksjob;;;1.410;171.495.000").budgetlines.get()


def copy_of(fact, **changes):
    fields = {field.attname: getattr(fact, field.attname) for field in fact._meta.concrete_fields}
    return type(fact)(**(fields | {"id": None} | changes))


def refusal(fact, **changes) -> str:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        copy_of(fact, **changes).save()
    return str(refused.value)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": "x", "net": None}, "ledger_entry_has_a_known_state"),
        ({"kind": "x"}, "ledger_entry_has_a_known_kind"),
        ({"net": None}, "ledger_entry_has_a_net_figure_exactly_when_it_says_so"),
        ({"net": None, "gross": Decimal(1)}, "ledger_entry_has_a_net_figure_exactly_when_it_says_so"),
        ({"state": "not_available"}, "ledger_entry_has_a_net_figure_exactly_when_it_says_so"),
        (
            {"state": "withdrawn", "net": None, "persons": Decimal(1)},
            "ledger_entry_has_a_net_figure_exactly_when_it_says_so",
        ),
        ({"persons": Decimal(-1)}, "ledger_entry_has_no_negative_persons"),
    ],
)
def test_ledger_entry_that_breaks_an_invariant_is_refused_by_the_database(changes, constraint, entry):
    assert constraint in refusal(entry, period="2022M01", **changes)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": "x", "amount": None, "persons": None}, "budget_line_has_a_known_state"),
        ({"kind": "x"}, "budget_line_has_a_known_kind"),
        ({"version": "x"}, "budget_line_has_a_known_version"),
        ({"year": 1989}, "budget_line_is_of_a_plausible_year"),
        ({"year": 2101}, "budget_line_is_of_a_plausible_year"),
        ({"amount": None}, "budget_line_has_an_amount_exactly_when_it_says_so"),
        ({"state": "suppressed", "amount": None}, "budget_line_has_an_amount_exactly_when_it_says_so"),
        ({"persons": Decimal(-1)}, "budget_line_has_no_negative_persons"),
    ],
)
def test_budget_line_that_breaks_an_invariant_is_refused_by_the_database(changes, constraint, line):
    assert constraint in refusal(line, **{"year": 2022} | changes)


def test_second_current_version_of_a_key_is_refused_by_the_database(entry, line):
    # SQLite names a unique index by its columns.
    for fact, constraint in ((entry, "one_current_ledger_entry_per_key"), (line, "one_current_budget_line_per_key")):
        said = refusal(fact)
        assert constraint in said or f"UNIQUE constraint failed: {fact._meta.db_table}" in said


def test_fact_superseded_before_it_was_recorded_is_refused_by_the_database(entry, line):
    for fact in (entry, line):
        assert "superseded_after" in refusal(fact, superseded_at=fact.recorded_at - timedelta(seconds=1))


def test_facts_refuse_to_be_changed_or_deleted(entry, line):
    for fact in (entry, line):
        with pytest.raises(ImmutableFact):
            fact.save()
        with pytest.raises(ImmutableFact):
            fact.delete()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE budget_ledgerentry SET net = 1",
        "DELETE FROM budget_ledgerentry",
        "UPDATE budget_budgetline SET amount = 1",
        "DELETE FROM budget_budgetline",
    ],
)
def test_sql_by_hand_on_facts_is_refused_by_postgresql(statement, entry, line):
    if connection.vendor != "postgresql":
        # SQLite keeps no such trigger (see extracts/immutability.py): the statement must at least be valid there.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("EXPLAIN " + statement)
            assert cursor.fetchall()
        return
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_revert_brings_the_earlier_amount_back(entry, line, load_file, analyst):
    changed = load_file(HEADER, "Fleksjob;;;5.58.81;2023M01;250,75", "Fleksjob;;;5.58.81;2023M02;1")
    budget = load_file(BUDGET, "2024;vedtaget;Fleksjob;;;1.400;170.000.000")
    for upload in (changed, budget):
        revert_upload(upload=upload, by=analyst)
    assert list(LedgerEntry.objects.current().values_list("period", "net")) == [("2023M01", Decimal(100))]
    lines = BudgetLine.objects.current().filter(year=2024)
    assert list(lines.values_list("persons", "amount")) == [(Decimal(1410), Decimal(171495000))]
    assert [fact.changes for fact in LedgerEntry.objects.current().with_changes()] == [2]


def preview_of(kind, upload):
    return kind.change_rows(preview(upload).diff.writes)


def test_preview_of_spending_names_benefit_type_account_and_amounts(entry, receive_file):
    upload = receive_file(HEADER, "Fleksjob;;;5.58.81;2023M01;250,75", "Fleksjob;indsats;KIK II;;maj 2023;..")
    assert preview_of(LEDGER, upload) == [
        ChangeRow("Fleksjob", "5.58.81 · forsørgelse", "januar 2023", "100 kr.", "250,75 kr.", "+150,75 kr.", 2, False),
        ChangeRow("Fleksjob", "indsats · KIK II", "maj 2023", "–", "ikke oplyst", "ny", 3, False),
    ]


def test_preview_of_a_budget_names_version_and_year(line, receive_file):
    upload = receive_file(BUDGET, "2024;vedtaget;Fleksjob;;;1.400;171.495.000", "2024;korrigeret;Fleksjob;;;;5.000")
    assert preview_of(BUDGET_LINES, upload) == [
        ChangeRow(
            *("Fleksjob", "vedtaget · forsørgelse", "2024", "171.495.000 kr.", "171.495.000 kr.", "oplysninger"),
            *(2, False),
        ),
        ChangeRow("Fleksjob", "korrigeret · forsørgelse", "2024", "–", "5.000 kr.", "ny", 3, False),
    ]


def test_series_are_named_as_in_the_preview(entry, line):
    flexjob, ordinary = entry.benefit_type_id, entry.programme_id
    assert LEDGER.name_series([(flexjob, "support", ordinary, "5.58.81")]) == {
        (flexjob, "support", ordinary, "5.58.81"): "Fleksjob · 5.58.81 · forsørgelse"
    }
    assert BUDGET_LINES.name_series([(flexjob, "effort", ordinary, "revised")]) == {
        (flexjob, "effort", ordinary, "revised"): "Fleksjob · korrigeret · indsats"
    }


def said(upload):
    return [(problem["line"], problem["column"], problem["message"]) for problem in upload.problems]


def test_amount_far_outside_the_account_s_own_months_is_warned_of(load_file, receive_file):
    # Eight months from 100 to 170: half their range beyond the highest is 205.
    months = [f"Fleksjob;;;1;2023M{number:02d};{90 + 10 * number}" for number in range(1, 9)]
    load_file(HEADER, *months)
    assert said(receive_file(HEADER, "Fleksjob;;;1;2023M09;205")) == []
    assert said(receive_file(HEADER, "Fleksjob;;;1;2023M09;206")) == [
        (2, "netto", "206 kr. ligger langt højere end kontoens andre måneder (højst 170 kr.). Er det rigtigt?")
    ]


def test_money_booked_with_and_without_an_account_is_warned_of(entry, receive_file):
    assert said(receive_file(HEADER, "Fleksjob;;;;2023M01;100", "Fleksjob;;;;2023M02;100")) == [
        (
            2,
            "konto",
            "I 1 måned (først januar 2023) har samme ydelse tal både med og uden konto. "
            "De lægges sammen. Er det to gange de samme penge?",
        )
    ]


def test_budget_in_the_wrong_unit_is_warned_of(receive_file):
    # 171.495 kr. for 1.410 persons is 121,6 kr. each; 70.061.000 kr. for 494 is 141.824.
    amounts = ("Fleksjob;;;1.410;171.495", "Sygedagpenge;;;494;70.061.000", "Ledighedsydelse;;;91;12.975")
    upload = receive_file(BUDGET, *(f"2024;vedtaget;{line}" for line in amounts))
    message = (
        "Beløbet svarer til 122 kr. om året for en helårsperson (2 linjer er sådan). "
        "Er det i 1.000 kr.? Så skal kolonnen hedde «beløb i 1.000 kr.»."
    )
    assert said(upload) == [(2, "beløb", message)]


@pytest.mark.parametrize(
    ("line", "column", "message"),
    [
        ("2023M01;vedtaget;Fleksjob;;;1;1", "år", "Feltet er ikke et år. Skriv fx 2023."),
        ("2099;vedtaget;Fleksjob;;;1;1", "år", "Et budget rækker højst 4 år frem. Ret året."),
        ("2023;foreslået;Fleksjob;;;1;1", "version", "Skriv vedtaget eller korrigeret."),
        ("2023;vedtaget;Fleksjob;;;1;", "beløb", "Beløbet mangler på en linje med helårspersoner. Skriv beløbet."),
        ("2023;vedtaget;Fleksjob;;;;", "beløb", "Der er intet tal på linjen. Skriv .. hvis tallet mangler."),
    ],
)
def test_budget_line_that_is_wrong_is_said_so_with_its_column(line, column, message, receive_file):
    assert said(receive_file(BUDGET, line)) == [(2, column, message)]


@pytest.mark.parametrize(("kind", "errors"), [(LEDGER, 18), (BUDGET_LINES, 18)], ids=["forbrug", "budget"])
def test_template_is_read_by_its_own_profile_and_lacks_only_the_figures(kind, errors):
    profile = kind.own
    template = csv_file(profile.template.awaited(date(2024, 5, 15)))
    assert profile.recognises(read(template))
    examined = examine(template, profile=profile.code)
    assert [problem.message for problem in examined.problems] == [
        "Der er intet tal på linjen. Skriv .. hvis tallet mangler."
    ] * errors


def test_template_of_spending_awaits_the_last_whole_month_where_it_is_lacking(load_file):
    load_file(HEADER, "Fleksjob;;;1;2024M04;100")
    _, *lines = LEDGER.own.template.awaited(date(2024, 5, 15))
    assert {row[4] for row in lines} == {"2024M04"}
    assert [row[1] for row in lines if row[0] == "Fleksjob"] == ["indsats"]
    assert len(lines) == 17


def test_allowed_values_are_those_the_formats_read():
    for kind in (LEDGER, BUDGET_LINES):
        rows = kind.own.template.allowed()
        assert {len(row) for row in rows} == {3}
        assert [row[1] for row in rows if row[0] == "ydelse"] == list(
            BenefitType.objects.values_list("name", flat=True)
        )
        assert [row[1] for row in rows if row[0] == "program"] == ["Ordinær", "KIK II"]


def test_loading_the_words_again_changes_nothing(db):
    before = list(BenefitType.objects.values()), list(Programme.objects.values())
    assert load_words(BENEFIT_TYPES) == {"benefit_types": 9, "programmes": 2}
    assert (list(BenefitType.objects.values()), list(Programme.objects.values())) == before


def test_account_functions_say_that_they_are_to_be_checked():
    assert BenefitType.objects.get(code="fleksjob").account_functions == ["5.58.81"]
    assert set(BenefitType.objects.values_list("account_source", flat=True)) == {
        "Almindelig praksis; efterses af kommunen før brug"
    }


def test_mistakes_in_the_words_are_reported_together(tmp_path):
    path = tmp_path / "words.toml"
    path.write_text(
        '[[benefit_type]]\ncode = "a"\nname = "A"\nsource = "x"\naccount_functions = ["1"]\n'
        '[[benefit_type]]\ncode = "b"\nname = "b!"\naliases = ["A "]\nsource = "x"\n'
        '[[programme]]\ncode = "kik"\nname = "KIK"\nsource = "x"\n'
    )
    with pytest.raises(ReferenceFileError) as wrong:
        read_budget_words(path)
    assert wrong.value.mistakes == [
        "words.toml: spelling 'a' stands more than once",
        "words.toml: a has account functions but does not say where they are from",
        "words.toml: the programme 'ordinaer' is missing",
    ]
