"""Next year's budget made of an older one: choose it, correct its lines, and go on to the preview."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from aabenraa_plan.access import Action, requires
from aabenraa_plan.formats import counted
from aabenraa_plan.forms import posted
from budget.copying.forms import CopyForm
from budget.copying.grid import GridForm
from budget.copying.sources import Copy
from budget.wording import thousands
from extracts.actions import keep_upload
from extracts.models import Origin


@requires(Action.UPLOAD)
@require_http_methods(["GET", "POST"])
def budget_copy(request):
    chosen = CopyForm(request.GET if "til" in request.GET else None, as_of=request.as_of)
    if not chosen.is_valid():
        return render(request, "budget/copy.html", {"form": chosen})
    copy = chosen.copy()
    form = GridForm(posted(request), copy=copy)
    if form.is_valid():
        name = f"Budget {copy.year}, kopieret fra {copy.old.title}"
        by = {"by": request.user, "origin": Origin.HAND}
        return redirect("upload", keep_upload(form.examined, data=form.file, file_name=name, **by).pk)
    return render(request, "budget/copy_grid.html", {"form": form, "copy": copy, "lead": lead(copy)})


def lead(copy: Copy) -> str:
    """`16 linjer fra vedtaget budget 2023, i alt 470.716 t.kr. …`"""
    lines = counted(len(copy.lines), "linje", "linjer")
    said = f"{lines} fra {copy.old.title}, i alt {thousands(copy.before)} t.kr."
    if copy.after == copy.before:
        return f"{said} Beløbene er kopieret, som de står."
    return f"{said} Med ændringerne bliver det {thousands(copy.after)} t.kr."
