"""Papers: the decision as a letter, the certificate of admission, and the page where a certificate is checked."""

import secrets
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gemensam.domains.catalogue.queries import offering_briefs
from gemensam.domains.replies.queries.certificates import CODE_LENGTH, CODE_SIGNS, check_certificate
from gemensam.domains.replies.queries.replies import ReplyView, reply_view
from gemensam.domains.replies.services.issue_certificate import NoPlaceKept, issue_certificate
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.queries import person
from gemensam.foundation.documents.pdf import PDF_MEDIA_TYPE, typeset
from gemensam.interfaces.web.layout.downloads import file_response
from gemensam.interfaces.web.layout.formats import date_sv
from gemensam.interfaces.web.layout.page import missing_is_404, page, public_page
from gemensam.interfaces.web.layout.round_words import round_name
from gemensam.interfaces.web.replies.forms import CertificateForm
from gemensam.interfaces.web.replies.letter import letter_data
from gemensam.interfaces.web.replies.own import shown_result

_TEMPLATES = Path(__file__).parent / "templates"


@page(Permission.OWN_RESULT_READ, Permission.WARD_RESULT_READ, methods=("GET", "HEAD"))
def letter(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """The decisions of the latest result as a letter: three kinds, told apart, with how each may be appealed."""
    now = clock.now()
    found = _reply_or_404(request, application_id, now)
    shown = shown_result(request.actor, found, now)
    if shown is None:
        raise Http404
    who = person(request.actor, found.offer.person_id, at=now)
    briefs = offering_briefs([choice.offering_id for choice in found.offer.choices])
    content = typeset(
        _TEMPLATES / "letter.typ",
        letter_data(found, shown, briefs, name=f"{who.given_name} {who.family_name}"),
        title=_("Beslut om gymnasieansökan"),
        sender=found.offer.round.office_name,
        at=shown.published_at,
        language=get_language() or "sv",
    )
    return file_response(f"beslut-{found.offer.reference}.pdf", PDF_MEDIA_TYPE, content)


@page(Permission.OWN_RESULT_READ, Permission.WARD_RESULT_READ, methods=("GET", "HEAD"))
def certificate(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """The certificate of the place that is kept, with a code that anyone may ask about."""
    now = clock.now()
    found = _reply_or_404(request, application_id, now)
    code = "".join(secrets.choice(CODE_SIGNS) for _sign in range(CODE_LENGTH))
    try:
        issued = issue_certificate(actor=request.actor, application_id=application_id, code=code, at=now)
    except NoPlaceKept:
        messages.error(request, _("Intyget kan hämtas när du har tackat ja till en plats."))
        return redirect("reply", application_id)
    content = typeset(
        _TEMPLATES / "certificate.typ",
        _certificate_data(request, found, issued.offering_id, issued.code, now),
        title=_("Antagningsintyg"),
        sender=found.offer.round.office_name,
        at=issued.issued_at,
        language=get_language() or "sv",
    )
    return file_response(f"antagningsintyg-{found.offer.reference}.pdf", PDF_MEDIA_TYPE, content)


def _certificate_data(
    request: HttpRequest, found: ReplyView, offering_id: UUID, code: str, now: datetime
) -> dict[str, object]:
    who = person(request.actor, found.offer.person_id, at=now)
    brief = offering_briefs([offering_id])[offering_id]
    return {
        "reference": found.offer.reference,
        "name": f"{who.given_name} {who.family_name}",
        "born": who.birth_date.isoformat() if who.birth_date else "",
        "offering": brief.title,
        "school": brief.school,
        "provider": brief.provider,
        "starts": str(found.offer.round.year),
        "round": round_name(found.offer.round.kind, found.offer.round.year, found.offer.round.sequence),
        "code": "-".join(code[start : start + 4] for start in range(0, CODE_LENGTH, 4)),
        "address": f"{settings.PUBLIC_ADDRESS.rstrip('/')}{reverse('certificate_check')}",
        "day": date_sv(now),
    }


@public_page
def check(request: HttpRequest) -> HttpResponse:
    """Whether a certificate is genuine and still holds. Tells nothing of whose it is."""
    form = CertificateForm(request.GET or None)
    context: dict[str, object] = {"form": form, "asked": False}
    if request.GET and form.is_valid():
        found = check_certificate(form.cleaned_data["kod"], now=clock.now())
        brief = offering_briefs([found.offering_id])[found.offering_id] if found.offering_id else None
        context |= {"asked": True, "found": found, "brief": brief}
    return render(request, "replies/templates/check.html", context)


def _reply_or_404(request: HttpRequest, application_id: UUID, now: datetime) -> ReplyView:
    with missing_is_404():
        found = reply_view(request.actor, application_id, now=now)
    if found is None:
        raise Http404
    return found
