"""A wide file of our own format goes the same way as a long one."""

from targets.models import Observation

WIDE = "indikator;område;2021;2022;kilde"


def figures():
    found = Observation.objects.filter(indicator__code="neet-andel").order_by("area__name", "period")
    return list(found.values_list("area__name", "period", "value"))


def test_wide_file_gives_the_figures_of_the_long_one(receive, load):
    load("neet-andel;Aabenraa;11,5;12;Test", "neet-andel;Tønder;..;10,25;Test", header=WIDE)
    again = receive(
        *("neet-andel;Aabenraa;2021;11,5;Test", "neet-andel;Aabenraa;2022;12;Test"),
        *("neet-andel;Tønder;2021;..;Test", "neet-andel;Tønder;2022;10,25;Test"),
        header="indikator;område;periode;værdi;kilde",
    )
    assert (again.profile, again.new, again.changed, again.unchanged) == ("maalepunkter", 0, 0, 4)
    assert [(area, period, str(value)) for area, period, value in figures()] == [
        ("Aabenraa", "2021", "11.500000"),
        ("Aabenraa", "2022", "12.000000"),
        ("Tønder", "2021", "None"),
        ("Tønder", "2022", "10.250000"),
    ]


def test_wide_file_names_line_and_column_of_each_problem_once(receive):
    upload = receive(
        *("neet-andel;Aabenraa;11.5;101;Test", "ukendt;Aabenraa;1;2;Test", "neet-andel;Tønder;;3;Test"),
        *("neet-andel;Haderslev;4;5;Test", "neet-andel;Haderslev;4;5;Test"),
        header=WIDE,
    )
    assert [(problem["line"], problem["column"]) for problem in upload.errors] == [
        *((2, "2021"), (2, "2022"), (3, "indikator"), (4, "2021"), (6, "")),
    ]


def test_wide_file_with_an_unknown_column_is_told_what_it_may_have(receive):
    upload = receive("neet-andel;Aabenraa;1;2", header="indikator;område;2021;2022Q5")
    assert [(problem["column"], problem["message"]) for problem in upload.errors] == [
        (
            "2022Q5",
            "Kolonnen er ukendt. Tilladte kolonner: indikator;område;foreløbig;bemærkning;kilde "
            "og en kolonne for hver periode, fx 2023 eller 2023Q1.",
        )
    ]


def test_wide_file_with_a_period_twice_is_refused(receive):
    upload = receive("neet-andel;Aabenraa;1;2", header="indikator;område;2021Q1;2021K1")
    assert [problem["message"] for problem in upload.errors] == [
        "Kolonnen er samme periode som «2021Q1». Behold den ene."
    ]


def test_period_columns_beside_a_period_column_are_unknown(receive):
    upload = receive("neet-andel;Aabenraa;2021;1;2", header="indikator;område;periode;værdi;2022")
    assert [problem["column"] for problem in upload.errors] == ["2022"]
