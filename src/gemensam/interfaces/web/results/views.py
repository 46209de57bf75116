"""The applicant's result: what it came to, and why."""

from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gemensam.domains.admissions.queries import offices, result_times, results
from gemensam.domains.admissions.services.record_shown_result import record_shown_result
from gemensam.domains.catalogue.queries import municipality_names
from gemensam.domains.replies.queries.replies import reply_view
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.layout.page import page
from gemensam.interfaces.web.results.explaining import explained


@page(Permission.OWN_RESULT_READ, Permission.WARD_RESULT_READ, methods=("GET", "HEAD"))
def mine(request: HttpRequest) -> HttpResponse:
    """Every result that the reader may see or waits for. With one only, and none to wait for, straight to it."""
    now = clock.now()
    found = results.my_results(request.actor, now=now)
    awaited = result_times.awaited_results(request.actor, now=now)
    if len(found) == 1 and not awaited:
        return redirect("my_result", found[0].page_id)
    context = {"results": found, "awaited": awaited, "coming": _coming(now)[:1], "now": now}
    return render(request, "results/templates/mine.html", context)


def _coming(now: datetime) -> list[offices.DateView]:
    """The days of results that lie ahead in the office's calendar."""
    office = offices.any_office()
    dates = offices.calendar(office_id=office.id, year=office.year, now=now) if office else ()
    return [date for date in dates if not date.passed and date.event.endswith("_published")]


@page(Permission.OWN_RESULT_READ, Permission.WARD_RESULT_READ, methods=("GET", "HEAD"))
def one(request: HttpRequest, page_id: int) -> HttpResponse:
    """One result, choice by choice. That it was shown, and when, is kept."""
    now = clock.now()
    try:
        found = results.result(request.actor, page_id, now=now)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    record_shown_result(actor=request.actor, page_id=page_id, at=now)
    others = [one for one in results.my_results(request.actor, now=now) if one.page_id != page_id]
    reply = reply_view(request.actor, found.application_id, now=now)
    current = reply if reply is not None and reply.offer.round.round_id == found.round_id else None
    context = {"result": found, "others": others, "reply": current, "can_pre_answer": reply is None}
    context |= explained(found, municipality_names())
    return render(request, "results/templates/result.html", context)
