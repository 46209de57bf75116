"""The applicant's result: what it came to, and why."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gemensam.domains.admissions.queries import offices, result_times, results
from gemensam.domains.admissions.services.record_shown_result import record_shown_result
from gemensam.domains.catalogue.queries import municipality_names
from gemensam.domains.replies.queries.result_replies import latest_answered, reply_of_result
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.results.explaining import explained


@page(Permission.OWN_RESULT_READ, Permission.WARD_RESULT_READ, methods=("GET", "HEAD"))
def mine(request: HttpRequest) -> HttpResponse:
    """Every result that the reader may see or waits for. With one only, and none to wait for, that one itself."""
    now = clock.now()
    # what is awaited first: published in between, it is in both lists and never in none
    awaited = result_times.awaited_results(request.actor, now=now)
    found = results.my_results(request.actor, now=now)
    if len(found) == 1 and not awaited:
        return _shown(request, found, found[0], now)
    told = bool(found or awaited) or results.has_news_to_come(request.actor, now=now)
    context = {"results": found, "awaited": awaited, "told": told, "coming": _coming(now)[:1], "now": now}
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
    found = results.my_results(request.actor, now=now)
    with missing_is_404():
        wanted = results.picked(found, page_id)
    return _shown(request, found, wanted, now)


def _shown(
    request: HttpRequest, found: list[results.ResultView], wanted: results.ResultView, now: datetime
) -> HttpResponse:
    record_shown_result(actor=request.actor, page_id=wanted.page_id, at=now)
    latest = latest_answered(found, wanted.application_id)
    context = {
        "result": wanted,
        "others": [one for one in found if one is not wanted],
        "reply": reply_of_result(request.actor, wanted, now=now) if latest is wanted else None,
        "can_pre_answer": latest is None,
        **explained(wanted, municipality_names(), results.orders_of(wanted)),
    }
    return render(request, "results/templates/result.html", context)
