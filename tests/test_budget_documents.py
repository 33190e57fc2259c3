"""What the documents say of the budget, as `load_plans` loads it: lines, printed totals and the committee's frame."""

from decimal import Decimal

import pytest

from budget.documents.frame_rows import lead, movers, sums_finding
from budget.documents.frames import committee_frame
from budget.documents.loader import load_frame, load_printed_totals
from budget.documents.printed import compare_printed, printed_export, printed_finding
from budget.loader import load_budget
from budget.models import BudgetLine, FrameAmount, FrameLine, FrameTotal, PrintedTotal
from extracts.models import Origin, Upload
from extracts.reference_files import ReferenceFileError
from extracts.reverting import revert_upload
from tests.budgets import BUDGET

pytestmark = pytest.mark.django_db
PLAN21 = "Beskæftigelsesplan 2021, «Budget»"
PLAN23 = "Beskæftigelsesplan 2023-26, «Budget 2023»"
SLIDES = "Besøg af Ishøj, 2018, «Mange penge» (Arbejdsmarkedsudvalget – vedtaget budget 2018-2021)"
MODELS = (BudgetLine, PrintedTotal, FrameLine, FrameAmount, FrameTotal, Upload)


def everything():
    return [list(model.objects.order_by("pk").values()) for model in MODELS]


def flexjobs(year):
    return BudgetLine.objects.current().get(year=year, benefit_type__code="fleksjob", kind="support")


def summed(year, as_of=None):
    return [(row.label, row.computed_text, row.printed_text, row.word) for row in compare_printed(year, as_of)]


def test_both_plans_are_loaded_from_documents_with_their_headings():
    lines = BudgetLine.objects.current().filter(upload__origin=Origin.DOCUMENT)
    # 9 support, 8 ordinary (one blank) and 2 of KIK II; 9 support and 7 effort (two blank).
    assert [lines.filter(year=year).count() for year in (2021, 2023)] == [19, 16]
    assert set(lines.values_list("year", "source")) == {(2021, PLAN21), (2023, PLAN23)}
    assert set(lines.values_list("upload__file_name", flat=True)) == {"budget-2021.csv", "budget-2023.csv"}
    assert set(lines.values_list("version", "invented", "upload__uploaded_by__role")) == {("adopted", False, "system")}


def test_blank_of_a_plan_is_no_line_and_its_zero_is_one():
    effort = BudgetLine.objects.current().filter(kind="effort", benefit_type__code="fleksjob")
    assert [(line.year, line.amount) for line in effort] == [(2021, Decimal(0))]
    blank = BudgetLine.objects.filter(kind="effort", benefit_type__code="udlaendinge-ikke-i-program")
    assert not blank.exists()


def test_sums_of_both_plans_are_the_printed_ones():
    assert summed(2021) == [
        ("Helårspersoner", "4.165", "4.165", "stemmer"),
        ("Forsørgelse", "509.392", "509.392", "stemmer"),
        ("Indsats · Ordinær", "35.881", "35.881", "stemmer"),
        ("Indsats · KIK II", "4.979", "4.979", "stemmer"),
    ]
    assert summed(2023) == [
        ("Helårspersoner", "3.531", "3.531", "stemmer"),
        ("Forsørgelse", "439.545", "439.545", "stemmer"),
        ("Indsats i alt", "31.171", "31.171", "stemmer"),
    ]
    assert {row.source for row in compare_printed(2021)} == {PLAN21}
    assert printed_finding(compare_printed(2023)) == "Alle 3 summer stemmer med planen"


def test_year_without_printed_totals_has_none_to_compare():
    assert compare_printed(2022) == []


def test_wrong_printed_figure_is_said_to_differ():
    PrintedTotal.objects.filter(year=2023, figure="effort").update(amount=Decimal("31172000"))
    assert summed(2023)[2] == ("Indsats i alt", "31.171", "31.172", "afviger")
    assert printed_finding(compare_printed(2023)) == "1 af 3 summer stemmer ikke med planen"


def test_difference_below_the_printed_rounding_is_shown_with_its_decimals(load):
    moment = load("2023;vedtaget;Fleksjob;;;1.410,5;171.495,40;Rettet", header=BUDGET).committed_at
    assert summed(2023)[:2] == [
        ("Helårspersoner", "3.531,5", "3.531", "afviger"),
        ("Forsørgelse", "439.545,4", "439.545", "afviger"),
    ]
    before = moment.replace(microsecond=0)
    assert {row[3] for row in summed(2023, before.replace(year=before.year - 1))} == {"ikke indlæst"}


