"""Accounts, passwords and second steps: who owns one, and what it takes to change it."""

from tests.protections.shape import SETTINGS, Protection

PROVIDER = "aabenraa_plan/signin/provider.py"
ADAPTERS = "aabenraa_plan/signin/adapters.py"
ACTIONS = "aabenraa_plan/people/actions.py"

ACCOUNTS = [
    Protection(
        "Secrets of second steps are encrypted where they lie",
        "aabenraa_plan/signin/ciphers.py",
        "    return cipher().encrypt(secret.encode()).decode()\n",
        "    return secret\n",
        "tests/test_two_steps.py::test_secrets_are_not_readable_in_the_database_and_survive_a_change_of_keys",
    ),
    Protection(
        "The last second step stays where one is required",
        "aabenraa_plan/signin/second_step.py",
        "        return not settings.MFA_REQUIRED or came_by_provider(self.request) or others.exists()\n",
        "        return True\n",
        "tests/test_two_steps.py::test_last_second_step_stays_where_one_is_required",
    ),
    Protection(
        "The password is asked for again before a second step is changed",
        ADAPTERS,
        "        return not just_signed_in and super().is_reauthentication_required(app=app, **kwargs)\n",
        "        return False\n",
        "tests/test_two_steps.py::test_password_is_asked_for_again_before_the_second_step_is_changed",
    ),
    Protection(
        "A password has twelve signs or more",
        SETTINGS,
        '"OPTIONS": {"min_length": 12}',
        '"OPTIONS": {"min_length": 8}',
        "tests/test_signing_in.py::test_password_is_not_changed_to_a_bad_one",
    ),
    Protection(
        "Who gets a new password is told by mail",
        SETTINGS,
        "ACCOUNT_EMAIL_NOTIFICATIONS = True",
        "ACCOUNT_EMAIL_NOTIFICATIONS = False",
        "tests/test_signing_in.py::test_changed_password_ends_the_other_sessions_and_is_told_by_mail",
    ),
    Protection(
        "Nobody learns which addresses have an account",
        "aabenraa_plan/signin/forms.py",
        '        get_adapter().send_mail("account/email/unknown_account", email, {"email": email})\n',
        "",
        "tests/test_signing_in.py::test_reset_tells_nobody_which_addresses_have_an_account",
    ),
    Protection(
        "A wrong password is kept in the log of sign-ins",
        ADAPTERS,
        "    def authentication_failed(self, request, **credentials):\n        noted(",
        "    def authentication_failed(self, request, **credentials):\n        dict(",
        "tests/test_signing_in.py::test_wrong_password_is_kept_as_refused_and_what_was_typed_is_not",
    ),
    Protection(
        "The caller's address is what our own proxies say",
        "aabenraa_plan/signin/log.py",
        "        return get_adapter().get_client_ip(request)\n",
        '        return request.headers["x-forwarded-for"].split(",")[0]\n',
        "tests/test_sign_in_limits.py::test_address_is_what_our_own_proxies_say_and_not_what_the_caller_says",
    ),
    Protection(
        "An account at the provider is never joined to a local one",
        PROVIDER,
        ' or sociallogin.state.get("process") != "login"',
        "",
        "tests/test_openid.py::test_account_at_the_provider_is_never_joined_to_a_local_one",
    ),
    Protection(
        "A number at another issuer is another person",
        PROVIDER,
        'account_key(sociallogin.claims[0].get("iss", ""), sociallogin.account.uid)',
        'account_key("", sociallogin.account.uid)',
        "tests/test_openid.py::test_same_number_at_another_issuer_is_another_person",
    ),
    Protection(
        "The provider is spoken to by https only",
        "aabenraa_plan/signin/configuring.py",
        '    if encrypted and not server.startswith("https://"):\n',
        "    if False:\n",
        "tests/test_openid.py::test_provider_without_encryption_is_refused",
    ),
    Protection(
        "The last administrator is kept",
        ACTIONS,
        "    if not is_administrator(found.get(by.pk)):\n",
        "    if False:\n",
        "tests/test_people_limits.py::test_two_administrators_who_end_each_others_access_leave_one",
    ),
    Protection(
        "A new invitation makes the earlier link void",
        ACTIONS,
        "        forget_links(account)\n    log(account, AccountStep.LINKED",
        "        pass\n    log(account, AccountStep.LINKED",
        "tests/test_people.py::test_new_invitation_makes_the_earlier_one_void",
    ),
    Protection(
        "Closed access ends every session",
        ACTIONS,
        "    end_sessions(account)\n    log(account, AccountStep.CLOSED",
        "    log(account, AccountStep.CLOSED",
        "tests/test_people.py::test_closed_access_ends_every_session_and_opened_lets_in_again",
    ),
]
