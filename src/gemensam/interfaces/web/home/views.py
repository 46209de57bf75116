"""The start page, logged out and logged in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gemensam.domains.admissions.queries import offices
from gemensam.foundation.access import clock
from gemensam.interfaces.web.home.doors import doors_for
from gemensam.interfaces.web.home.todo import counsellors_todo
from gemensam.interfaces.web.layout.calendar_words import milestones_of
from gemensam.interfaces.web.layout.navigation import address_of
from gemensam.interfaces.web.layout.page import public_page
from gemensam.interfaces.web.layout.timelines import near


@public_page
def start(request: HttpRequest) -> HttpResponse:
    """What the service is for a visitor; the doors of one's roles for who has logged in. The year for all."""
    context: dict[str, object] = {"year": _year()}
    if request.actor.account_id is None:
        context["offerings_url"] = address_of("offerings")
        return render(request, "home/templates/visitor.html", context)
    context["todo"] = counsellors_todo(request.actor, at=clock.now())
    return render(request, "home/templates/member.html", {**context, "doors": doors_for(request.actor)})


def _year() -> dict[str, object] | None:
    """The dates of the admission year, which are public; None before there are any."""
    office = offices.any_office()
    now = clock.now()
    dates = offices.calendar(office_id=office.id, year=office.year, now=now) if office else ()
    if not dates:
        return None
    milestones, today = milestones_of(dates), timezone.localdate(now)
    return {"near": near(milestones, today), "all": milestones, "today": today}
