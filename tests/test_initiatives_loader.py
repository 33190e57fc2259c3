"""Initiatives, cohorts and the outcomes that the documents print, as `load_plans` loads them."""

from datetime import date

import pytest

from extracts.models import Origin
from extracts.reference_files import ReferenceFileError
from extracts.reverting import revert_upload
from initiatives.loader import INITIATIVES, load_initiatives
from initiatives.models import Cohort, Initiative, Outcome
from tests.outcomes import PRINTED, counts, figure, system

pytestmark = pytest.mark.django_db


def test_printed_outcomes_of_kik_add_up_to_the_cohort():
    printed = counts("kik", "til-31-maj-2018", date(2018, 5, 31))
    assert printed == {
        "fortsat-aktivitetsparat": 448,
        "selvforsoergelse": 474,
        "maalgruppeskift": 124,
        "ressourceforloeb-fleksjob-foertidspension": 390,
        "anden-forsoergelse": 25,
    }
    assert sum(printed.values()) == 1461
    # 1.461 − 448 = 1.013 are out. The document prints 47, 12, 39 and 2 % of them, though 390 of 1.013 is 38,4995 %.
    assert sum(printed.values()) - printed["fortsat-aktivitetsparat"] == 1013


@pytest.mark.parametrize(
    ("cohort", "size", "printed"),
    [("start", 1128, (771, 269, 81, 7)), ("tilgang", 357, (207, 139, 2, 9)), ("alle", 1485, (978, 408, 83, 16))],
)
def test_printed_status_of_kik_ii_adds_up_to_the_cohort(cohort, size, printed):
    codes = ("fortsat-kontant-uddannelseshjaelp", "selvforsoergelse", "anden-forsoergelse", "oevrige-maalgrupper")
    assert counts("kik-ii", cohort, date(2018, 8, 31)) == dict(zip(codes, printed, strict=True))
    assert Cohort.objects.get(initiative__code="kik-ii", code=cohort).size == size == sum(printed)


def test_integration_cohorts_have_a_size_and_no_invented_counts():
    cohorts = Cohort.objects.filter(code__startswith="integration").order_by("code")
    assert [(cohort.entered_from.year, cohort.size) for cohort in cohorts] == [
        *((2013, 57), (2014, 105), (2015, 172), (2016, 94)),
    ]
    assert not Outcome.objects.filter(cohort__in=cohorts).exists()


def test_parts_of_kik_and_every_source():
    kik = Initiative.objects.get(code="kik")
    assert {part.code for part in kik.parts.all()} == {"dig-i-centrum", "fokus-og-moment", "cykelprojektet"}
    assert (kik.starts, kik.ends, kik.kind) == ("2016", "", "strategy")
    for model in (Initiative, Cohort, Outcome):
        assert not model.objects.filter(source="").exists()


def test_loading_again_changes_nothing():
    before = list(Outcome.objects.values_list("pk", "superseded_at"))
    again = load_initiatives(by=system())
    assert again == {"initiatives": 14, "cohorts": 8, "outcomes": PRINTED, "business_cases": 3, "promises": 10}
    assert list(Outcome.objects.values_list("pk", "superseded_at")) == before
    assert Outcome.objects.count() == PRINTED


def test_printed_outcomes_come_from_an_upload_marked_as_a_document():
    (origin,) = set(Outcome.objects.values_list("upload__origin", flat=True))
    assert origin == Origin.DOCUMENT
    assert not figure().upload.warnings


def test_printed_outcome_that_was_taken_back_is_not_loaded_again():
    revert_upload(upload=figure().upload, by=system())
    load_initiatives(by=system())
    assert not Outcome.objects.current().exists()


def test_file_with_mistakes_names_all_of_them_and_loads_nothing(tmp_path):
    path = tmp_path / "initiatives.toml"
    path.write_text(
        """
[[outcome_type]]
code = "a"
name = "i arbejde"
aliases = ["A"]
meaning = "x"

[[initiative]]
code = "ny"
name = "Ny"
kind = "project"
part_of = "gammel"
starts = "2020"
ends = "2019"
description = "x"
source = "x"

[[status]]
initiative = "ny"
cohort = "alle"
day = 2020-01-01
source = "x"
persons = { b = 1, a = 1.5 }
""",
        encoding="utf-8",
    )
    with pytest.raises(ReferenceFileError) as wrong:
        load_initiatives(by=system(), path=path)
    assert wrong.value.mistakes == [
        "initiatives.toml: spelling 'a' stands more than once",
        "initiatives.toml: 'ny' belongs to the unknown initiative 'gammel'",
        "initiatives.toml: 'ny' ends before it starts",
        "initiatives.toml: status of ny/alle: the cohort is not known",
        "initiatives.toml: status of ny/alle: the outcome 'b' is not known",
        "initiatives.toml: status of ny/alle: 'a' = 1.5 is no whole number",
    ]
    assert not Initiative.objects.filter(code="ny").exists()


def test_file_whose_figures_the_profile_refuses_loads_nothing(tmp_path):
    text = INITIATIVES.read_text(encoding="utf-8").replace("day = 2018-05-31", "day = 2015-12-31")
    path = tmp_path / "initiatives.toml"
    path.write_text(text.replace('name = "KIK"', 'name = "KIK I"'), encoding="utf-8")
    with pytest.raises(ReferenceFileError, match="ligger før den dag, holdet begynder"):
        load_initiatives(by=system(), path=path)
    assert Initiative.objects.get(code="kik").name == "KIK"
