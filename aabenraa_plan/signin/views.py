"""One's own account, and the library's pages where something of theirs would lead nowhere."""

from functools import wraps

from allauth.account import views as account
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from aabenraa_plan.signin.gate import came_by_provider, second_steps
from aabenraa_plan.signin.texts import MEANS, NO_PASSWORD_HERE

LAST_SHOWN = 10


def own_account(request):
    context = {
        "sign_ins": [(row, MEANS.get(row.how, row.how)) for row in request.user.sign_ins.all()[:LAST_SHOWN]],
        "in_two_steps": second_steps(request.user).exists(),
        "by_provider": came_by_provider(request),
    }
    return render(request, "account/own.html", context)


def change_password(request):
    if request.user.has_usable_password():
        return account.password_change(request)
    messages.info(request, NO_PASSWORD_HERE)
    return redirect("account")


def else_overview(view):
    """A second step that is not there (any longer) is looked for among those that are."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return redirect("mfa_index")

    return answer
