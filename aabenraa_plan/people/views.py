"""The administrator's pages: who has an account, in which role, how they log in, and what was done to it."""

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aabenraa_plan.access import Action, requires
from aabenraa_plan.exports import download
from aabenraa_plan.formats import counted
from aabenraa_plan.forms import posted
from aabenraa_plan.meanwhile import mark_of, unless_changed
from aabenraa_plan.models import AccountStep, User
from aabenraa_plan.people import actions
from aabenraa_plan.people.forms import (
    CloseForm,
    CorrectForm,
    InviteForm,
    OpenForm,
    RoleForm,
    SearchForm,
    SecondStepForm,
    SignInsForm,
)
from aabenraa_plan.people.invitations import mailed, path_to, valid_until
from aabenraa_plan.people.own_data import everything_about
from aabenraa_plan.people.references import has_done_something
from aabenraa_plan.people.reporting import found_people, found_sign_ins, means, people
from aabenraa_plan.people.tables import ChangesTable, PeopleTable, SignInTable, sign_in_export
from aabenraa_plan.refusals import NotPossible
from aabenraa_plan.tables import paged

NAMES = ("first_name", "last_name", "email")
SEEN = (*NAMES, "role", "is_active")
"""What the page shows of an account; who saves after another changed it is told, and looks again."""
CHANGED = (
    "En anden administrator ændrede {account}, efter at du åbnede siden: rolle {role}, {access}. "
    "Dit er ikke gemt, men står her endnu. Gem igen, hvis det skal gælde i stedet."
)


def changed_meanwhile(now: User) -> str:
    access = "adgangen er åben" if now.is_active else "adgangen er lukket"
    return CHANGED.format(
        account=f"{now} ({now.email})" if now.email else now, role=now.get_role_display(), access=access
    )


@requires(Action.MANAGE_USERS)
@require_GET
def users(request):
    form = SearchForm(request.GET)
    table = paged(request, PeopleTable(found_people(**form.asked())))
    open_to = counted(people().filter(is_active=True).count(), "person", "personer")
    return render(request, "people/users.html", {"form": form, "table": table, "lead": f"{open_to} må logge ind."})


@requires(Action.MANAGE_USERS)
@never_cache
@require_http_methods(["GET", "POST"])
def invite(request):
    form = InviteForm(posted(request))
    if form.is_valid():
        try:
            person = actions.invite(person=form.person(), by=request.user)
        except NotPossible as problem:
            form.add_error(None, str(problem))
        else:
            return shown_link(request, person)
    return render(request, "people/invite.html", {"form": form})


def shown_link(request, person: User):
    """By mail where that is on; else on this one page, which no browser keeps."""
    link = "" if mailed(person) else request.build_absolute_uri(path_to(person))
    return render(request, "people/link.html", {"account": person, "link": link, "until": valid_until()})


