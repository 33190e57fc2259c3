"""The reimbursement schemes as data: what is loaded, that loading again changes nothing, and wrong files."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from budget.models import BenefitType, Rate, Scheme
from budget.simulator.loader import load_reimbursement
from budget.simulator.prices import benefits, rates_by_scheme
from extracts.reference_files import ReferenceFileError

pytestmark = pytest.mark.django_db
LADDER = [(1, Decimal(80)), (5, Decimal(40)), (27, Decimal(30)), (53, Decimal(20))]
TO_BE_CHECKED = "Almindelig praksis; efterses af kommunen før brug"


@pytest.fixture(autouse=True)
def schemes(db):
    return load_reimbursement()


def rates_of(code):
    return list(Rate.objects.filter(scheme__code=code).values_list("valid_from", "from_week", "percent"))


@pytest.mark.parametrize("code", ["refusionstrappe", "refusionstrappe-nye-sager", "medfinansiering-a-dagpenge"])
def test_ladder_is_dated_and_marked_as_practice_to_be_checked(code):
    assert rates_of(code) == [(date(2016, 1, 4), week, percent) for week, percent in LADDER]
    assert Scheme.objects.get(code=code).source == TO_BE_CHECKED
    assert set(Rate.objects.filter(scheme__code=code).values_list("source", flat=True)) == {TO_BE_CHECKED}


def test_flat_average_is_kik_ii_s_with_the_document_as_source():
    assert [(week, percent) for _, week, percent in rates_of("fast-gennemsnit")] == [(1, Decimal(20))]
    assert Scheme.objects.get(code="fast-gennemsnit").source.startswith("Besøg af Ishøj, 2018")


def test_each_benefit_type_has_its_scheme():
    assert dict(BenefitType.objects.values_list("code", "scheme__code")) == {
        "kontant-uddannelseshjaelp": "refusionstrappe",
        "udlaendinge-i-program": "refusionstrappe",
        "udlaendinge-ikke-i-program": "refusionstrappe",
        "a-dagpenge": "medfinansiering-a-dagpenge",
        "ressourceforloebsydelse": "refusionstrappe",
        "sygedagpenge": "refusionstrappe",
        "jobafklaring": "refusionstrappe",
        "fleksjob": "refusionstrappe-nye-sager",
        "ledighedsydelse": "refusionstrappe-nye-sager",
    }


def test_schemes_say_what_no_document_gives():
    notes = dict(Scheme.objects.values_list("code", "note"))
    assert "ældre sager" in notes["refusionstrappe-nye-sager"]
    assert "ingen af dokumenterne" in notes["refusionstrappe-nye-sager"]
    assert "A-kassen udbetaler" in notes["medfinansiering-a-dagpenge"]
    assert "begynder ikke forfra" in notes["refusionstrappe"]


def test_loading_again_changes_nothing(schemes):
    before = list(Scheme.objects.values()), list(Rate.objects.values()), list(BenefitType.objects.values())
    assert load_reimbursement() == schemes == 4
    assert (list(Scheme.objects.values()), list(Rate.objects.values()), list(BenefitType.objects.values())) == before


FILE = """
[[scheme]]
code = "refusionstrappe"
name = "Refusionstrappen"
note = ""
source = "x"
benefit_types = ["sygedagpenge"]

[[ladder]]
schemes = ["refusionstrappe"]
valid_from = 2026-07-01
source = "Ny lov"
steps = [{ from_week = 1, percent = "50" }, { from_week = 10, percent = "12.5" }]
"""


@pytest.fixture
def load_text(tmp_path):
    def loaded(text):
        path = tmp_path / "r.toml"
        path.write_text(text)
        return load_reimbursement(path)

    return loaded


def test_rates_and_mappings_that_left_the_file_are_gone(load_text):
    assert load_text(FILE) == 1
    assert rates_of("refusionstrappe") == [
        (date(2026, 7, 1), 1, Decimal(50)),
        (date(2026, 7, 1), 10, Decimal("12.5")),
    ]
    mapped = BenefitType.objects.exclude(scheme=None).values_list("code", "scheme__code")
    assert list(mapped) == [("sygedagpenge", "refusionstrappe")]
    assert benefits(rates_by_scheme())["fleksjob"].rates == ()


def test_ladders_of_two_days_are_read_the_earliest_first(load_text):
    earlier = FILE[FILE.index("[[ladder]]") :].replace("2026-07-01", "2016-01-04")
    load_text(FILE + earlier)
    ladders = rates_by_scheme()["refusionstrappe"]
    assert [ladder.valid_from for ladder in ladders] == [date(2016, 1, 4), date(2026, 7, 1)]
    assert [(step.from_week, step.percent) for step in ladders[0].steps] == [(1, Decimal(50)), (10, Decimal("12.5"))]


@pytest.mark.parametrize(
    ("right", "wrong", "mistake"),
    [
        ('percent = "50"', "percent = 50", "write numbers in quotes"),
        ('percent = "50"', 'percent = "101"', "has a percent that is not between 0 and 100"),
        ("from_week = 1,", "from_week = 2,", "must begin at week 1 and ascend"),
        ("from_week = 10", "from_week = 1", "must begin at week 1 and ascend"),
        ("[{ from_week", "[3, { from_week", "must be a list of steps"),
        ('["sygedagpenge"]', '["sygedagpenge", "syg"]', "r.toml: benefit type 'syg' is not known"),
        ('["sygedagpenge"]', '["fleksjob", "fleksjob"]', "r.toml: benefit type 'fleksjob' stands more than once"),
        ('schemes = ["refusionstrappe"]', 'schemes = ["x"]', "r.toml: scheme 'refusionstrappe' has no ladder"),
        ('schemes = ["refusionstrappe"]', 'schemes = ["x"]', "r.toml: ladder of 'x', which is no scheme"),
        ("2026-07-01", '"2026-07-01"', "'valid_from' = '2026-07-01' must be date"),
        ("[[ladder]]", "[[rate]]", "r.toml: section 'rate' is not known"),
    ],
)
def test_mistake_in_the_file_is_said_and_nothing_is_loaded(right, wrong, mistake, load_text):
    before = list(Rate.objects.values())
    with pytest.raises(ReferenceFileError) as refused:
        load_text(FILE.replace(right, wrong, 1))
    assert any(mistake in each for each in refused.value.mistakes), refused.value.mistakes
    assert list(Rate.objects.values()) == before


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"from_week": 0}, "rate_starts_at_the_first_week_or_later"),
        ({"percent": Decimal(101)}, "rate_is_a_percentage"),
        ({"percent": Decimal(-1)}, "rate_is_a_percentage"),
    ],
)
def test_rate_that_breaks_an_invariant_is_refused_by_the_database(changes, constraint):
    values = {"valid_from": date(2030, 1, 1), "from_week": 1, "percent": Decimal(20)} | changes
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Rate.objects.create(scheme=Scheme.objects.first(), source="x", **values)


def test_second_rate_of_a_week_and_day_is_refused_by_the_database():
    rate = Rate.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Rate.objects.create(
            scheme=rate.scheme, valid_from=rate.valid_from, from_week=rate.from_week, percent=Decimal(1), source="x"
        )
