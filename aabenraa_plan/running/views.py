"""How the site is, as JSON: names and true or false. Anybody may ask, so why something fails stands in the log only."""

from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from aabenraa_plan.access import public
from aabenraa_plan.running.health import SERVING, looked_at


@public
@require_safe
@never_cache
def alive(request):
    """The process answers; nothing else is asked."""
    return JsonResponse({"ok": True})


@public
@require_safe
@never_cache
def ready(request):
    """Whether this server can take requests: what a proxy asks before it sends any."""
    found = looked_at()
    return answer(found, ok=all(found[name] for name in SERVING))


@public
@require_safe
@never_cache
def all_well(request):
    """Whether everything is as it should be: what monitoring asks."""
    found = looked_at()
    return answer(found, ok=all(found.values()))


def answer(found: dict[str, bool], *, ok: bool) -> JsonResponse:
    return JsonResponse({"ok": ok, "checks": found}, status=200 if ok else 503)
