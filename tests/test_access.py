"""Role × URL: who may enter what. A URL that is missing here, or has no rule, fails the tests."""

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from aabenraa_plan.access import PUBLIC, ROLE_ACTIONS, Action
from aabenraa_plan.models import Role, User
from budget.models import BudgetLine
from extracts.actions import commit_upload, preview
from extracts.mapping import Layout
from extracts.profiling import save_profile
from initiatives.models import CaseLine, Measurement, Milestone, Note, Outcome, Promise, Scenario
from targets.models import Judgement, Observation, Target
from tests.cases import draft_case, granted_case, on
from tests.reports import published_report, report_in_hand

pytestmark = pytest.mark.embedded
# The roles by letter: analytiker, leder, godkender, udvalg, administrator.
A, L, G, U, M = Role.ANALYST, Role.MANAGER, Role.APPROVER, Role.COMMITTEE, Role.ADMINISTRATOR
EVERYONE, STAFF, UPLOADERS, MANAGERS, ADMINISTRATORS = {A, L, G, U, M}, {A, L, G, M}, {A}, {L}, {M}

CONTROLLERS, APPROVERS, DECIDERS = {A, L}, {G}, {L, G}

# URL name → how to reach it (method, arguments) and the roles that may.
RULES = {
    "overview": ("get", [], EVERYONE),
    "plan_overview": ("get", ["bp23"], STAFF),
    "goal": ("get", ["bp21", "5"], STAFF),
    "quarters": ("get", ["bp21"], STAFF),
    "indicators": ("get", [], STAFF),
    "comparison": ("get", ["fleksjobledighed"], STAFF),
    "indicator": ("get", ["fleksjobledighed"], STAFF),
    "data_calendar": ("get", [], STAFF),
    "indicator_responsible": ("post", ["fleksjobledighed"], UPLOADERS),
    "lineage": ("get", ["OBSERVATION"], STAFF),
    "observation_new": ("get", [], UPLOADERS),
    "uploads": ("get", [], UPLOADERS),
    "upload": ("get", ["UPLOAD"], UPLOADERS),
    "upload_file": ("get", ["UPLOAD"], UPLOADERS),
    "upload_annotated": ("get", ["FAULTY"], UPLOADERS),
    "upload_template": ("get", ["maalepunkter"], UPLOADERS),
    "upload_allowed": ("get", ["maalepunkter"], UPLOADERS),
    "profiles": ("get", [], UPLOADERS),
    "profile": ("get", ["PROFILE"], UPLOADERS),
    "profile_new": ("get", [], UPLOADERS),
    "profile_edit": ("get", ["PROFILE"], UPLOADERS),
    "profile_retire": ("post", ["PROFILE"], UPLOADERS),
    "uploads_commit": ("post", [], UPLOADERS),
    "upload_progress": ("get", ["UPLOAD"], UPLOADERS),
    "upload_commit": ("post", ["UPLOAD"], UPLOADERS),
    "upload_discard": ("post", ["UPLOAD"], UPLOADERS),
    "upload_revert": ("post", ["UPLOAD"], UPLOADERS),
    "upload_correct": ("post", ["UPLOAD"], UPLOADERS),
    "upload_release": ("post", ["UPLOAD"], UPLOADERS),
    "upload_retry": ("post", ["UPLOAD"], UPLOADERS),
    "plan_new": ("get", [], MANAGERS),
    "plan_edit": ("get", ["bp23"], MANAGERS),
    "plan_copy": ("get", ["bp23"], MANAGERS),
    "plan_adopt": ("post", ["bp23"], MANAGERS),
    "plan_discard": ("post", ["bp23"], MANAGERS),
    "guidepost_new": ("get", ["bp23"], MANAGERS),
    "guidepost_edit": ("get", ["bp23", 1], MANAGERS),
    "guidepost_remove": ("post", ["bp23", 1], MANAGERS),
    "effort_new": ("get", ["bp23"], MANAGERS),
    "effort_edit": ("get", ["bp23", 1], MANAGERS),
    "effort_remove": ("post", ["bp23", 1], MANAGERS),
    "goal_new": ("get", ["bp23"], MANAGERS),
    "goal_edit": ("get", ["bp23", "2"], MANAGERS),
    "goal_remove": ("post", ["bp23", "2"], MANAGERS),
    "target_new": ("get", ["bp23", "2"], MANAGERS),
    "target_edit": ("get", ["TARGET"], MANAGERS),
    "target_remove": ("post", ["TARGET"], MANAGERS),
    "target_amend": ("get", ["TARGET"], MANAGERS),
    "comment": ("get", ["bp23", "2", "2026Q1"], MANAGERS),
    "judgement": ("get", ["TARGET"], MANAGERS),
    "judgement_withdraw": ("post", ["JUDGEMENT"], MANAGERS),
    "budget": ("get", [], STAFF),
    "budget_year": ("get", [2023], STAFF),
    "benefit_type": ("get", ["sygedagpenge"], STAFF),
    "months_close": ("post", [2023], CONTROLLERS),
    "month_reopen": ("post", [2023], CONTROLLERS),
    "forecast_choice": ("get", [2023, "sygedagpenge", "support", "ordinaer"], CONTROLLERS),
    "phasing": ("get", [2023, "sygedagpenge", "support", "ordinaer"], CONTROLLERS),
    "forecast_scores": ("get", [2023], STAFF),
    "simulator": ("get", [], STAFF),
    "frames": ("get", [], STAFF),
    "reconciliation": ("get", [2023], STAFF),
    "ledger_lineage": ("get", ["ENTRY"], STAFF),
    "line_lineage": ("get", ["BUDGET_LINE"], STAFF),
    "ledger_month": ("get", ["sygedagpenge", "2023M05"], STAFF),
    "budget_copy": ("get", [], UPLOADERS),
    "appropriations": ("get", [], STAFF),
    "appropriation": ("get", ["GRANTED"], STAFF),
    "appropriation_new": ("get", [], CONTROLLERS),
    "appropriation_edit": ("get", ["CASE"], CONTROLLERS),
    "appropriation_grant": ("post", ["CASE"], CONTROLLERS),
    "appropriation_withdraw": ("post", ["GRANTED"], CONTROLLERS),
    "appropriation_delete": ("post", ["CASE"], CONTROLLERS),
    "initiatives": ("get", [], STAFF),
    "initiative": ("get", ["kik-ii"], STAFF),
    "business_case": ("get", ["kis"], CONTROLLERS),
    "case_line_new": ("get", ["kik-ii"], CONTROLLERS),
    "case_realised": ("get", ["kik-ii", "2019"], CONTROLLERS),
    "case_line": ("get", ["CASE_LINE"], STAFF),
    "case_line_amend": ("get", ["CASE_LINE"], CONTROLLERS),
    "initiative_new": ("get", [], CONTROLLERS),
    "initiative_edit": ("get", ["kik-ii"], CONTROLLERS),
    "outcome_lineage": ("get", ["OUTCOME"], STAFF),
    "cohort_new": ("get", ["kik-ii"], CONTROLLERS),
    "cohort_edit": ("get", ["kik-ii", "start"], CONTROLLERS),
    "note_new": ("get", ["kik-ii"], CONTROLLERS),
    "note_correct": ("get", ["jobformidling", "NOTE"], CONTROLLERS),
    "note_withdraw": ("get", ["jobformidling", "NOTE"], CONTROLLERS),
    "milestone_new": ("get", ["kik-ii"], CONTROLLERS),
    "milestone_edit": ("get", ["kik", "MILESTONE"], CONTROLLERS),
    "promise_new": ("get", ["kik-ii"], CONTROLLERS),
    "promise_edit": ("get", ["jobformidling", "PROMISE"], CONTROLLERS),
    "measurement_new": ("get", ["jobformidling", "PROMISE"], CONTROLLERS),
    "measurement_correct": ("get", ["jobformidling", "MEASUREMENT"], CONTROLLERS),
    "measurement_withdraw": ("get", ["jobformidling", "MEASUREMENT"], CONTROLLERS),
    "whatif": ("get", ["kik-ii"], STAFF),
    "whatif_save": ("post", ["kik-ii"], CONTROLLERS),
    "whatif_compare": ("get", ["kik-ii"], STAFF),
    "whatif_withdraw": ("get", ["kik-ii", "SCENARIO"], CONTROLLERS),
    "reports": ("get", [], EVERYONE),
    "report_compare": ("get", [], EVERYONE),
    "report": ("get", ["bp23", "DECIDED_REPORT", 1], EVERYONE),
    "report_pdf": ("get", ["bp23", "DECIDED_REPORT", 1], EVERYONE),
    "report_json": ("get", ["bp23", "DECIDED_REPORT", 1], EVERYONE),
    "reports_due": ("get", [], STAFF),
    "meeting_new": ("get", [], DECIDERS),
    "meeting_remove": ("post", [1], DECIDERS),
    "report_new": ("get", [], MANAGERS),
    "report_edit": ("get", ["bp23", "DRAFT_REPORT", 1], MANAGERS),
    "report_submit": ("post", ["bp23", "DRAFT_REPORT", 1], MANAGERS),
    "report_discard": ("post", ["bp23", "DRAFT_REPORT", 1], MANAGERS),
    "report_return": ("get", ["bp23", "SUBMITTED_REPORT", 1], APPROVERS),
    "report_approve": ("post", ["bp23", "SUBMITTED_REPORT", 1], APPROVERS),
    "report_publish": ("post", ["bp23", "APPROVED_REPORT", 1], APPROVERS),
    "report_reopen": ("get", ["bp23", "APPROVED_REPORT", 1], APPROVERS),
    "report_decision": ("get", ["bp23", "DECIDED_REPORT", 1], DECIDERS),
    "account_change_password": ("get", [], EVERYONE),
    "account_reauthenticate": ("get", [], EVERYONE),
    "mfa_index": ("get", [], EVERYONE),
    "mfa_reauthenticate": ("get", [], EVERYONE),
    "mfa_activate_totp": ("get", [], EVERYONE),
    "mfa_deactivate_totp": ("get", [], EVERYONE),
    "mfa_view_recovery_codes": ("get", [], EVERYONE),
    "mfa_generate_recovery_codes": ("get", [], EVERYONE),
    "mfa_download_recovery_codes": ("get", [], EVERYONE),
    "mfa_list_webauthn": ("get", [], EVERYONE),
    "mfa_add_webauthn": ("get", [], EVERYONE),
    "mfa_reauthenticate_webauthn": ("get", [], EVERYONE),
    "mfa_edit_webauthn": ("get", [1], EVERYONE),
    "mfa_remove_webauthn": ("get", [1], EVERYONE),
    "users": ("get", [], ADMINISTRATORS),
    "user": ("get", ["USER"], ADMINISTRATORS),
}
OPEN_TO_ALL = {
    *("account_login", "account_logout", "account_inactive", "mfa_authenticate"),
    *("openid_connect_login", "openid_connect_callback"),
    *("socialaccount_login_cancelled", "socialaccount_login_error"),
    *("account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
}


def every_pattern(resolver=None):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from every_pattern(entry)
        elif isinstance(entry, URLPattern):
            yield entry


def judgement():
    target = Target.objects.get(goal__plan__slug="bp21", goal__code="5")
    by = User.objects.get(username="leder")
    return Judgement.objects.create(target=target, period="2020M05", verdict="near", reason="x", made_by=by)


def profile():
    by = User.objects.get(username="analytiker")
    return save_profile(title="Leverandøren", kind="observations", layout=Layout(header=("x",), columns={}), by=by)


def booked(receive):
    upload = receive("Fleksjob;1;2023M01;100", header="ydelse;konto;måned;netto")
    by = User.objects.get(username="analytiker")
    return commit_upload(upload=upload, seen=preview(upload).digest, by=by).ledgerentrys.get()


def address(name, receive):
    found = {
        "OBSERVATION": lambda: Observation.objects.filter(indicator__code="fleksjobledighed").first().pk,
        "FAULTY": lambda: receive("borgertilfredshed;Aabenraa;2023;184;;;;;x").pk,
        "UPLOAD": lambda: receive("borgertilfredshed;Aabenraa;2023;84;;;;;x").pk,
        "TARGET": lambda: Target.objects.get(goal__plan__slug="bp23", goal__code="2").pk,
        "PROFILE": lambda: profile().code,
        "JUDGEMENT": lambda: judgement().pk,
        "CASE": lambda: draft_case(on("500000"), by=User.objects.get(username="leder")).pk,
        "GRANTED": lambda: granted_case(on("500000"), by=User.objects.get(username="leder")).pk,
        "ENTRY": lambda: booked(receive).pk,
        "BUDGET_LINE": lambda: BudgetLine.objects.latest("pk").pk,
        "OUTCOME": lambda: Outcome.objects.first().pk,
        "CASE_LINE": lambda: CaseLine.objects.filter(case__initiative__code="kik-ii").first().pk,
        "NOTE": lambda: Note.objects.filter(initiative__code="jobformidling").first().pk,
        "MILESTONE": lambda: Milestone.objects.get(initiative__code="kik").pk,
        "PROMISE": lambda: Promise.objects.get(initiative__code="jobformidling").pk,
        "MEASUREMENT": lambda: Measurement.objects.get(promise__initiative__code="jobformidling").pk,
        "SCENARIO": lambda: Scenario.objects.get(name="Uafrundede personer").pk,
        "DRAFT_REPORT": lambda: report_in_hand("draft").quarter,
        "SUBMITTED_REPORT": lambda: report_in_hand("submitted").quarter,
        "APPROVED_REPORT": lambda: report_in_hand("approved").quarter,
        "DECIDED_REPORT": lambda: published_report().quarter,
        "USER": lambda: User.objects.get(username="leder").pk,
    }
    return reverse(name, args=[found[argument]() if argument in found else argument for argument in RULES[name][1]])


def test_every_url_has_a_rule_and_stands_in_the_table():
    patterns = {pattern.name: pattern for pattern in every_pattern()}
    assert set(patterns) == set(RULES) | OPEN_TO_ALL
    assert {name for name, pattern in patterns.items() if pattern.callback.access == PUBLIC} == OPEN_TO_ALL
    assert all(patterns[name].callback.access in set(Action) for name in RULES)


def answer_to(ask, where) -> int:
    """The status; what it did is undone, so that the next role meets the same."""
    with transaction.atomic():
        status = ask(where).status_code
        transaction.set_rollback(True)
    return status


@pytest.mark.parametrize("name", RULES)
def test_url_lets_in_exactly_the_roles_that_may(name, as_role, receive, users):
    method, _, allowed = RULES[name]
    where = address(name, receive)
    answers = {role: answer_to(getattr(as_role(role), method), where) for role in sorted(EVERYONE)}
    assert {role for role, status in answers.items() if status != 403} == allowed
    assert {answers[role] for role in allowed} <= {200, 302}


@pytest.mark.parametrize("name", RULES)
def test_url_sends_nobody_to_the_login_page(name, client, receive):
    where = address(name, receive)
    for method in ("get", "post"):
        response = getattr(client, method)(where)
        assert response.status_code == 302
        assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", RULES)
def test_url_refuses_the_wrong_method(name, as_role, receive):
    _, _, allowed = RULES[name]
    response = as_role(min(allowed)).delete(address(name, receive))
    assert response.status_code == 405


def test_inactive_user_is_let_in_nowhere(as_role, users):
    client = as_role(Role.ANALYST)
    User.objects.filter(pk=users[Role.ANALYST].pk).update(is_active=False)
    assert client.get("/").status_code == 302


def test_system_user_may_do_nothing():
    assert ROLE_ACTIONS[Role.SYSTEM] == frozenset()


def test_view_without_a_rule_is_refused_to_all(as_role, settings):
    settings.ROOT_URLCONF = "tests.unmarked_urls"
    assert as_role(Role.ADMINISTRATOR).get("/umaerket/").status_code == 403


def test_refused_page_says_what_to_do_next(as_role):
    for role, said in ((Role.APPROVER, "bed en administrator"), (Role.COMMITTEE, "Den seneste udgivne rapport")):
        page = as_role(role).get(reverse("uploads")).content.decode()
        assert "Du har ikke adgang til siden" in page and said in page
        assert 'href="/"' in page


def test_login_with_wrong_password_says_so_and_lets_nobody_in(client, users):
    response = client.post(reverse("account_login"), {"login": "leder", "password": "forkert"})
    assert response.status_code == 200
    assert "adgangskode" in response.content.decode().lower()
    assert "_auth_user_id" not in client.session


def test_log_out_ends_the_session(as_role):
    client = as_role(Role.MANAGER)
    assert client.post(reverse("account_logout")).status_code == 302
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/budget/2023/", "/budget/2023/"),
        ("https://evil.example/budget/2023/", "/"),
        ("", "/"),
        ("http://testserver/budget/2023/?maaned=3", "/budget/2023/%3Fmaaned%3D3"),
        ("http://testserver/budget/2023/luk/", "/"),
        ("http://[bad", "/"),
    ],
)
def test_form_sent_after_the_session_ended_leads_back_to_where_it_stood(client, came_from, back):
    answer = client.post(reverse("months_close", args=[2023]), headers={"referer": came_from})
    assert answer.url == f"{reverse('account_login')}?next={back}"
