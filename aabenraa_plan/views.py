"""The administrator's pages: who has an account, and in which role."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from aabenraa_plan.access import Action, requires
from aabenraa_plan.accounts import with_random_password
from aabenraa_plan.formats import counted
from aabenraa_plan.forms import AccountForm, NewUserForm, posted
from aabenraa_plan.models import Role, User
from aabenraa_plan.tables import UserTable, paged


@requires(Action.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def users(request):
    form, context = NewUserForm(posted(request)), {}
    if form.is_valid():
        user = form.save(commit=False)
        context = {"new_password": with_random_password(user), "new_user": user}
        form = NewUserForm()
    people = User.objects.exclude(role=Role.SYSTEM)
    table = UserTable(people)
    paged(request, table)
    lead = f"{counted(people.filter(is_active=True).count(), 'person', 'personer')} må logge ind."
    return render(request, "aabenraa_plan/users.html", {"form": form, "table": table, "lead": lead, **context})


@requires(Action.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def user(request, pk):
    account = get_object_or_404(User.objects.exclude(role=Role.SYSTEM), pk=pk)
    form = AccountForm(posted(request), instance=account)
    if form.is_valid():
        if account == request.user and not (form.cleaned_data["is_active"] and account.role == Role.ADMINISTRATOR):
            messages.error(request, "Du kan ikke fjerne din egen adgang. Bed en anden administrator om det.")
            return redirect("user", pk)
        form.save()
        messages.success(request, "Ændringen er gemt.")
        return redirect("users")
    lead = f"{account} er {account.get_role_display().lower()}."
    return render(request, "aabenraa_plan/user.html", {"account": account, "form": form, "lead": lead})
