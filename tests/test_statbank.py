"""StatBank's answers: which table it is, which lines are an indicator, and the sentence for all others."""

from pathlib import Path

import pytest

from extracts.actions import receive_upload
from extracts.examining import examine
from targets.figure_rows import lookup_of
from targets.models import Indicator, Observation
from targets.statbank import Wanted, statbank_tables

REAL = Path(__file__).parent.parent / "examples" / "real"
RAS200 = "OMRÅDE;HERKOMST;ALDER;KØN;BEREGNING;TID;INDHOLD"
NEET1 = "STATUSNEET;KØN;BOPOMR;SOCIO;TID;INDHOLD"
ALL, IDLE = "Aktive og ikke-aktive i alt", "Ikke-aktive (NEET)"
KNOWN = (
    "Kendt er RAS200 (Erhvervs- og beskæftigelsesfrekvenser) og NEET1 (Befolkningen 16-24 år efter NEET-status). "
    "Andre tal kan lægges i formatet maalepunkter."
)


def answer(*lines) -> bytes:
    """As StatBank sends it: UTF-8 with BOM, CRLF."""
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def rate(area, year, figure, *, origin="I alt", ages="16-64 år", sex="I alt", measure="Erhvervsfrekvens"):
    return f"{area};{origin};{ages};{sex};{measure};{year};{figure}"


def said(data: bytes) -> list[tuple]:
    return [(problem.line, problem.column, problem.message) for problem in examine(data).problems]


@pytest.fixture
def keep(analyst, commit):
    def keep_answer(*lines):
        upload = receive_upload(data=answer(*lines), file_name="svar.csv", by=analyst)
        assert (upload.profile, upload.errors) == ("statbank", [])
        return commit(upload)

    return keep_answer


@pytest.mark.parametrize(
    ("name", "found"), [("are207", "OMRÅDE og TID"), ("fond19", "FONDSTYPE, HOMR og TID")], ids=["are207", "fond19"]
)
def test_answer_of_an_unknown_table_is_named_by_its_variables(db, name, found):
    examined = examine((REAL / f"statbank-{name}.csv").read_bytes())
    assert examined.profile == "statbank"
    assert [(problem.line, problem.message) for problem in examined.problems] == [
        (
            1,
            f"Filen er fra Statistikbanken med variablerne {found}. "
            f"Ingen målepunkter er knyttet til den tabel endnu. {KNOWN}",
        )
    ]


def test_answer_with_time_alone_is_named_in_the_singular(db):
    [(_, _, message)] = said(answer("TID;INDHOLD", "2023;5"))
    assert message.startswith("Filen er fra Statistikbanken med variablen TID. ")


def test_file_without_figures_that_is_called_an_answer_is_refused(db):
    examined = examine(answer(RAS200.removesuffix(";INDHOLD"), "a;b;c;d;e;2022"), profile="statbank")
    assert [problem.message for problem in examined.problems] == [
        "Filen er ikke et svar fra Statistikbanken: det har kolonnen TID og til sidst kolonnen INDHOLD."
    ]


def test_every_table_gives_an_indicator_that_exists(db):
    codes = {table["indicator"] for table in statbank_tables()}
    assert set(Indicator.objects.filter(code__in=codes).values_list("code", flat=True)) == codes


def test_ras200_gives_the_rate_of_each_area_and_year(keep):
    keep(RAS200, rate("Hele landet", "2022", "79,9"), rate("Aabenraa", "2022", "77,1"), rate("Aabenraa", "2023", ".."))
    found = Observation.objects.filter(indicator__code="erhvervsfrekvens", source="Statistikbanken RAS200")
    assert [
        (fact.area.name, fact.period, str(fact.value), fact.state) for fact in found.order_by("period", "area__name")
    ] == [
        ("Aabenraa", "2022", "77.100000", "value"),
        ("Hele landet", "2022", "79.900000", "value"),
        ("Aabenraa", "2023", "None", "not_available"),
    ]


def test_ras200_in_codes_and_another_order_is_the_same_table(db):
    [row] = examine(
        answer("TID;KØN;OMRÅDE;ALDER;BEREGNING;HERKOMST;INDHOLD", "2022;TOT;580;16-64;EFK;00;77,1")
    ).diff.new
    assert str(row.row.content["value"]) == "77.1"


