"""Who comes in, and how far."""

from tests.protections.shape import SETTINGS, Protection

GATE = "        if access is None or not may(request.user, access):\n"
ACCESS = "aabenraa_plan/access.py"

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
        "A URL takes only the methods it is meant for",
        "aabenraa_plan/signin/urls.py",
        'require_http_methods(["GET", "POST"])',
        'require_http_methods(["GET", "POST", "PUT"])',
        "tests/test_access.py::test_url_lets_in_the_roles_that_may[account]",
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
