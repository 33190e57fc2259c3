"""Addresses of signing in and of one's own account: the views are allauth's, the addresses and marks ours.

Self-registration, changing one's e-mail address and the library's other doors are left out: what is not
listed here does not exist. Accounts are made by an administrator, or by the municipality's own sign-in.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as provider
from allauth.socialaccount.providers.openid_connect import views as openid
from django.urls import path, re_path
from django.views.decorators.http import require_http_methods

from aabenraa_plan.access import Action, public, requires
from aabenraa_plan.signin import views

GET_AND_POST = require_http_methods(["GET", "POST"])


def own(view):
    """A page of one's own account. Only the two methods it means: the library's forms would take PUT for a POST."""
    return requires(Action.READ)(GET_AND_POST(view))


def own_step(view):
    """A second step of one's own: without it one is led to those there are."""
    return own(views.else_overview(view))


def door(view):
    return public(GET_AND_POST(view))


RESET_KEY = r"^adgangskode/ny/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"

urlpatterns = [
    path("log-ind/", door(account.login), name="account_login"),
    path("log-ud/", door(account.logout), name="account_logout"),
    path("log-ind/lukket/", door(account.account_inactive), name="account_inactive"),
    path("log-ind/kode/", door(mfa.authenticate), name="mfa_authenticate"),
    path("log-ind/kommune/annulleret/", door(provider.login_cancelled), name="socialaccount_login_cancelled"),
    path("log-ind/kommune/fejl/", door(provider.login_error), name="socialaccount_login_error"),
    path("log-ind/kommune/<slug:provider_id>/", door(openid.login), name="openid_connect_login"),
    path("log-ind/kommune/<slug:provider_id>/svar/", door(openid.callback), name="openid_connect_callback"),
    path("adgangskode/glemt/", door(account.password_reset), name="account_reset_password"),
    path("adgangskode/glemt/sendt/", door(account.password_reset_done), name="account_reset_password_done"),
    path(
        "adgangskode/ny/gemt/",
        door(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    re_path(RESET_KEY, door(account.password_reset_from_key), name="account_reset_password_from_key"),
    path("konto/", own(views.own_account), name="account"),
    path("konto/adgangskode/", own(views.change_password), name="account_change_password"),
    path("konto/bekraeft/", own(account.reauthenticate), name="account_reauthenticate"),
    path("konto/totrin/", own(mfa.index), name="mfa_index"),
    path("konto/totrin/bekraeft/", own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("konto/totrin/app/", own(totp.activate_totp), name="mfa_activate_totp"),
    path("konto/totrin/app/fjern/", own_step(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "konto/totrin/noedkoder/",
        own_step(recovery_codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "konto/totrin/noedkoder/nye/", own(recovery_codes.generate_recovery_codes), name="mfa_generate_recovery_codes"
    ),
    path(
        "konto/totrin/noedkoder/hent/",
        own_step(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("konto/totrin/noegler/", own(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("konto/totrin/noegler/ny/", own(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("konto/totrin/noegler/bekraeft/", own(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("konto/totrin/noegler/<int:pk>/", own_step(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "konto/totrin/noegler/<int:pk>/fjern/",
        own_step(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
]
