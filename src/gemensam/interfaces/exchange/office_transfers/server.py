"""Takes transfers from another office's Gemensam, and answers whether they have been read in.

The other office shows its key; what it sends waits for an officer here to look at it and read it in.
"""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from gemensam.domains.admissions.queries.offices import OfficeView
from gemensam.domains.transfers.inputs.reading import FileRefused
from gemensam.domains.transfers.queries.arrivals import ArrivalView, office_with_key, receipt_of
from gemensam.domains.transfers.services.receive_transfer import receive_transfer
from gemensam.foundation.access import clock
from gemensam.foundation.access.actors import SYSTEM
from gemensam.foundation.access.declaration import READ, Audience, Declaration

View = Callable[..., HttpResponse]
_PROBLEM: Final = "application/problem+json"


def _for_programs(*methods: str) -> Callable[[View], View]:
    """Open to every address: who asks is known by the key. No browser sends a form here."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            answer = view(request, *args, **kwargs)
            answer["Cache-Control"] = "no-store"
            return answer

        guarded.access = Declaration(Audience.EVERYONE, methods=methods)  # type: ignore[attr-defined]  # functions take attributes
        guarded.csrf_exempt = True  # type: ignore[attr-defined]  # the same
        return guarded

    return declare


@_for_programs("POST")
def receive(request: HttpRequest) -> HttpResponse:
    """Take a file. 202 with its receipt so far; 401 without a known key; 422 with every fault of the file."""
    known = office_with_key(_key_digest(request))
    if known is None:
        return _problem(401, "key")
    other_id, office = known
    if int(request.headers.get("Content-Length") or 0) > settings.UPLOAD_LIMIT_BYTES:
        return _problem(413, "too_large")
    try:
        made = receive_transfer(
            actor=SYSTEM, other_id=other_id, year=office.year, content=request.body, at=clock.now()
        )
    except FileRefused as refused:
        faults = [
            {"applicant": one.applicant, "field": one.field, "code": one.code} for one in refused.faults
        ]
        return _problem(422, "file", faults)
    return _receipt(office, receipt_of(key_digest=_key_digest(request), sender_id=made.sender_id), 202)


@_for_programs(*READ)
def receipt(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """What has become of a file: 404 when it has not come, ``importedAt`` null until it has been read in."""
    known = office_with_key(_key_digest(request))
    if known is None:
        return _problem(404, "unknown")
    return _receipt(known[1], receipt_of(key_digest=_key_digest(request), sender_id=transfer_id), 200)


def _receipt(office: OfficeView, found: ArrivalView | None, status: int) -> HttpResponse:
    if found is None:
        return _problem(404, "unknown")
    told = {
        "office": office.name,
        "state": found.state,
        "sha256": found.digest,
        "counts": {name: getattr(found, name) for name in ("applicants", "wishes", "grades", "statements")},
        "takenWishes": found.taken_wishes,
        "receivedAt": found.received_at.isoformat(),
        "importedAt": found.imported_at.isoformat() if found.imported_at else None,
    }
    return JsonResponse(told, status=status)


def _key_digest(request: HttpRequest) -> str:
    scheme, _space, key = request.headers.get("Authorization", "").partition(" ")
    return sha256(key.strip().encode()).hexdigest() if scheme.lower() == "bearer" and key.strip() else ""


def _problem(status: int, code: str, errors: object = None) -> HttpResponse:
    body = {"type": "about:blank", "title": code, "status": status, "errors": errors or []}
    return JsonResponse(body, status=status, content_type=_PROBLEM)
