"""What protects the site, each with the text that does it and the test that fails where it is taken out.

`python -m scripts.take_out` tries every one of them. A protection is listed once; its text stands exactly once in
its file, and `instead` is what stands there when it is gone. `docs/security.md` holds the same list as a table.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Protection:
    name: str
    file: str
    text: str
    instead: str
    test: str
    """As pytest names it; the parameters of one example where the whole would take long."""


GATE = "        if access is None or not may(request.user, access):\n"
SETTINGS, ACCESS = "aabenraa_plan/settings.py", "aabenraa_plan/access.py"
HEADERS, ALL_HEADERS = (
    "aabenraa_plan/headers.py",
    "tests/test_headers.py::test_every_kind_of_answer_carries_the_headers_and_the_policy",
)
REAL_COOKIES = "tests/test_headers.py::test_cookies_in_real_use_are_bound_to_this_host_and_to_https"
WEAK_KEY = "tests/test_headers.py::test_weak_key_is_refused_in_real_use_and_not_repeated"

ENTERING = [
    Protection(
        "A role enters only what the table gives it",
        ACCESS,
        GATE,
        "        if access is None:\n",
        "tests/test_access.py::test_url_is_refused_to_every_other_role_by_every_method[uploads]",
    ),
    Protection(
        "A URL without a rule is refused to all",
        ACCESS,
        GATE,
        "        if access is not None and not may(request.user, access):\n",
        "tests/test_access.py::test_view_without_a_rule_is_refused_to_all",
    ),
    Protection(
        "A new URL must stand in the table of roles",
        "aabenraa_plan/urls.py",
        "urlpatterns = [\n",
        'urlpatterns = [\n    path("nyt/", lambda request: None, name="nyt"),\n',
        "tests/test_access.py::test_every_url_has_a_rule_and_stands_in_the_table",
    ),
    Protection(
        "A report on its way is not there for the committee",
        "reports/views/reports.py",
        "(found.is_published or may(user, Action.BROWSE))",
        "True",
        "tests/test_access_objects.py::test_report_on_its_way_is_not_there_for_the_committee_in_any_form[draft]",
    ),
    Protection(
        "A password alone opens nothing where a second step is required",
        "aabenraa_plan/signin/gate.py",
        "        if not free and lacks_second_step(request):\n",
        "        if False:\n",
        "tests/test_two_steps.py::test_without_a_second_step_one_comes_no_further_than_to_ones_own_account",
    ),
    Protection(
        "A second step is required in real use",
        SETTINGS,
        'MFA_REQUIRED = env.bool("MFA_REQUIRED", default=not DEBUG)',
        'MFA_REQUIRED = env.bool("MFA_REQUIRED", default=False)',
        "tests/test_sign_in_limits.py::test_second_step_is_required_unless_debugging",
    ),
    Protection(
        "Wrong passwords are counted and the name locked",
        SETTINGS,
        '"login_failed": "20/m/ip,5/15m/key"',
        '"login_failed": "20/m/ip"',
        "tests/test_sign_in_limits.py::test_sixth_try_on_a_name_is_refused_whatever_the_password_and_wherever_from",
    ),
    Protection(
        "Wrong passwords from one address are counted whatever the name",
        SETTINGS,
        '"login_failed": "20/m/ip,5/15m/key"',
        '"login_failed": "5/15m/key"',
        "tests/test_sign_in_limits.py::test_twenty_first_wrong_try_from_one_address_is_refused",
    ),
    Protection(
        "Mails for a new password are counted",
        SETTINGS,
        '"reset_password": "20/m/ip,5/15m/key"',
        '"reset_password": "20/m/ip"',
        "tests/test_sign_in_limits.py::test_sixth_mail_for_one_address_is_refused_known_or_not",
    ),
    Protection(
        "A session that nobody uses ends",
        "aabenraa_plan/signin/sessions.py",
        "    if now() - session.get(SEEN, 0) >= settings.SESSION_IDLE_MINUTES * 60:\n",
        "    if False:\n",
        "tests/test_sign_in_limits.py::test_session_ends_when_it_is_not_used_and_after_a_working_day",
    ),
    Protection(
        "A session ends after a working day",
        "aabenraa_plan/signin/sessions.py",
        "    if now() - session.get(BEGUN, 0) >= settings.SESSION_HOURS * 3600:\n",
        "    if False:\n",
        "tests/test_sign_in_limits.py::test_session_ends_when_it_is_not_used_and_after_a_working_day",
    ),
    Protection(
        "The system's own users never log in",
        "aabenraa_plan/signin/backends.py",
        "user.role != Role.SYSTEM and super().user_can_authenticate(user)",
        "super().user_can_authenticate(user)",
        "tests/test_signing_in.py::test_system_user_never_logs_in_even_with_a_password",
    ),
    Protection(
        "Who is in no known group is not let in by the municipality's sign-in",
        "aabenraa_plan/signin/provider.py",
        "        if role is None or not speaks_of_one(sociallogin)",
        '        role = role or "analytiker"\n        if not speaks_of_one(sociallogin)',
        "tests/test_openid.py::test_nobody_is_let_in_on_such_an_answer",
    ),
    Protection(
        "The two answers of the municipality's sign-in are about one person",
        "aabenraa_plan/signin/provider.py",
        'return len(subjects) == 1 and "iss" in sociallogin.claims[0]',
        "return True",
        "tests/test_openid.py::test_nobody_is_let_in_on_such_an_answer",
    ),
    Protection(
        "A group too many never gives more rights",
        "aabenraa_plan/signin/groups.py",
        "    return min(roles, key=LEAST_FIRST.index, default=None)",
        "    return max(roles, key=LEAST_FIRST.index, default=None)",
        "tests/pure/test_groups.py::test_group_too_many_never_gives_more",
    ),
    Protection(
        "A link to choose a password holds three days",
        SETTINGS,
        "PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600",
        "PASSWORD_RESET_TIMEOUT = 30 * 24 * 3600",
        "tests/test_people_limits.py::test_link_holds_three_days",
    ),
    Protection(
        "Nobody ends their own access",
        "aabenraa_plan/people/actions.py",
        "    if account == by:\n        raise NotPossible(OWN_ACCESS)\n    before, account.role",
        "    before, account.role",
        "tests/test_people_limits.py::test_nobody_ends_their_own_access",
    ),
]

BROWSERS = [
    Protection(
        "Pages carry the content policy",
        SETTINGS,
        '    "csp.middleware.CSPMiddleware",\n',
        "",
        ALL_HEADERS,
    ),
    Protection(
        "The policy lets no script stand in a page",
        SETTINGS,
        '        "script-src": [SELF],\n',
        '        "script-src": [SELF, "\'unsafe-inline\'"],\n',
        ALL_HEADERS,
    ),
    Protection(
        "The policy lets no other site frame a page",
        SETTINGS,
        '        "frame-ancestors": [NONE],\n',
        "",
        ALL_HEADERS,
    ),
    Protection("Pages are kept by no cache", HEADERS, '    "Cache-Control": "no-store, private",\n', "", ALL_HEADERS),
    Protection(
        "Pages ask for no camera, place or microphone",
        HEADERS,
        '    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),\n',
        "",
        ALL_HEADERS,
    ),
    Protection(
        "Other sites cannot embed our answers",
        HEADERS,
        '    "Cross-Origin-Resource-Policy": "same-origin",\n',
        "",
        ALL_HEADERS,
    ),
    Protection(
        "Search engines are told to stay away",
        HEADERS,
        '    "X-Robots-Tag": "noindex, nofollow",\n',
        "",
        ALL_HEADERS,
    ),
    Protection(
        "Old browsers frame no page either",
        SETTINGS,
        'X_FRAME_OPTIONS = "DENY"',
        'X_FRAME_OPTIONS = "SAMEORIGIN"',
        ALL_HEADERS,
    ),
    Protection(
        "Only our own host names are answered",
        SETTINGS,
        'ALLOWED_HOSTS = env("ALLOWED_HOSTS")',
        'ALLOWED_HOSTS = ["*"]',
        ALL_HEADERS,
    ),
    Protection(
        "A form from another site is refused",
        SETTINGS,
        '    "django.middleware.csrf.CsrfViewMiddleware",\n',
        "",
        "tests/test_access.py::test_url_takes_no_form_from_another_site[uploads]",
    ),
    Protection(
        "Scripts cannot read the cookies",
        SETTINGS,
        "SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True",
        "SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = False",
        "tests/test_headers.py::test_cookies_are_hidden_from_scripts_and_from_other_sites",
    ),
    Protection(
        "Cookies are bound to this host",
        SETTINGS,
        '    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"\n',
        "",
        REAL_COOKIES,
    ),
    Protection("Plain http leads to https", SETTINGS, "    SECURE_SSL_REDIRECT = True\n", "", REAL_COOKIES),
    Protection(
        "Messages stay on the server",
        SETTINGS,
        'MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"',
        'MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"',
        "tests/test_headers.py::test_messages_are_not_sent_to_the_browser_as_a_cookie",
    ),
    Protection("A weak signing key is refused", SETTINGS, "        refuse_weak(key)\n", "        pass\n", WEAK_KEY),
    Protection(
        "A form of more than a megabyte is not read",
        SETTINGS,
        "DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024",
        "DATA_UPLOAD_MAX_MEMORY_SIZE = None",
        "tests/test_headers.py::test_form_larger_than_a_megabyte_is_not_read",
    ),
]

FILES = [
    Protection(
        "A file above the limit is refused unread",
        "extracts/views/receiving.py",
        "    if file.size > limit:\n",
        "    if False:\n",
        "tests/test_upload_pages.py::test_upload_of_too_large_a_file_is_refused_unread",
    ),
    Protection(
        "A CPR number blocks the file",
        "extracts/guarding.py",
        "    if found:\n        raise Unreadable(sorted",
        "    if False:\n        raise Unreadable(sorted",
        "tests/test_uploads.py::test_file_with_cpr_number_is_kept_by_name_and_reason_only",
    ),
    Protection(
        "A CPR number in a form is neither kept nor shown",
        "aabenraa_plan/careful.py",
        "isinstance(text, str) and holds_cpr(text)",
        "False",
        "tests/test_people_limits.py::test_step_without_a_proper_reason_changes_nothing_and_keeps_what_was_typed",
    ),
    Protection(
        "A CPR number in an address is carried no further",
        SETTINGS,
        '    "extracts.addresses.NoCprInAddresses",\n',
        "",
        "tests/test_hostile_plans.py::test_cpr_number_asked_for_as_a_day_is_not_echoed",
    ),
    Protection(
        "A workbook that points outside itself is refused",
        "extracts/workbooks/walking.py",
        "    parser.StartDoctypeDeclHandler = refuse_doctype\n",
        "",
        "tests/pure/test_workbooks.py::test_doctype_is_refused_in_every_part",
    ),
    Protection(
        "A workbook that unpacks to too much is refused",
        "extracts/workbooks/package.py",
        "    if sum(info.file_size for info in infos) > LARGEST:\n",
        "    if False:\n",
        "tests/pure/test_workbooks_memory.py::test_workbook_is_refused_by_what_it_says_of_itself_with_no_part_opened",
    ),
    Protection(
        "A workbook of too many parts is refused",
        "extracts/workbooks/package.py",
        "MOST_PARTS = 2_000\n",
        "MOST_PARTS = 2_000_000\n",
        "tests/pure/test_workbooks.py::test_too_many_parts_are_refused",
    ),
    Protection(
        "A part that holds more than it says is refused",
        "extracts/workbooks/package.py",
        "        if size != self.parts[name].file_size:\n",
        "        if False:\n",
        "tests/pure/test_workbooks.py::test_part_that_holds_more_or_less_than_it_says_is_damaged",
    ),
    Protection(
        "Text that would calculate gets an apostrophe in CSV",
        "aabenraa_plan/export_files.py",
        """return f"'{cell}" if starts_a_formula(cell) else cell""",
        "return cell",
        "tests/pure/test_export_files.py::test_text_that_would_calculate_gets_an_apostrophe_in_csv",
    ),
    Protection(
        "Text in a workbook is text whatever it looks like",
        "aabenraa_plan/export_files.py",
        '    cell.value, cell.data_type = text, "s"\n',
        "    cell.value = text\n",
        "tests/pure/test_export_files.py::test_text_in_a_workbook_is_text_and_never_a_formula",
    ),
    Protection(
        "A cell of marks alone is soon read",
        "budget/files/totals.py",
        "(?<!{MARKS})",
        "",
        "tests/pure/test_patterns.py::test_every_pattern_ends_quickly_on_a_hostile_cell",
    ),
]

RECORDS = [
    Protection(
        "A figure that was saved is never written over",
        "extracts/models/facts.py",
        "        if not self._state.adding:\n            raise ImmutableFact(",
        "        if False:\n            raise ImmutableFact(",
        "tests/test_facts.py::test_fact_refuses_to_be_saved_again",
    ),
    Protection(
        "Figures are changed as a set no more than one by one",
        "extracts/models/facts.py",
        "    def update(self, **kwargs):\n        raise ImmutableFact(",
        "    def update(self, **kwargs):\n        return super().update(**kwargs)\n        raise ImmutableFact(",
        "tests/test_facts.py::test_fact_refuses_to_be_deleted",
    ),
    Protection(
        "Who sends a report in does not approve it",
        "reports/workflow/actions.py",
        "    if report.submitted_by == by:\n",
        "    if False:\n",
        "tests/test_report_steps.py::test_submitter_cannot_approve_and_sees_why",
    ),
    Protection(
        "Only the content that was read is approved",
        "reports/workflow/actions.py",
        "    if sha256_of(report.content) != sha256:\n",
        "    if False:\n",
        "tests/test_report_steps.py::test_content_that_is_not_the_one_on_the_screen_is_not_approved",
    ),
    Protection(
        "A published report is never changed",
        "reports/models.py",
        "if not self._state.adding and Report.objects.filter(pk=self.pk, state=ReportState.PUBLISHED).exists():",
        "if False:",
        "tests/test_report_constraints.py::test_published_report_is_never_changed_or_deleted",
    ),
    Protection(
        "Small groups are hidden from who may not upload",
        "initiatives/cohorts/reporting.py",
        "    masks = {} if sees_small else masks_of(cohorts, known, shares)\n",
        "    masks = {}\n",
        "tests/test_cohort_masking.py::test_everyone_without_the_right_to_upload_sees_it_hidden_with_a_word_why",
    ),
    Protection(
        "No hidden group can be worked out from the others",
        "initiatives/cohorts/families.py",
        "hidden_in(family, settings.SMALL_GROUP_BELOW)",
        "hidden_in(family, 2)",
        "tests/test_cohort_masking.py::test_nothing_in_reach_depends_on_the_hidden_figures",
    ),
    Protection(
        "An entry of the audit log is never changed",
        "aabenraa_plan/audit/immutability.py",
        'EVENTS = ("UPDATE", "DELETE")',
        'EVENTS = ("DELETE",)',
        "tests/test_audit_guards.py::test_database_refuses_it_too",
    ),
    Protection(
        "An entry of the audit log is never deleted",
        "aabenraa_plan/audit/immutability.py",
        'EVENTS = ("UPDATE", "DELETE")',
        'EVENTS = ("UPDATE",)',
        "tests/test_audit_guards.py::test_database_refuses_it_too",
    ),
    Protection(
        "The health page tells names and no details",
        "aabenraa_plan/running/views.py",
        '{"ok": ok, "checks": found}',
        '{"ok": ok, "checks": found, "path": __file__}',
        "tests/test_health.py::test_site_that_is_well_says_so_by_names_alone",
    ),
    Protection(
        "The log repeats nothing of what was sent",
        "aabenraa_plan/running/logs.py",
        '    return f"{record.module}:{record.lineno}"\n',
        "    return record.getMessage()\n",
        "tests/test_logs.py::test_messages_of_other_libraries_are_told_by_their_place_alone",
    ),
    Protection(
        "A log line says the kind of an error and not its message",
        "aabenraa_plan/running/logs.py",
        "kind_of(problem) + reason",
        "str(problem)",
        "tests/test_logs.py::test_error_is_told_by_its_kinds_and_its_way_alone",
    ),
    Protection(
        "Sign-ins are deleted when their term is over",
        "extracts/retention.py",
        '        Expired("sign-ins", sign_ins, sign_ins.delete),\n',
        "",
        "tests/test_retention.py::test_sign_ins_sessions_and_finished_tasks_go_when_their_term_is_over",
    ),
]

PROTECTIONS = [*ENTERING, *BROWSERS, *FILES, *RECORDS]