def test_ras200_lines_of_other_values_are_left_out_with_a_warning_per_column(db):
    examined = examine(
        answer(
            RAS200,
            rate("Aabenraa", "2022", "77,1"),
            rate("Aabenraa", "2022", "75,0", sex="Kvinder"),
            rate("Aabenraa", "2022", "79,0", sex="Mænd"),
            rate("Aabenraa", "2022", "74,8", measure="Beskæftigelsesfrekvens"),
            rate("Landsdel Sydjylland", "2022", "78,0"),
        )
    )
    assert [(change.row.line, str(change.row.content["value"])) for change in examined.diff.new] == [(2, "77.1")]
    assert [(problem.line, problem.column, problem.message, problem.severity) for problem in examined.problems] == [
        (3, "KØN", "Målepunktet bruger kun «I alt»: 2 linjer er udeladt.", "notice"),
        (5, "BEREGNING", "Målepunktet bruger kun «Erhvervsfrekvens»: 1 linje er udeladt.", "notice"),
        (6, "OMRÅDE", "Landsdele læses ikke med: 1 linje er udeladt.", "notice"),
    ]


def test_ras200_without_a_line_that_is_wanted_is_refused(db):
    assert said(answer(RAS200, rate("Aabenraa", "2022", "77,1", ages="16-66 år"))) == [
        (
            1,
            "",
            "Filen ligner tabel RAS200 fra Statistikbanken, men ingen linje har HERKOMST «I alt», ALDER «16-64 år», "
            "KØN «I alt» og BEREGNING «Erhvervsfrekvens». Vælg dem i Statistikbanken, og hent filen igen.",
        )
    ]


def test_ras200_reports_all_that_is_wrong_with_its_lines(db):
    data = answer(
        RAS200,
        rate("Åbenrå by", "2022", "77,1"),
        rate("Aabenraa", "2022K5", "77,1"),
        rate("Aabenraa", "2022", "77.1"),
        rate("Aabenraa", "2021", "101"),
        rate("Aabenraa", "2020", ""),
        rate("Aabenraa", "2019", "76"),
        rate("Aabenraa", "2019", "76"),
    )
    found = said(data)
    assert [(line, column) for line, column, _ in found] == [
        (2, "OMRÅDE"),
        (3, "TID"),
        *((line, "INDHOLD") for line in (4, 5, 6)),
        (8, ""),
    ]
    assert found[-1][2] == "Samme målepunkt, område og periode står også på linje 7. Behold den ene."


def test_neet1_share_is_made_of_two_lines(keep):
    """6.158 young people, 683 of them idle: 683/6158 = 11,09 %. Figures invented."""
    keep(
        NEET1,
        f"{ALL};I alt;Aabenraa;I alt;2022;6158",
        f"{IDLE};I alt;Aabenraa;I alt;2022;683",
        f"{ALL};I alt;Aabenraa;I alt;2023;6200",
        f"{IDLE};I alt;Aabenraa;I alt;2023;..",
    )
    found = Observation.objects.filter(indicator__code="neet-andel", source="Statistikbanken NEET1").order_by("period")
    assert [(fact.period, fact.state, fact.numerator, fact.denominator, fact.line) for fact in found] == [
        ("2022", "value", 683, 6158, 2),
        ("2023", "not_available", None, None, 4),
    ]


def test_neet1_without_the_line_of_everybody_is_an_error_at_its_line(db):
    data = answer(NEET1, f"{IDLE};I alt;Aabenraa;I alt;2022;683")
    assert said(data) == [(2, "INDHOLD", "Der mangler en nævner: tæller og nævner skal følges ad.")]


def test_neet1_more_idle_than_everybody_is_an_error(db):
    data = answer(NEET1, f"{ALL};I alt;Aabenraa;I alt;2022;683", f"{IDLE};I alt;Aabenraa;I alt;2022;6158")
    assert said(data) == [(2, "INDHOLD", "Tælleren er større end nævneren.")]


def test_the_same_answer_twice_changes_nothing(keep, analyst):
    lines = [RAS200, rate("Aabenraa", "2022", "77,1")]
    keep(*lines)
    upload = receive_upload(data=answer(*lines), file_name="igen.csv", by=analyst)
    assert (upload.new, upload.changed, upload.unchanged) == (0, 0, 1)


def test_wanted_names_each_value_by_its_label():
    wanted = Wanted.of({"numerator": ["Nogle", "1"], "denominator": ["Alle", "0"]})
    assert wanted.labels == ["Nogle", "Alle"]
    assert [wanted.role_of(text) for text in ("nogle", "1", "0", "2")] == [
        "numerator",
        "numerator",
        "denominator",
        None,
    ]
    assert lookup_of({})("1") is None