@requires(Action.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def user(request, pk):
    account = get_object_or_404(people(), pk=pk)
    form = CorrectForm(posted(request), account=account, initial=name_of(account))
    if not form.is_valid():
        return account_page(request, account, correct=form)
    said = "Navn og e-mail er gemt."
    return done(request, account, form, name="correct", act=actions.correct_name, said=said)


def name_of(account: User) -> dict[str, str]:
    return {name: getattr(account, name) for name in NAMES}


def account_page(request, account: User, **forms):
    """The account with its forms; those that are given have been filled in."""
    access = OpenForm if not account.is_active else CloseForm
    context = {
        "account": account,
        "seen": mark_of(account, *SEEN),
        "is_own": account == request.user,
        "means": means(account),
        "changes": paged(request, ChangesTable(account.account_changes.select_related("by"))),
        "can_be_deleted": account != request.user and not has_done_something(account),
        "correct": forms.get("correct") or CorrectForm(account=account, initial=name_of(account)),
        "role": forms.get("role") or RoleForm(initial={"role": account.role}, auto_id="rolle_%s"),
        "access": forms.get("access") or access(auto_id="adgang_%s"),
        "second_step": forms.get("second_step") or SecondStepForm(auto_id="trin_%s"),
    }
    return render(request, "people/user.html", context)


@requires(Action.MANAGE_USERS)
@require_POST
def role(request, pk):
    account = get_object_or_404(people(), pk=pk)
    form = RoleForm(request.POST, auto_id="rolle_%s")
    said = "Rollen er ændret. Den gælder nu."
    return done(request, account, form, name="role", act=actions.change_role, said=said)


@requires(Action.MANAGE_USERS)
@require_POST
def access(request, pk):
    """Close it where it is open, and the other way round; `wanted` says which, for it may be another by now."""
    account = get_object_or_404(people(), pk=pk)
    if request.POST.get("wanted") == "open":
        form = OpenForm(request.POST, auto_id="adgang_%s")
        said = "Adgangen er åbnet igen."
        return done(request, account, form, name="access", act=actions.open_access, said=said)
    form = CloseForm(request.POST, auto_id="adgang_%s")
    said = "Adgangen er lukket, og personen er logget ud alle steder."
    return done(request, account, form, name="access", act=actions.close_access, said=said)


@requires(Action.MANAGE_USERS)
@require_POST
def second_step(request, pk):
    account = get_object_or_404(people(), pk=pk)
    form = SecondStepForm(request.POST, auto_id="trin_%s")
    said = "Det andet trin er fjernet. Personen skal sætte et nyt op."
    return done(request, account, form, name="second_step", act=actions.drop_second_step, said=said)


def done(request, account: User, form, *, name: str, act, said: str):
    """Do what the form says, and say so; else the page again, with what was typed."""
    if not form.is_valid():
        return account_page(request, account, **{name: form})
    what = {"account": account, "by": request.user}
    seen = {"standing": lambda: actions.locked(**what), "seen": request.POST.get("seen"), "names": SEEN}
    try:
        unless_changed(**seen, told=changed_meanwhile, act=act, **what, **fields_of(form))
    except NotPossible as problem:
        messages.error(request, str(problem))
        return account_page(request, get_object_or_404(people(), pk=account.pk), **{name: form})
    messages.success(request, said)
    return redirect("user", account.pk)


def fields_of(form) -> dict:
    return {name: form.cleaned_data[name] for name in form.fields}


@requires(Action.MANAGE_USERS)
@never_cache
@require_POST
def link(request, pk):
    try:
        account = actions.renew_link(account=get_object_or_404(people(), pk=pk), by=request.user)
    except NotPossible as problem:
        messages.error(request, str(problem))
        return redirect("user", pk)
    return shown_link(request, account)


@requires(Action.MANAGE_USERS)
@require_POST
def delete(request, pk):
    account = get_object_or_404(people(), pk=pk)
    try:
        actions.delete_account(account=account, by=request.user)
    except NotPossible as problem:
        messages.error(request, str(problem))
        return redirect("user", pk)
    messages.success(request, f"Kontoen {account.username} er slettet.")
    return redirect("users")


@requires(Action.MANAGE_USERS)
@require_GET
def sign_in_log(request):
    form = SignInsForm(request.GET)
    found = found_sign_ins(**form.asked())
    answer = download(request, "login", [sign_in_export(found)]) if "hent" in request.GET else None
    table = SignInTable(found)
    return answer or render(request, "people/sign_ins.html", {"form": form, "table": paged(request, table)})


@requires(Action.MANAGE_USERS)
@never_cache
@require_POST
def export(request, pk):
    """For whoever asked what is kept about them; that it was taken is kept too."""
    account = get_object_or_404(people(), pk=pk)
    actions.log(account, AccountStep.EXPORTED, by=request.user)
    return handed_over(account)


@requires(Action.READ)
@never_cache
@require_GET
def own_export(request):
    return handed_over(request.user)


def handed_over(account: User) -> FileResponse:
    return FileResponse(everything_about(account), as_attachment=True, filename=f"oplysninger-{account.pk}.zip")
