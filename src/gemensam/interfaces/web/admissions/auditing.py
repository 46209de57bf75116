"""The auditor's pages: every run, verify again, download the bundle without identities."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.domains.admissions.queries import rounds
from gemensam.domains.admissions.services.download_bundle import download_bundle
from gemensam.domains.admissions.services.start_verification import start_verification
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.jobs import queries as jobs
from gemensam.interfaces.web.layout.downloads import file_response
from gemensam.interfaces.web.layout.page import page


@page(Permission.ROUND_VERIFY, methods=("GET", "HEAD"))
def runs(request: HttpRequest) -> HttpResponse:
    """Every run of the office, also those that were never published."""
    found = Paginator(rounds.runs(request.actor), 30).get_page(request.GET.get("sida"))
    return render(request, "admissions/templates/runs.html", {"page": found})


@page(Permission.ROUND_VERIFY, methods=("GET", "HEAD"))
def run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """One run: hashes, what the verifier said, and the files."""
    try:
        found = rounds.run_for(request.actor, run_id, Permission.ROUND_VERIFY)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    job = jobs.latest(request.actor, key_prefix=f"verify:{run_id}")
    return render(request, "admissions/templates/run.html", {"run": found, "job": job})


@page(Permission.ROUND_VERIFY, methods=("POST",))
def verify(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Let the separate program judge the stored files once more."""
    try:
        start_verification(actor=request.actor, run_id=run_id, at=clock.now())
    except ObjectDoesNotExist as error:
        raise Http404 from error
    messages.info(request, _("Kontrollen har startat. Du kan lämna sidan och komma tillbaka."))
    return redirect("audit_run", run_id)


@page(Permission.ROUND_BUNDLE_DOWNLOAD, methods=("GET", "HEAD"))
def bundle(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Input and result in the open format, without names, numbers or addresses."""
    try:
        content = download_bundle(actor=request.actor, run_id=run_id, at=clock.now())
    except ObjectDoesNotExist as error:
        raise Http404 from error
    return file_response(f"underlag-{run_id}.zip", "application/zip", content)
