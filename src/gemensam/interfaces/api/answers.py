"""How the open API answers: caching, faults as problem+json, CSV."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _

from gemensam.foundation.access.declaration import Audience, Declaration
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet, write_workbook
from gemensam.interfaces.api.resource import EIGHT_DIGITS, FOUR_DIGITS, Row

PROBLEM = "application/problem+json"
CSV = "text/csv; charset=utf-8"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SECONDS = 300  # how old an answer may be in a cache
KEPT_SECONDS = 86_400  # how long a browser may remember that it may ask


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


def preflight(declaration: Declaration) -> HttpResponse:
    """What may be asked for, and by which pages' scripts, as a browser asks before it asks."""
    answer = HttpResponse(status=204)
    answer["Allow"] = ", ".join((*declaration.methods, "OPTIONS"))
    if declaration.audience is Audience.EVERYONE:
        answer["Access-Control-Allow-Methods"] = ", ".join(declaration.methods)
        answer["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
        answer["Access-Control-Max-Age"] = str(KEPT_SECONDS)
    return readable(declaration, answer)


def readable(declaration: Declaration, response: HttpResponse) -> HttpResponse:
    """The answer as scripts of any page may read it, its faults too, where everyone may ask."""
    if declaration.audience is Audience.EVERYONE:
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag"
    return response


def finished(declaration: Declaration, request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with its tag, or 304 when the asker has it already; open answers may be read from any page."""
    if response.status_code != 200:
        return readable(declaration, response)
    response["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
    if declaration.audience is Audience.EVERYONE:
        patch_cache_control(response, public=True, max_age=SECONDS)
    answer: Any = get_conditional_response(request, etag=response["ETag"], response=response)
    return readable(declaration, response if answer is None else answer)


def not_understood(faults: Iterable[dict[str, Any]]) -> HttpResponse:
    """422 with every fault of the query at once."""
    told = [{"where": str(one["loc"][-1]), "message": _what(one)} for one in faults]
    return problem(422, _("Frågan går inte att förstå."), told)


def _what(error: dict[str, Any]) -> str:
    """What to do about a fault, by the library's code for it."""
    facts = error.get("ctx", {})
    if error["type"] == "literal_error":
        values = [value for value in re.findall(r"'([^']*)'", facts["expected"]) if value]
        return _("Skriv något av detta: %(values)s.") % {"values": ", ".join(values)}
    if error["type"] == "string_pattern_mismatch":
        texts = {
            FOUR_DIGITS: _("Skriv kommunkoden med fyra siffror, till exempel 2281."),
            EIGHT_DIGITS: _("Skriv skolenhetskoden med åtta siffror."),
        }
        return texts.get(facts["pattern"], _("Ta bort tecken som inte hör hemma i en text."))
    texts = {
        "missing": _("Uppgiften behövs. Lägg till den i frågan."),
        "string_too_short": _("Uppgiften behövs. Skriv något här."),
        "int_parsing": _("Skriv ett heltal."),
        "int_type": _("Skriv ett heltal."),
        "greater_than_equal": _("Skriv ett tal som är minst %(ge)s."),
        "less_than_equal": _("Skriv ett tal som är högst %(le)s."),
        "string_too_long": _("Skriv högst %(max_length)s tecken."),
        "bool_parsing": _("Skriv true eller false."),
        "date_from_datetime_parsing": _("Skriv ett datum som år-månad-dag, till exempel 2026-10-15."),
        "date_from_datetime_inexact": _("Skriv ett datum som år-månad-dag, till exempel 2026-10-15."),
        "date_parsing": _("Skriv ett datum som år-månad-dag, till exempel 2026-10-15."),
    }
    return texts.get(error["type"], _("Värdet går inte att läsa.")) % facts


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
    names, table = _table(row, rows)
    writer.writerow(names)
    writer.writerows([_cell(value) for value in values] for values in table)
    return text.getvalue().encode()


def excel_body(row: type[Row], rows: Iterable[Row]) -> bytes:
    """Rows as an Excel file, for those whose spreadsheet reads CSV with other signs: the names of the fields first."""
    names, table = _table(row, rows)
    found = [
        [_cell(value) if isinstance(value, bool | list) else value for value in values] for values in table
    ]
    columns = [
        OutColumn(title, _kind([values[at] for values in found]), max(12, min(len(title) + 6, 40)))
        for at, title in enumerate(names)
    ]
    return write_workbook([OutSheet("data", columns, found)])


def _kind(values: Iterable[object]) -> ColumnKind:
    known = [value for value in values if value is not None]
    is_number = bool(known) and all(isinstance(value, int | float) for value in known)
    return ColumnKind.NUMBER if is_number else ColumnKind.TEXT


def _table(row: type[Row], rows: Iterable[Row]) -> tuple[list[str], list[list[object]]]:
    names = [field.alias or key for key, field in row.model_fields.items()]
    dumped = (one.model_dump(mode="json", by_alias=True) for one in rows)
    return names, [[values[name] for name in names] for values in dumped]


def file_response(name: str, media_type: str, body: bytes) -> HttpResponse:
    """A file of rows."""
    response = HttpResponse(body, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " | ".join(str(one) for one in value)
    return value
