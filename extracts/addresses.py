"""Keeps CPR numbers out of what a page makes of its address."""

from django.contrib import messages

from extracts.cpr import holds_cpr

TAKEN_OUT = "Noget i adressen lignede et CPR-nummer og er taget ud. Intet er gemt."


class NoCprInAddresses:
    """Drops what looks like a CPR number from the query, so that no link on the page carries it on."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        found = [name for name, texts in request.GET.lists() if holds_cpr(name) or any(map(holds_cpr, texts))]
        if found:
            messages.error(request, TAKEN_OUT)
            request.GET = request.GET.copy()
            for name in found:
                del request.GET[name]
            request.META["QUERY_STRING"] = request.GET.urlencode()
        return self.get_response(request)