def test_withdrawn_lines_are_no_data_and_never_zero(analyst):
    revert_upload(upload=Upload.objects.get(file_name="budget-2021.csv"), by=analyst)
    assert {row[1:] for row in summed(2021)} == {
        *(("–", "4.165", "ikke indlæst"), ("–", "509.392", "ikke indlæst")),
        *(("–", "35.881", "ikke indlæst"), ("–", "4.979", "ikke indlæst")),
    }


def test_revised_budget_is_not_held_against_the_adopted_totals(load):
    load("2023;korrigeret;Fleksjob;;;1.400;170.000;", header=BUDGET)
    assert {row[3] for row in summed(2023)} == {"stemmer"}


def test_comparing_takes_three_queries_whatever_the_lines(django_assert_num_queries):
    for year in (2021, 2023):
        with django_assert_num_queries(3):
            compare_printed(year)


def test_printed_totals_are_exported_in_the_unit_they_are_shown_in():
    table = printed_export(compare_printed(2023))
    assert table.rows[0] == ["Helårspersoner", "personer", Decimal(3531), Decimal(3531), "stemmer", PLAN23]
    assert table.rows[1] == ["Forsørgelse", "1.000 kr.", Decimal(439545), Decimal(439545), "stemmer", PLAN23]


def test_loading_again_changes_nothing(analyst):
    before = everything()
    assert load_budget(by=analyst) == {
        "benefit_types": 9,
        "programmes": 2,
        "budget_lines": 35,
        "printed_totals": 7,
        "frame_lines": 9,
    }
    assert everything() == before


def test_corrected_line_survives_loading(load, analyst):
    load("2023;vedtaget;Fleksjob;;;1.411;171.600;Rettet", header=BUDGET)
    load_budget(by=analyst)
    assert (flexjobs(2023).amount, flexjobs(2023).persons) == (Decimal("171600000"), Decimal(1411))


def test_line_that_was_taken_back_is_not_loaded_again(analyst):
    revert_upload(upload=Upload.objects.get(file_name="budget-2021.csv"), by=analyst)
    load_budget(by=analyst)
    assert not BudgetLine.objects.current().filter(year=2021).exists()


def test_only_lines_that_never_had_a_figure_are_loaded(tmp_path, analyst):
    lines = ["2023;vedtaget;Fleksjob;;;1;1;x", "2024;vedtaget;Fleksjob;;;2;300;x"]
    (tmp_path / "budget-2024.csv").write_text("\n".join([BUDGET, *lines]) + "\n", encoding="utf-8")
    load_budget(by=analyst, documents=tmp_path)
    assert [flexjobs(year).amount for year in (2023, 2024)] == [Decimal("171495000"), Decimal("300000")]
    assert Upload.objects.get(file_name="budget-2024.csv").new == 1


@pytest.mark.parametrize(
    ("content", "mistake"),
    [
        (
            f"{BUDGET}\n2023;vedtaget;Fleksjobb;;;1;1;x\n",
            "budget-9.csv, line 2: Ydelsen findes ikke. Mente du «Fleksjob»?",
        ),
        ("<!DOCTYPE html><html></html>", "budget-9.csv, line "),
    ],
)
def test_plan_budget_that_is_wrong_loads_nothing(content, mistake, tmp_path, analyst):
    (tmp_path / "budget-9.csv").write_text(content, encoding="utf-8")
    before = everything()
    with pytest.raises(ReferenceFileError) as wrong:
        load_budget(by=analyst, documents=tmp_path)
    assert wrong.value.mistakes[0].startswith(mistake)
    assert everything() == before


def test_mistakes_in_printed_totals_are_reported_together(tmp_path):
    path = tmp_path / "totals.toml"
    path.write_text(
        '[[total]]\nyear = 2023\nfigure = "effort:kik-iii"\namount = "1"\nsource = "x"\n'
        '[[total]]\nyear = 2023\nfigure = "effort"\namount = 1.5\nsource = "x"\n'
        '[[total]]\nyear = 2023\nfigure = "effort"\namount = "2"\nsource = "x"\n'
    )
    with pytest.raises(ReferenceFileError) as wrong:
        load_printed_totals(path)
    assert wrong.value.mistakes == [
        "totals.toml: total 2: 'amount' = 1.5 write numbers in quotes",
        "totals.toml: figure 'effort:kik-iii' is not known",
        "totals.toml: total '2023 effort' stands more than once",
    ]


def test_mistakes_in_the_frame_are_reported_together(tmp_path):
    path = tmp_path / "frame.toml"
    path.write_text(
        '[[line]]\ncode = "a"\nname = "A"\ngroup = "other"\namounts = { 2018 = "1" }\n'
        '[[line]]\ncode = "a"\nname = "B"\ngroup = "service"\namounts = { 2018 = 1.5 }\n'
        '[[total]]\ngroup = ""\namounts = "1"\n'
    )
    with pytest.raises(ReferenceFileError) as wrong:
        load_frame(path)
    assert wrong.value.mistakes == [
        "frame.toml: 'source' = None must be str",
        "frame.toml: line 1: 'group' = 'other' is none of 'insured', 'service', 'transfers'",
        "frame.toml: line 2: 'amounts' = {'2018': 1.5} write numbers in quotes",
        "frame.toml: total 1: 'amounts' = '1' must be amounts by year",
        "frame.toml: line 'a' stands more than once",
    ]


