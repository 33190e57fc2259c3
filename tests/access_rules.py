"""The table that the access walk goes by: each URL, how to reach it, and the roles that may."""

from django.urls import reverse

from aabenraa_plan.models import AuditEntry, Role, User
from budget.models import BudgetLine
from extracts.actions import commit_upload, preview
from extracts.mapping import Layout
from extracts.profiling import save_profile
from initiatives.models import CaseLine, Measurement, Milestone, Note, Outcome, Promise, Scenario
from targets.models import Judgement, Observation, Target
from tests.cases import draft_case, granted_case, on
from tests.reports import published_report, report_in_hand

# The roles by letter: analytiker, leder, godkender, udvalg, administrator.
A, L, G, U, M = Role.ANALYST, Role.MANAGER, Role.APPROVER, Role.COMMITTEE, Role.ADMINISTRATOR
EVERYONE, STAFF, UPLOADERS, MANAGERS, ADMINISTRATORS = {A, L, G, U, M}, {A, L, G, M}, {A}, {L}, {M}

CONTROLLERS, APPROVERS, DECIDERS, LOG_READERS = {A, L}, {G}, {L, G}, {G, M}

# URL name → how to reach it (method, arguments) and the roles that may. One line for each URL behind the login;
# what is open to all stands in OPEN_TO_ALL. An argument in capitals is made by `address` below.
# A "get" may take a POST besides (a page with a form); a "post" takes nothing else.
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
    "help": ("get", [], EVERYONE),
    "help_guide": ("get", ["leder"], EVERYONE),
    "help_picture": ("get", ["udvalg-forside"], EVERYONE),
    "word_list": ("get", [], EVERYONE),
    "account": ("get", [], EVERYONE),
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
    "log": ("get", [], LOG_READERS),
    "log_entry": ("get", ["LOG_ENTRY"], LOG_READERS),
    "user": ("get", ["USER"], ADMINISTRATORS),
    "user_invite": ("get", [], ADMINISTRATORS),
    "user_role": ("post", ["USER"], ADMINISTRATORS),
    "user_access": ("post", ["USER"], ADMINISTRATORS),
    "user_second_step": ("post", ["USER"], ADMINISTRATORS),
    "user_link": ("post", ["USER"], ADMINISTRATORS),
    "user_delete": ("post", ["USER"], ADMINISTRATORS),
    "user_export": ("post", ["USER"], ADMINISTRATORS),
    "sign_in_log": ("get", [], ADMINISTRATORS),
    "own_export": ("get", [], EVERYONE),
}
OPEN_TO_ALL = {
    *("health", "health_alive", "health_ready"),
    "accessibility",
    *("account_login", "account_logout", "account_inactive", "mfa_authenticate"),
    *("openid_connect_login", "openid_connect_callback"),
    *("socialaccount_login_cancelled", "socialaccount_login_error"),
    *("account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
}
REPORTS = ("DRAFT_REPORT", "SUBMITTED_REPORT", "APPROVED_REPORT", "DECIDED_REPORT")


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
    """The URL with something at its end."""
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
        "LOG_ENTRY": lambda: AuditEntry.objects.latest().pk,
        "USER": lambda: User.objects.get(username="leder").pk,
    }
    return reverse(name, args=[found[argument]() if argument in found else argument for argument in RULES[name][1]])


def closed_address(name):
    """The same, whether anything is at its end or not: who may not enter is refused before it is looked for."""
    made_up = {"PROFILE": "ukendt", **dict.fromkeys(REPORTS, "2023Q3")}
    arguments = [made_up.get(each, 1) if str(each).isupper() else each for each in RULES[name][1]]
    return reverse(name, args=arguments)
