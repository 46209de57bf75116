"""How the open API answers: caching, faults as problem+json, CSV."""

import csv
import io
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _

from gemensam.foundation.access.declaration import Audience, Declaration
from gemensam.interfaces.api.resource import Row

PROBLEM = "application/problem+json"
CSV = "text/csv; charset=utf-8"
SECONDS = 300  # how old an answer may be in a cache


def problem(status: int, title: str, errors: Sequence[dict[str, str]] = ()) -> HttpResponse:
    """A fault as RFC 9457 says: what is wrong, and where."""
    content: dict[str, Any] = {"type": "about:blank", "title": title, "status": status}
    if errors:
        content["errors"] = list(errors)
    return JsonResponse(
        content, status=status, content_type=PROBLEM, json_dumps_params={"ensure_ascii": False}
    )


def refusal(declaration: Declaration, request: HttpRequest) -> HttpResponse | None:
    """What to answer instead of the resource, or None when the request may go on."""
    if declaration.audience is not Audience.EVERYONE:
        actor = request.actor  # type: ignore[attr-defined]  # set by ActorMiddleware
        held = declaration.audience is Audience.SIGNED_IN or any(
            actor.has(permission) for permission in declaration.permissions
        )
        if actor.account_id is None or not held:
            return problem(403, _("Du får inte läsa det här."))
    if request.method not in declaration.methods:
        answer = problem(405, _("Här går det bara att läsa."))
        answer["Allow"] = ", ".join(declaration.methods)
        return answer
    return None


def finished(declaration: Declaration, request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with its tag, or 304 when the asker has it already; open answers may be read from any page."""
    if response.status_code != 200:
        return response
    response["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
    if declaration.audience is Audience.EVERYONE:
        response["Access-Control-Allow-Origin"] = "*"
        patch_cache_control(response, public=True, max_age=SECONDS)
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    return response if answer is None else answer  # type: ignore[return-value]  # stubs say the wider type


def unknown_parameters(request: HttpRequest, known: Iterable[str]) -> list[dict[str, str]]:
    """A fault for each parameter that nobody has heard of: a misspelt filter must not pass as no filter."""
    names = sorted(known)
    return [
        {
            "where": name,
            "message": _("Parametern finns inte. Det här går att fråga efter: %(names)s.")
            % {"names": ", ".join(names)},
        }
        for name in sorted(set(request.GET) - set(names))
    ]


def page_address(request: HttpRequest, page: int) -> str:
    """The address of another page of the same answer."""
    values = request.GET.copy()
    values["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{urlencode(sorted(values.items()))}")


def csv_body(row: type[Row], rows: Iterable[Row]) -> bytes:
    """Rows as CSV (RFC 4180, UTF-8): the names of the fields first, nothing where there is no value."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    names = [field.alias or key for key, field in row.model_fields.items()]
    writer.writerow(names)
    for one in rows:
        values = one.model_dump(mode="json", by_alias=True)
        writer.writerow([_cell(values[name]) for name in names])
    return text.getvalue().encode()


def csv_response(name: str, body: bytes) -> HttpResponse:
    """A file of rows."""
    response = HttpResponse(body, content_type=CSV)
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value
