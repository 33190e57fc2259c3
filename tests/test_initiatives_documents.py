"""What the documents say of initiatives beside their cohorts: links, money, assumptions, promises, notes."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from extracts.reference_files import ReferenceFileError
from initiatives.documents.case_loader import CASES, load_cases
from initiatives.documents.following_loader import load_following
from initiatives.loader import INITIATIVES, load_initiatives
from initiatives.models import (
    BenefitLink,
    BusinessCase,
    CaseAmount,
    CaseLine,
    Cohort,
    GoalLink,
    Initiative,
    Measurement,
    Note,
    Outcome,
    PrintedCell,
    PrintedShare,
    Promise,
    ScenarioYear,
)
from tests.outcomes import system

pytestmark = pytest.mark.django_db
SLUGS = {"kik", "kik-ii", "kis", "kina", "kijos", "bir", "ips", "jobformidling"}


def test_every_named_initiative_is_loaded_with_a_status_that_says_when_it_is_from():
    assert set(Initiative.objects.values_list("code", flat=True)) >= SLUGS
    closed = Initiative.objects.filter(status="closed").values_list("code", "status_period")
    assert dict(closed) == {"kijos": "2023M06", "bir": "2021", "jobformidling": "2023M12"}
    assert not Initiative.objects.filter(status="unknown").exists()


def test_links_name_the_goals_and_benefit_types_and_how_they_are_served():
    goals = GoalLink.objects.values_list("initiative__code", "goal__plan__slug", "goal__code")
    assert {("kis", "bp23", "2"), ("kijos", "bp23", "4"), ("bir", "bp23", "12"), ("ips", "bp23", "15")} <= set(goals)
    benefits = BenefitLink.objects.filter(initiative__code="kijos").values_list("benefit_type__code", flat=True)
    assert set(benefits) == {"sygedagpenge", "jobafklaring"}
    assert Initiative.objects.get(code="kik-ii").programme.code == "kik-ii"
    assert [str(post) for post in Initiative.objects.get(code="ips").guideposts.all()] == ["Flere skal med"]


def test_lines_of_kik_ii_are_those_of_the_document_in_kroner():
    lines = CaseLine.objects.filter(case__initiative__code="kik-ii")
    assert lines.count() == 42  # six rows, seven spans
    amounts = CaseAmount.objects.filter(line__in=lines, side="promised")
    of_ok = amounts.filter(line__kind="investment", line__payer="ØK").order_by("line__starts")
    assert [int(each.amount) for each in of_ok] == [
        *(4_253_000, 7_223_000, 5_705_000, 4_438_000, 1_832_000, 2_140_000, 3_587_000)
    ]
    assert not CaseAmount.objects.filter(line__in=lines, side="realised").exists()


def test_frames_are_what_was_set_aside():
    frames = BusinessCase.objects.values_list("initiative__code", "frame")
    assert {code: int(frame) for code, frame in frames} == {
        **{"kik": 68_000_000, "kik-ii": 60_600_000, "kijos": 16_700_000}
    }


def test_printed_cells_are_all_loaded():
    # KIK: 4 + 3 + 3. KIK II: nine rows of eight columns, and four of six.
    counts = [PrintedCell.objects.filter(row__table__case__initiative__code=code).count() for code in ("kik", "kik-ii")]
    assert counts == [10, 9 * 8 + 4 * 6]


def test_contacts_of_kik_ii_are_kept_as_printed():
    years = ScenarioYear.objects.filter(scenario__is_document=True).values_list(
        "year", "contacts", "self_support", "other_support", "target_group", "printed_left"
    )
    assert [tuple(None if part is None else int(part) for part in year) for year in years] == [
        (2018, 1133, 0, 0, None, 1133),
        (2019, 1133, 120, 37, None, 975),
        (2020, 975, 94, 29, None, 853),
        (2021, 853, 54, 16, None, 783),
        (2022, 783, 0, 0, None, 783),
    ]


def test_promises_of_the_status_table_stand_by_all_of_kik_ii():
    promised = Outcome.objects.current().exclude(promised=None)
    found = promised.values_list("cohort__code", "outcome_type__code", "promised", "promised_on")
    assert {kind: (cohort, int(count), day) for cohort, kind, count, day in found} == {
        "fortsat-kontant-uddannelseshjaelp": ("alle", 1117, date(2019, 1, 31)),
        "selvforsoergelse": ("alle", 26, date(2019, 1, 31)),
        "anden-forsoergelse": ("alle", 4, date(2019, 1, 31)),
    }
    parts = Cohort.objects.filter(whole__code="alle").values_list("code", flat=True)
    assert set(parts) == {"start", "tilgang"}


def test_printed_shares_are_kept_beside_the_counts():
    shares = PrintedShare.objects.filter(cohort__initiative__code="kik").values_list("percent", "base", "promised")
    assert [(int(percent), base) for percent, base, promised in shares if promised is None] == [
        *((47, 1013), (12, 1013), (39, 1013), (2, 1013))
    ]
    assert sorted((int(percent), base) for percent, base, promised in shares if promised == 50) == [
        *((55, 94), (60, 57), (64, 105), (67, 172))
    ]


def test_closed_project_has_its_promise_its_figure_and_no_baseline():
    promise = Promise.objects.get(initiative__code="jobformidling")
    assert (promise.rule, int(promise.value), promise.baseline) == ("increase", 200, None)
    assert [int(each.value) for each in promise.measurements.all()] == [387]


def test_initiative_and_cohort_changed_in_the_browser_are_left_alone():
    for model, code in ((Initiative, "kis"), (Cohort, "start")):
        model.objects.filter(code=code).update(name="Vores ord", edited_at=timezone.now(), edited_by=system())
    GoalLink.objects.filter(initiative__code="kis").delete()
    load_initiatives(by=system())
    assert Initiative.objects.get(code="kis").name == Cohort.objects.get(code="start").name == "Vores ord"
    assert not GoalLink.objects.filter(initiative__code="kis").exists()


def test_amount_measurement_and_note_that_somebody_replaced_are_not_loaded_again():
    ended = {"ended_at": timezone.now(), "ended_by": system()}
    counts = [model.objects.update(**ended) for model in (CaseAmount, Measurement, Note)]
    load_initiatives(by=system())
    assert [model.objects.count() for model in (CaseAmount, Measurement, Note)] == counts
    assert not any(model.objects.known_at().exists() for model in (CaseAmount, Measurement, Note))


def test_project_of_an_older_version_keeps_its_row_under_the_short_code():
    project = Initiative.objects.get(code="jobformidling")
    Initiative.objects.filter(pk=project.pk).update(code="arbejdsmarkedet-taettere-paa")
    migration = import_module("initiatives.migrations.0003_business_cases_promises_and_links")
    migration.call_it_by_its_short_code(apps, None)
    load_initiatives(by=system())
    assert Initiative.objects.get(code="jobformidling").pk == project.pk


def test_file_of_cases_with_mistakes_names_all_of_them(tmp_path):
    path = tmp_path / "cases.toml"
    text = CASES.read_text(encoding="utf-8")
    path.write_text(
        text.replace("year = 2022\n", "year = 2022\nukendt = 1\n", 1).replace(
            'realised = { "2016"', 'realised = { "2016Q1"'
        ),
        encoding="utf-8",
    )
    with pytest.raises(ReferenceFileError) as wrong:
        load_cases(by=system(), path=path)
    first, second = wrong.value.mistakes
    assert first.startswith("cases.toml: line 1: 'realised' = ")
    assert first.endswith("'2016Q1' is not a span")
    assert second == "cases.toml: scenario_year 5: 'ukendt' is not a known key"


def test_file_of_cases_that_names_what_is_not_there_is_refused(tmp_path):
    path = tmp_path / "cases.toml"
    text = CASES.read_text(encoding="utf-8")
    path.write_text(
        text.replace('initiative = "kijos"\nunit', 'initiative = "ukendt"\nunit').replace(
            'table = "oversigt"', 'table = "andet"', 1
        ),
        encoding="utf-8",
    )
    with pytest.raises(ReferenceFileError) as wrong:
        load_cases(by=system(), path=path)
    assert wrong.value.mistakes == [
        "cases.toml: the initiative 'ukendt' is not known",
        "cases.toml: line of 'kijos', which has no case",
        "cases.toml: row 'Investering' is of the unknown table 'andet'",
    ]


def test_file_of_promises_that_names_what_is_not_there_is_refused(tmp_path):
    path = tmp_path / "following.toml"
    path.write_text(
        '[[measurement]]\ninitiative = "kik"\npromise = "ukendt"\nday = 2020-01-01\nvalue = "1"\nsource = "x"\n'
        '[[note]]\ninitiative = "ukendt"\ncode = "a"\nkind = "note"\nday = 2020-01-01\ntext = "x"\nsource = "x"\n',
        encoding="utf-8",
    )
    with pytest.raises(ReferenceFileError) as wrong:
        load_following(by=system(), path=path)
    assert wrong.value.mistakes == [
        "following.toml: note of the unknown initiative 'ukendt'",
        "following.toml: measurement of the unknown promise 'ukendt'",
    ]


@pytest.mark.parametrize(
    ("what", "instead", "said"),
    [
        ('goal = "bp21/6"', 'goal = "bp21/66"', "goal 'bp21, 66' is not known"),
        ('guideposts = ["bp23/4"]', 'guideposts = ["bp23/9"]', "guidepost 'bp23, 9' is not known"),
        ('programme = "kik-ii"', 'programme = "kik-iii"', "programme 'kik-iii' is not known"),
        ('benefit_type = "jobafklaring"', 'benefit_type = "job"', "benefittype 'job' is not known"),
    ],
)
def test_link_to_what_is_not_there_is_refused_and_nothing_loaded(what, instead, said, tmp_path):
    path = tmp_path / "initiatives.toml"
    path.write_text(INITIATIVES.read_text(encoding="utf-8").replace(what, instead), encoding="utf-8")
    with pytest.raises(ReferenceFileError, match=said):
        load_initiatives(by=system(), path=path)


def test_case_that_somebody_made_in_the_browser_is_theirs_when_a_document_has_one_too(by):
    stored = BusinessCase.objects.filter(initiative__code="kijos")
    stored.update(sign="gain", frame=5_000_000, source="Egen opgørelse", edited_at=timezone.now(), edited_by=by)
    CaseAmount.objects.filter(line__case__in=stored).delete()
    CaseLine.objects.filter(case__in=stored).delete()
    load_cases(by=system())
    found = stored.get()
    assert (found.sign, found.frame, found.source, found.lines.count()) == ("gain", 5_000_000, "Egen opgørelse", 0)