def test_frame_that_loses_a_line_in_its_file_loses_it_in_the_database(tmp_path):
    path = tmp_path / "frame.toml"
    path.write_text(
        'source = "x"\n[[line]]\ncode = "kontanthjaelp"\nname = "Kontanthjælp"\ngroup = "transfers"\n'
        'amounts = { 2018 = "1.5" }\n'
    )
    assert load_frame(path) == 1
    assert list(FrameAmount.objects.values_list("line__code", "year", "amount")) == [
        ("kontanthjaelp", 2018, Decimal(1500))
    ]
    assert not FrameTotal.objects.exists()


def thousands(amounts):
    return [amounts[year] / 1000 for year in (2018, 2019, 2020, 2021)]


def test_frame_is_that_of_the_slides_in_kroner():
    frame = committee_frame()
    assert (frame.years, frame.source) == ([2018, 2019, 2020, 2021], SLIDES)
    lines = [(line.name, thousands(line.amounts)) for line in frame.lines]
    assert lines == [
        ("Øvrige sociale udgifter", [17793, 16853, 16853, 16853]),
        ("Besparelsespulje", [-2000, -2000, -2000, -2000]),
        ("Førtidspension", [274778, 275246, 275202, 275861]),
        ("Ledighedsydelse og fleksjob", [136102, 144275, 153627, 163078]),
        ("Sygedagpenge, revalidering m.v.", [149865, 151293, 153932, 160267]),
        ("Kontanthjælp", [123149, 107644, 108789, 108789]),
        ("Integration og enkeltydelser", [15541, 16957, 16658, 16048]),
        ("Øvrige sociale udgifter", [60426, 60069, 59733, 59332]),
        ("Forsikrede ledige", [117619, 117619, 117619, 117619]),
    ]


def test_sums_of_the_frame_are_the_printed_ones():
    frame = committee_frame()
    assert [(total.name, thousands(total.row.amounts)) for total in frame.sums] == [
        ("Serviceudgifter i alt", [17793, 16853, 16853, 16853]),
        ("Overførselsudgifter i alt", [757861, 753484, 765941, 781375]),
        ("Forsikrede ledige i alt", [117619, 117619, 117619, 117619]),
        ("Udvalget i alt", [893273, 887956, 900413, 915847]),
    ]
    assert all(total.printed == total.row.amounts for total in frame.sums)
    assert sums_finding(frame) == "Alle summer stemmer med kilden"


def test_frame_is_told_in_a_sentence_and_its_largest_moves():
    # 915.847 − 893.273 = 22.574, of 893.273 2,527 %; 163.078 − 136.102 = 26.976; 108.789 − 123.149 = −14.360.
    frame = committee_frame()
    assert lead(frame) == "Udvalgets ramme er 915,8 mio. kr. i 2021, 22,6 mio. kr. (2,5 %) mere end i 2018."
    assert movers(frame) == (
        "Ledighedsydelse og fleksjob stiger mest (+27,0 mio. kr.), kontanthjælp falder mest (−14,4 mio. kr.)"
    )


def test_wrong_printed_sum_of_the_frame_is_said_to_differ():
    FrameTotal.objects.filter(group="", year=2020).update(amount=Decimal("900414000"))
    frame = committee_frame()
    assert [frame.total.word(year) for year in frame.years] == ["stemmer", "stemmer", "afviger", "stemmer"]
    assert sums_finding(frame) == "Stemmer ikke med kilden: Udvalget i alt"


def test_sum_that_no_document_prints_is_not_said_to_differ():
    FrameTotal.objects.filter(group="service", year=2018).delete()
    service = committee_frame().parts[0].total
    assert ([service.word(year) for year in (2018, 2019)], service.agrees) == (["ikke trykt", "stemmer"], True)


def test_frame_takes_two_queries(django_assert_num_queries):
    with django_assert_num_queries(2):
        committee_frame()


def test_negative_amount_of_a_plan_is_loaded_as_it_stands(tmp_path, analyst):
    (tmp_path / "budget-2024.csv").write_text(f"{BUDGET}\n2024;vedtaget;Fleksjob;;;;-2.000,5;x\n", encoding="utf-8")
    load_budget(by=analyst, documents=tmp_path)
    assert flexjobs(2024).amount == Decimal("-2000500")
