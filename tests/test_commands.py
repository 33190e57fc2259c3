"""The command line: load_plans, import_extract, assess, examples, role users."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from aabenraa_plan.models import Role, User
from budget.models import BudgetLine
from extracts.models import Area, Upload
from extracts.reference_files import ReferenceFileError
from targets.loader import PLANS, Known, load_targets, read_plans
from targets.models import Effort, Goal, Indicator, MinisterialGoal, Observation, Plan, PrintedFigure, Target

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).parent.parent / "examples"
REAL = EXAMPLES / "real"
HEADER = "indikator;område;periode;værdi\n"


def import_json(*files, **options):
    """The exit code and the objects that `import_extract --json` prints."""
    out = StringIO()
    try:
        call_command("import_extract", *map(str, files), json=True, stdout=out, **options)
    except SystemExit as stopped:
        return stopped.code, json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


@pytest.fixture
def extract(tmp_path):
    def write(text, name="udtræk.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_load_plans_loads_what_the_documents_say(db):
    # FACTS.md: 98 municipalities, 8 local goals in BP21, 16 and the labour-force goal in BP23,
    # two targets each in BP21's goal 8 and BP23's goal 12, the same 5 ministerial goals in both.
    assert Area.objects.filter(kind="municipality").count() == 98
    assert Goal.objects.filter(plan__slug="bp21").count() == 8
    assert Goal.objects.filter(plan__slug="bp23").count() == 17
    assert Target.objects.filter(goal__plan__slug="bp21", goal__number=8).count() == 2
    assert Target.objects.filter(goal__plan__slug="bp23", goal__number=12).count() == 2
    assert MinisterialGoal.objects.filter(plan__slug="bp21").count() == 5
    assert MinisterialGoal.objects.filter(plan__slug="bp23").count() == 5
    assert Area.objects.get(kind="peer_group").members.count() == 17


def test_every_printed_figure_and_target_names_its_document(db):
    for model in (Target, PrintedFigure, Goal, Effort, MinisterialGoal):
        assert not model.objects.exclude(source__startswith="Beskæftigelsesplan 202").exists()
    printed = Observation.objects.filter(upload__origin="document")
    assert printed.count() == 21
    assert not printed.exclude(source__startswith="Beskæftigelsesplan 202").exists()


def test_load_plans_again_changes_nothing(db):
    def everything():
        models = (Area, Indicator, Plan, Goal, Target, PrintedFigure, Effort, Observation, BudgetLine, Upload)
        return [list(model.objects.order_by("pk").values()) for model in models]

    before = everything()
    call_command("load_plans", stdout=StringIO())
    assert everything() == before


def test_load_plans_leaves_a_printed_figure_alone_that_was_corrected(load):
    load("fleksjobledighed;Aabenraa;2020M05;11,5;;;;;rettet")
    call_command("load_plans", stdout=StringIO())
    current = Observation.objects.current().get(
        indicator__code="fleksjobledighed", area__name="Aabenraa", period="2020M05"
    )
    assert str(current.value) == "11.500000"


def test_plan_file_with_mistakes_names_all_of_them(tmp_path):
    good = (PLANS / "bp21.toml").read_text(encoding="utf-8")
    bad = good.replace('rule = "at_least"', 'rule = "at_leest"', 1).replace('slug = "bp21"', "slugg = 1")
    (tmp_path / "bp21.toml").write_text(bad, encoding="utf-8")
    (tmp_path / "bp99.toml").write_text("[[goal]\n", encoding="utf-8")
    known = Known(
        frozenset(Indicator.objects.values_list("code", flat=True)),
        frozenset(Area.objects.values_list("name", flat=True)),
    )
    with pytest.raises(ReferenceFileError) as refused:
        read_plans(tmp_path, known)
    mistakes = "\n".join(refused.value.mistakes)
    assert "bp21.toml: plan: 'slug' is missing" in mistakes
    assert "bp21.toml: plan: 'slugg' is not a known key" in mistakes
    assert "'rule' = 'at_leest' is none of" in mistakes
    assert "bp99.toml: " in mistakes


def test_wrong_plan_files_load_nothing(tmp_path, analyst):
    (tmp_path / "bp99.toml").write_text('[plan]\nslug = "bp99"\n', encoding="utf-8")
    before = Plan.objects.count()
    with pytest.raises(ReferenceFileError):
        load_targets(by=analyst, plans=tmp_path)
    assert Plan.objects.count() == before


def test_import_of_the_real_files_commits_and_a_second_time_changes_nothing():
    files = [REAL / "maalepunkter-jobindsats-2021-2026.csv", REAL / "jobindsats-y30r21-v2-sydjylland.csv"]
    code, first = import_json(*files)
    # 2.953 lines with a header; 96 lines × 3 measures.
    assert code == 0
    assert [(row["status"], row["new"], row["changed"]) for row in first] == [
        ("committed", 2952, 0),
        ("committed", 288, 0),
    ]
    facts, uploads = Observation.objects.count(), Upload.objects.count()
    code, second = import_json(*files)
    assert code == 0
    assert [(row["status"], row["unchanged"]) for row in second] == [("unchanged", 2952), ("unchanged", 288)]
    assert [row["upload"] for row in second] == [row["upload"] for row in first]
    assert (Observation.objects.count(), Upload.objects.count()) == (facts, uploads)


def test_import_of_a_key_error_is_blocked_in_plain_words():
    code, [row] = import_json(REAL / "jobindsats-bad-key-response.csv")
    assert (code, row["status"], row["errors"][0]["line"]) == (1, "blocked", 1)
    assert row["errors"][0]["message"] == (
        "Filen er et svar fra datakilden, ikke et udtræk: «Forkert nøgle eller nøglen er udløbet». "
        "Ret nøglen eller forespørgslen, og hent udtrækket igen."
    )
    assert Upload.objects.get(pk=row["upload"]).status == "blocked"


def test_dry_run_writes_nothing(extract):
    before = (Observation.objects.count(), Upload.objects.count())
    code, [row] = import_json(extract(HEADER + "borgertilfredshed;Aabenraa;2023;84\n"), dry_run=True)
    assert (code, row["status"], row["new"], row["upload"]) == (0, "would_commit", 1, None)
    assert (Observation.objects.count(), Upload.objects.count()) == before


def test_one_blocked_file_among_good_ones_leaves_the_good_ones_committed(extract):
    good = extract(HEADER + "borgertilfredshed;Aabenraa;2023;84\n", "god.csv")
    bad = extract(HEADER + "borgertilfredshed;Aabenraa;2022;184\n", "dårlig.csv")
    code, rows = import_json(bad, good)
    assert code == 1
    assert [row["status"] for row in rows] == ["blocked", "committed"]
    assert rows[0]["errors"] == [
        {"line": 2, "column": "værdi", "text": "184", "message": "En andel kan ikke være over 100 %."}
    ]


def test_warning_commits_unless_strict(extract):
    header = "indikator;område;periode;værdi;tæller;nævner\n"
    path = extract(header + "ressourceforloeb-aktivitet;Aabenraa;2021Q1;27;59;229\n")
    code, [row] = import_json(path, strict=True)
    assert (code, row["status"], len(row["warnings"])) == (1, "blocked", 1)
    code, [row] = import_json(path)
    assert (code, row["status"], len(row["warnings"])) == (0, "committed", 1)


def test_import_by_a_named_user_stands_as_uploader(extract, analyst):
    _, [row] = import_json(extract(HEADER + "borgertilfredshed;Aabenraa;2023;84\n"), by="analytiker")
    assert Upload.objects.get(pk=row["upload"]).uploaded_by == analyst


def test_import_by_an_unknown_user_is_wrong_use(extract):
    with pytest.raises(CommandError) as refused:
        call_command("import_extract", str(extract(HEADER)), by="ingen")
    assert refused.value.returncode == 2


def test_import_with_an_unknown_profile_is_wrong_use(extract):
    command = [sys.executable, "manage.py", "import_extract", str(extract(HEADER)), "--profile", "ukendt"]
    assert subprocess.run(command, cwd=EXAMPLES.parent, capture_output=True, timeout=60, check=False).returncode == 2


def test_import_of_a_file_that_is_not_there_is_wrong_use():
    with pytest.raises(CommandError) as refused:
        call_command("import_extract", "findes-ikke.csv")
    assert refused.value.returncode == 2


def test_import_of_a_too_large_file_is_refused_unread(extract, settings):
    settings.MAX_UPLOAD_BYTES = 20
    code, [row] = import_json(extract(HEADER + "borgertilfredshed;Aabenraa;2023;84\n"))
    assert (code, row["status"]) == (1, "blocked")
    assert "fylder 1 MB" in row["errors"][0]["message"]
    assert Upload.objects.get(pk=row["upload"]).content is None


def test_import_in_words_says_what_is_wrong_and_where(extract):
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("import_extract", str(extract(HEADER + "borgertilfredshed;Aabenraa;2022;184\n")), stdout=out)
    assert "afvist, intet er ændret" in out.getvalue()
    assert "fejl: linje 2, værdi «184»: En andel kan ikke være over 100 %." in out.getvalue()


def test_role_users_are_created_once_with_passwords_that_work(client):
    out, again = StringIO(), StringIO()
    call_command("create_role_users", stdout=out)
    call_command("create_role_users", stdout=again)
    assert again.getvalue() == ""
    for role in Role:
        if role != Role.SYSTEM:
            password = next(line.split()[1] for line in out.getvalue().splitlines() if line.split()[0] == role.value)
            assert client.login(username=role.value, password=password)
    assert not User.objects.system().has_usable_password()


def test_examples_load_once_and_the_invented_ones_can_be_taken_back():
    call_command("load_examples", stdout=StringIO())
    invented = Observation.objects.current().filter(invented=True)
    real = Observation.objects.current().filter(invented=False).count()
    assert invented.exists()
    call_command("remove_examples", stdout=StringIO())
    assert not invented.exists()
    assert Observation.objects.current().filter(invented=False).count() == real
    call_command("load_examples", stdout=StringIO())
    assert not invented.exists()


def test_removing_examples_keeps_every_real_figure_and_no_invented_version_returns(load):
    load("borgertilfredshed;Aabenraa;2021;80;;;;;Survey")
    load("borgertilfredshed;Aabenraa;2021;84;;;;;eksempeldata")
    load("borgertilfredshed;Aabenraa;2021;85;;;;;eksempeldata", "borgertilfredshed;Aabenraa;2022;81;;;;;Survey")
    call_command("remove_examples", stdout=StringIO())
    left = Observation.objects.current().filter(indicator__code="borgertilfredshed").order_by("period")
    assert [(figure.period, str(figure.value), figure.invented) for figure in left] == [
        ("2021", "80.000000", False),
        ("2022", "81.000000", False),
    ]


def test_import_extract_takes_a_folder_in_the_order_of_its_names(tmp_path):
    for name, value in (("2021k2.csv", 26), ("2021k1.csv", 25)):
        line = f"indikator;område;periode;værdi\nressourceforloeb-aktivitet;Aabenraa;2021Q1;{value}\n"
        (tmp_path / name).write_text(line, encoding="utf-8")
    (tmp_path / "laes-mig.md").write_text("Ikke et udtræk", encoding="utf-8")
    out = StringIO()
    call_command("import_extract", str(tmp_path), "--json", stdout=out)
    assert [(each["file"], each["status"], each["new"], each["changed"]) for each in json.loads(out.getvalue())] == [
        ("2021k1.csv", "committed", 1, 0),
        ("2021k2.csv", "committed", 0, 1),
    ]


def test_import_extract_of_a_folder_without_extracts_is_wrong_use(tmp_path):
    with pytest.raises(CommandError) as refused:
        call_command("import_extract", str(tmp_path))
    assert (refused.value.returncode, "holds no file" in str(refused.value)) == (2, True)
