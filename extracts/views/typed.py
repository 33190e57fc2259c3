"""What somebody typed before a step was refused, so that the form has it still. Never a CPR number: it was checked."""


def keep(request, pk: int, **said):
    request.session["typed"] = {"pk": pk} | said


def typed(request, pk: int) -> dict:
    kept = request.session.get("typed", {})
    return kept if kept.get("pk") == pk else {}


def forget(request):
    request.session.pop("typed", None)
