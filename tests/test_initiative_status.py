"""`manage.py initiative_status`: every table of the documents, rebuilt from its lines beside what is printed."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db
SPANS = ["2018M06-2018M12", "2019", "2020", "2021", "2022M01-2022M05", "2018M06-2022M05", "2022M06-2022M12", "2023"]


def told(**options):
    out = StringIO()
    call_command("initiative_status", stdout=out, **options)
    return out.getvalue()


def status(slug):
    return json.loads(told(slug=slug, json=True))


def row(found, name):
    """A row's figures in the document's order of columns."""
    return [None if found[name][span] is None else int(found[name][span]) for span in SPANS]


def table(case, code):
    (found,) = [each for each in case["tables"] if each["code"] == code]
    return found


def cells(row):
    return [(cell["computed"], cell["printed"]) for cell in row["cells"]]


def test_kik_ii_is_rebuilt_from_its_lines_in_the_documents_own_sign():
    case = status("kik-ii")["business_case"]
    assert (case["unit"], case["sign_text"], case["frame"]) == ("1.000 kr.", "+ er nettoudgift, − er gevinst", "60600")
    assert len(case["lines"]) == 42
    computed, printed = case["computed"], case["printed"]
    # 11.661 − 0 − 9.084 = 2.577; 7.223 + 12.450 − 5.039 − 1.726 = 12.908; …; the parts are −23 together.
    assert row(computed, "net") == [2577, 12908, 1206, -11296, -5418, -23, -8010, -15813]
    assert row(printed, "net") == [2577, 12907, 1206, -11296, -5418, -24, -8011, -15813]
    assert row(computed, "financing") == [9084, 1726, 1726, 1726, 719, 14981, 1007, 1726]
    assert row(printed, "financing") == [9084, 1726, 1726, 1726, 719, 14982, 1007, 1726]
    assert row(computed, "saving") == row(printed, "saving")
    assert [computed["payback"][name] for name in ("promised", "promised_without_financing", "realised")] == [
        *("2022-05-31", "2023-07-26", None)
    ]


def test_printed_tables_of_kik_ii_say_where_they_differ():
    case = status("kik-ii")["business_case"]
    differ = [
        (row["label"], cell["period"], cell["computed"], cell["printed"])
        for row in table(case, "detaljer")["rows"]
        for cell in row["cells"]
        if not cell["agrees"]
    ]
    assert differ == [
        ("Investering, ØK", "2018M06-2022M05", "23451", "23450"),
        ("Investering, AU", "2018M06-2022M05", "37162", "37163"),
        ("I alt", "2022M06-2022M12", "-7003", "-7004"),
        ("Virksomhedskonsulenter, ØK", "2018M06-2022M05", "6904", "6905"),
        ("Finansiering i alt", "2018M06-2022M05", "14981", "14982"),
        ("Netto", "2019", "12908", "12907"),
        ("Netto", "2018M06-2022M05", "-23", "-24"),
        ("Netto", "2022M06-2022M12", "-8010", "-8011"),
    ]
    overview = table(case, "oversigt")
    assert all(cell["agrees"] for row in overview["rows"] for cell in row["cells"])
    assert [cell["printed"] for cell in overview["rows"][0]["cells"]] == ["11.7", "19.7", "16.2", "9.2", "3.9", "60.6"]


def test_kik_says_that_plus_is_gain_and_what_was_more_than_promised():
    case = status("kik")["business_case"]
    assert (case["unit"], case["sign_text"], case["frame"]) == ("mio. kr.", "+ er gevinst, − er nettoudgift", "68")
    lines = [(line["period"], line["kind"], line["promised"], line["realised"]) for line in case["lines"]]
    assert lines == [
        ("2016", "net", "-18.1", "6.1"),
        ("2017", "net", "-8.6", "25.3"),
        ("2018M01-2018M05", "net", "4", "11.4"),
        ("2019", "net", "22", None),
    ]
    *_, difference = table(case, "oekonomi")["rows"]
    assert cells(difference) == [("24.2", "24.2"), ("33.9", "33.9"), ("7.4", "7.4")]
    # June to December 2018 is not printed, so nothing is known of the sum at the end of 2019.
    assert case["computed"]["cumulative_net"]["2019"] is None


def test_contacts_of_kik_ii_are_added_up_beside_what_is_printed():
    document, exact = status("kik-ii")["assumptions"]
    assert (document["unit_price"], document["reimbursement"]) == ("73835.71", "20")
    # 1.133 − 120 − 37 = 976; 975 − 94 − 29 = 852; 853 − 54 − 16 = 783.
    assert [(year["left_computed"], year["left_printed"]) for year in document["years"]] == [
        *(("1133", "1133"), ("976", "975"), ("852", "853"), ("783", "783"), ("783", "783"))
    ]
    assert exact["name"] == "Uafrundede personer"


def counts(slug):
    return {
        (cohort["name"], cohort["date"]): (
            cohort["total"],
            [(each["count"], each["promised"]) for each in cohort["outcomes"]],
        )
        for cohort in status(slug)["cohorts"]
    }


def test_cohorts_add_up_to_what_the_documents_print():
    assert counts("kik")["alle til og med 31. maj 2018", "2018-05-31"] == (
        1461,
        [(448, None), (474, None), (124, None), (390, None), (25, None)],
    )
    day = "2018-08-31"
    assert counts("kik-ii") == {
        ("alle til og med 31. august 2018", day): (1485, [(978, 1117), (408, 26), (83, 4), (16, None)]),
        ("start 1. februar 2018", day): (1128, [(771, None), (269, None), (81, None), (7, None)]),
        ("tilgang til og med 31. august 2018", day): (357, [(207, None), (139, None), (2, None), (9, None)]),
    }


def test_cohorts_of_which_only_shares_are_printed_have_their_size_and_no_count():
    cohorts = [each for each in status("kik")["cohorts"] if each["date"] is None]
    assert [(each["total"], [(o["count"], o["printed_share"]) for o in each["outcomes"]]) for each in cohorts] == [
        *((57, [(None, "60")]), (105, [(None, "64")]), (172, [(None, "67")]), (94, [(None, "55")]))
    ]


def test_closed_project_is_not_judged_without_a_baseline():
    (promise,) = status("jobformidling")["promises"]
    assert (promise["promised"], promise["measured"], promise["verdict"]) == ("200", "387", "not_enough")
    assert promise["reason"] == "baseline_missing"


def test_links_name_goals_and_benefit_types():
    found = status("kijos")
    assert [(goal["plan"], goal["goal"]) for goal in found["goals"]] == [("bp23", "4"), ("bp21", "8")]
    assert [each["benefit_type"] for each in found["benefit_types"]] == ["Sygedagpenge", "Jobafklaring"]


def test_all_initiatives_are_told_where_none_is_named():
    slugs = {each["slug"] for each in json.loads(told(json=True))}
    assert {"kik", "kik-ii", "kis", "kina", "kijos", "bir", "ips", "jobformidling"} <= slugs
    assert "alle til og med 31. august 2018  2018-08-31  1485" in told()


@pytest.mark.parametrize(
    ("options", "said"), [({"slug": "ukendt"}, "no such initiative"), ({"as_of": "x"}, "ISO date")]
)
def test_unknown_slug_or_moment_is_a_wrong_use(options, said):
    with pytest.raises(CommandError, match=said) as refused:
        told(**options)
    assert refused.value.returncode == 2
