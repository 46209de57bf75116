"""Review, send, receipt, take back."""

from pathlib import Path
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from gemensam.domains.applications.inputs.steps import lacking, unfinished
from gemensam.domains.applications.queries.filings import FilingView, filing
from gemensam.domains.applications.queries.my_application import DraftView, draft_view
from gemensam.domains.applications.queries.requests import own_papers
from gemensam.domains.applications.queries.sending import answers_until, sending_for
from gemensam.domains.applications.queries.wishes import office_wishes
from gemensam.domains.applications.services.discard_changes import discard_changes
from gemensam.domains.applications.services.submit_application import SendingRefused, submit_application
from gemensam.domains.applications.services.withdraw_application import withdraw_application
from gemensam.domains.applications.states import StaleDraft, TransitionRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.pdf import PDF_MEDIA_TYPE, typeset
from gemensam.interfaces.web.applications import drafting
from gemensam.interfaces.web.applications.drafting import FROM_REVIEW
from gemensam.interfaces.web.applications.receipts import changes_told, receipt_data
from gemensam.interfaces.web.applications.steps import WRITERS
from gemensam.interfaces.web.applications.words import REFUSALS
from gemensam.interfaces.web.layout.downloads import file_response
from gemensam.interfaces.web.layout.page import missing_is_404, page

RECEIPT = Path(__file__).parent / "templates" / "receipt.typ"


@page(*WRITERS, methods=("GET", "HEAD"))
def review(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Everything that would be sent, with what is late, before anything is sent."""
    draft = drafting.whole_draft(request, draft_id)
    view = draft.view
    sending = sending_for(
        office_id=view.office_id, year=view.year, person_id=view.person_id, at=clock.now(),
        general=draft.overview.sending,
    )  # fmt: skip
    content = draft.view.content
    context = {
        **drafting.step_context(draft, "review"),
        "version": draft.view.version,
        "key": uuid4(),
        "sending": sending,
        "answers_until": answers_until(sending, office_id=view.office_id, year=view.year, at=clock.now()),
        "lacking": [draft.address(code) + FROM_REVIEW for code in lacking(draft.steps, content)],
        "answers": _answers(draft),
        "papers": [
            paper
            for paper in own_papers(request.actor, draft_id, at=clock.now())
            if content.answer(paper.kind).asked
        ],
        "any_late": any(line.late for line in draft.overview.lines),
        "unfinished": [
            (step.kind, draft.address(step.code) + FROM_REVIEW) for step in unfinished(draft.steps, content)
        ],
        "most": office_wishes(view.office_id).most_choices,
    }
    return render(request, "applications/templates/review.html", context)


def _answers(draft: drafting.Draft) -> list[dict[str, object]]:
    """What is asked for besides grades, question by question."""
    titles = {line.id: line.title for line in draft.overview.lines}
    rows = []
    for step in draft.steps:
        if step.kind:
            answer = draft.view.content.answer(step.kind)
            names = [titles[pk] for pk in answer.offerings if pk in titles]
            rows.append(
                {
                    "kind": step.kind,
                    "url": draft.address(step.code) + FROM_REVIEW,
                    "answer": answer,
                    "names": names,
                }
            )
    return rows


@page(*WRITERS, methods=("POST",))
def send(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Send in what was reviewed. The same press twice gives the same receipt."""
    drafting.draft_or_404(request, draft_id)
    return _sent(request, draft_id, submit_application)


@page(*WRITERS)
def withdraw(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Take the application back; what it means is said first."""
    draft = drafting.whole_draft(request, draft_id)
    if not draft.view.may_send:
        raise PermissionDenied(Permission.OWN_APPLICATION_WRITE)
    if request.method == "POST":
        return _sent(request, draft_id, withdraw_application)
    context = {**drafting.step_context(draft, "review"), "version": draft.view.version, "key": uuid4()}
    return render(request, "applications/templates/withdraw.html", context)


def _sent(request: HttpRequest, draft_id: UUID, service: object) -> HttpResponse:
    """Call the service; each refusal leads to where it can be mended."""
    key = drafting.read_key(request)
    if key is None:
        return redirect("application_review", draft_id)
    try:
        made = service(  # type: ignore[operator]  # one of the two services above
            actor=request.actor,
            draft_id=draft_id,
            version=drafting.read_version(request),
            key=key,
            at=clock.now(),
        )
    except StaleDraft:
        messages.warning(
            request,
            _(
                "Ansökan ändrades i en annan flik eller av någon annan. Granska den en gång till innan du skickar."
            ),
        )
        return redirect("application_review", draft_id)
    except SendingRefused as refused:
        messages.error(request, str(REFUSALS[refused.code]))
        return redirect("application_review", draft_id)
    except TransitionRefused:
        messages.info(request, _("Det finns inget nytt att skicka. Så här står din ansökan."))
        return redirect("my_application")
    return redirect("application_receipt", draft_id, made.number)


@page(*WRITERS, methods=("POST",))
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw away what was changed since the last sending."""
    drafting.draft_or_404(request, draft_id)
    try:
        discard_changes(
            actor=request.actor, draft_id=draft_id, version=drafting.read_version(request), at=clock.now()
        )
    except (StaleDraft, TransitionRefused):
        messages.warning(request, _("Ansökan har ändrats sedan du öppnade sidan. Ingenting kastades."))
    else:
        messages.success(request, _("Allt är nu som när du skickade senast."))
    return redirect("my_application")


@page(*WRITERS, methods=("GET", "HEAD"))
def receipt(request: HttpRequest, draft_id: UUID, number: int) -> HttpResponse:
    """What was sent, when, and what happens next."""
    found, draft = _receipt(request, draft_id, number)
    sending = sending_for(
        office_id=draft.office_id, year=draft.year, person_id=draft.person_id, at=clock.now()
    )
    context = {"filing": found, "draft": draft, "sending": sending, "changes": changes_told(found)}
    return render(request, "applications/templates/receipt.html", context)


@page(*WRITERS, methods=("GET", "HEAD"))
def receipt_pdf(request: HttpRequest, draft_id: UUID, number: int) -> HttpResponse:
    """The same on paper: tagged for screen readers, fit for archives."""
    found, _draft = _receipt(request, draft_id, number)
    data, title, sender = receipt_data(found)
    language = translation.get_language() or "sv"
    content = typeset(RECEIPT, data, title=title, sender=sender, at=found.sent_at, language=language)
    return file_response(f"kvitto-{found.receipt}.pdf", PDF_MEDIA_TYPE, content)


def _receipt(request: HttpRequest, draft_id: UUID, number: int) -> tuple[FilingView, DraftView]:
    with missing_is_404():
        draft = draft_view(request.actor, draft_id, at=clock.now())
        return filing(request.actor, draft_id, number, at=clock.now()), draft
