"""The pages of background work: anyone allowed can leave them and come back."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.jobs import queries
from gemensam.foundation.jobs.services.retry_job import retry_job
from gemensam.interfaces.web.jobs.places import place_of
from gemensam.interfaces.web.layout.page import page, signed_in_page


@page(Permission.JOB_READ, methods=("GET", "HEAD"))
def listing(request: HttpRequest) -> HttpResponse:
    """Jobs that the actor may see, latest first."""
    found = Paginator(queries.jobs(request.actor), 40).get_page(request.GET.get("sida"))
    waiting = queries.overdue(request.actor, now=clock.now()).count()
    return render(request, "jobs/templates/jobs.html", {"page": found, "waiting": waiting})


@signed_in_page
def one(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """One job: how far it has come, what it has said, and where its result is. POST starts a failed one again."""
    try:
        job = queries.job(request.actor, job_id)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    if request.method == "POST":
        retry_job(actor=request.actor, job_id=job_id, at=clock.now())
        messages.info(request, _("Jobbet startar igen."))
        return redirect("job", job_id)
    lines = queries.log_of(request.actor, job_id)
    context = {"job": job, "lines": lines, "place": place_of(request.actor, job.arguments)}
    response = render(request, "jobs/templates/job.html", context)
    if request.htmx and job.state in ("done", "failed"):
        response["HX-Refresh"] = "true"  # the page that asks shows the result instead
    return response
