"""The start page of those who read what is published."""

from django.contrib import messages
from django.shortcuts import render

from reports.front_page import front_page

# What was typed is not shown again: it could hold a CPR number.
NO_SUCH_PLAN = "Der er ikke udgivet en rapport om den plan. Siden viser en anden."


def committee_front(request):
    asked = request.GET.get("plan", "")
    front = front_page(asked, request.as_of)
    if asked and front["slug"] and asked != front["slug"]:
        messages.error(request, NO_SUCH_PLAN)
    return render(request, "reports/front.html", {"front": front})
