"""Turns the resources of every file of this folder into addresses with a description and declared access."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from inspect import Parameter, Signature
from pkgutil import iter_modules
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Router, Schema
from ninja import Query as FromQuery
from ninja.errors import ValidationError
from pydantic import create_model

import gemensam.interfaces.api as folder
from gemensam.foundation.access.actors import ANONYMOUS
from gemensam.foundation.access.declaration import Declaration
from gemensam.foundation.directory.editions import Kept
from gemensam.interfaces.api.answers import (
    CSV,
    EXCEL,
    PROBLEM,
    csv_body,
    excel_body,
    file_response,
    finished,
    not_understood,
    page_address,
    preflight,
    problem,
    readable,
    refusal,
    unknown_parameters,
)
from gemensam.interfaces.api.resource import EVERYONE, Collection, Item, Paging, Row

View = Callable[..., Any]
MadeOf = Callable[[type[Row], Iterable[Row]], bytes]
# All rows at once: the end of the name, the media type, what makes the file.
FILES: tuple[tuple[str, str, MadeOf], ...] = (("csv", CSV, csv_body), ("xlsx", EXCEL, excel_body))
READABLE = {"ensure_ascii": False, "indent": 1}
DESCRIPTION = (
    "Öppna data om gymnasieutbildningar: läs fritt, utan konto och nyckel. Samma uppgifter som på webbplatsen, "
    "utan personuppgifter; siffror som få personer ligger bakom finns inte med."
)


class Fault(Schema):
    """Where something is wrong, and what."""

    where: str
    message: str


class Problem(Schema):
    """A fault (RFC 9457)."""

    type: str
    title: str
    status: int
    errors: list[Fault] = []


def resources() -> Iterator[Collection | Item]:
    """Every resource of every file in this folder, in the order of the files' names."""
    for module in sorted(iter_modules(folder.__path__), key=lambda found: found.name):
        yield from getattr(import_module(f"{folder.__name__}.{module.name}"), "RESOURCES", ())


def build() -> tuple[NinjaAPI, dict[str, Declaration]]:
    """The API, and each address's declaration by its name."""
    api = NinjaAPI(
        title="Gemensam", version="1", description=DESCRIPTION, openapi_url=None, docs_url=None,
        urls_namespace="open_api",
    )  # fmt: skip
    api.add_exception_handler(ValidationError, _not_understood)
    for missing in (ObjectDoesNotExist, Http404):
        api.add_exception_handler(missing, _not_found)
    router = Router()
    access: dict[str, Declaration] = {}
    for one in resources():
        names = _add_collection(router, one) if isinstance(one, Collection) else _add_item(router, one)
        access |= dict.fromkeys(names, one.access)
    api.add_router("", router)
    return api, access


def _add_collection(router: Router, one: Collection) -> tuple[str, ...]:
    paged = type(f"{one.filters.__name__}Paged", (one.filters, Paging), {"__module__": __name__})
    page_of = create_model(
        f"{one.row.__name__}Page",
        __base__=Schema,
        items=(list[one.row], ...),  # type: ignore[name-defined]  # the class itself
        page=(int, ...),
        size=(int, ...),
        total=(int, ...),
        next=(str | None, None),
    )

    def as_json(request: HttpRequest, query: Any) -> Any:
        if faults := unknown_parameters(request, _names(paged)):
            return problem(422, _("Frågan går inte att förstå."), faults)
        return _page(one, request, query)

    of_query: Any = FromQuery  # generic where it is used, a function in the stubs
    _declare(as_json, query=of_query[paged])
    _add(router, one, as_json, name=one.name, path=one.path, response={200: page_of, 422: Problem})
    for kind, media_type, made in FILES:
        _add_file(router, one, kind, media_type, made)
    return f"api_{one.name}", *(f"api_{one.name}_{kind}" for kind, _media_type, _made in FILES)


def _add_file(router: Router, one: Collection, kind: str, media_type: str, made: MadeOf) -> None:
    """All rows in one file."""
    kept = _kept_whole(one, made)

    def as_file(request: HttpRequest, query: Any) -> HttpResponse:
        if faults := unknown_parameters(request, _names(one.filters)):
            return problem(422, _("Frågan går inte att förstå."), faults)
        body = _whole(one, made, request, query) if kept is None or request.GET else kept.get(one.name)
        return file_response(f"{one.path.strip('/')}.{kind}", media_type, body)

    of_query: Any = FromQuery
    _declare(as_file, query=of_query[one.filters])
    content = {"schema": {"type": "string"} if kind == "csv" else {"type": "string", "format": "binary"}}
    answer = {"description": "OK", "content": {media_type.partition(";")[0]: content}}
    _add(
        router, one, as_file, name=f"{one.name}_{kind}", path=f"{one.path}.{kind}", response={422: Problem},
        openapi_extra={"responses": {200: answer}},
    )  # fmt: skip


def _whole(one: Collection, made: MadeOf, request: HttpRequest, query: Any) -> bytes:
    return made(one.row, one.show(request, list(one.find(request, query))))


def _kept_whole(one: Collection, made: MadeOf) -> Kept[str, bytes] | None:
    """The whole file as everyone may have it, kept by each process until one of its registers changes."""
    if not one.registers or one.access is not EVERYONE:
        return None

    def make(_name: str) -> bytes:
        request = HttpRequest()
        request.actor = ANONYMOUS  # type: ignore[attr-defined]  # as ActorMiddleware does
        return _whole(one, made, request, one.filters())

    return Kept[str, bytes](*one.registers, make=make, most=1)


def _page(one: Collection, request: HttpRequest, query: Any) -> dict[str, object]:
    found = one.find(request, query)
    total = len(found) if isinstance(found, list | tuple) else found.count()  # type: ignore[call-arg]  # a queryset
    first = (query.page - 1) * query.size
    return {
        "items": one.show(request, list(found[first : first + query.size])),
        "page": query.page,
        "size": query.size,
        "total": total,
        "next": page_address(request, query.page + 1) if first + query.size < total else None,
    }


def _add_item(router: Router, one: Item) -> tuple[str]:
    def by_id(request: HttpRequest, **parts: UUID) -> Any:
        if faults := unknown_parameters(request, ()):
            return problem(422, _("Frågan går inte att förstå."), faults)
        return one.find(request, parts[one.part])

    _declare(by_id, **{one.part: UUID})
    path_of = f"{one.path}/{{uuid:{one.part}}}"
    _add(router, one, by_id, name=one.name, path=path_of, response={200: one.row, 404: Problem, 422: Problem})
    return (f"api_{one.name}",)


def _add(router: Router, one: Collection | Item, view: View, *, name: str, path: str, **more: Any) -> None:
    router.get(
        path, operation_id=name, url_name=f"api_{name}", summary=one.summary, description=one.description,
        tags=[one.tag], by_alias=True, **more,
    )(view)  # fmt: skip


def _declare(view: View, **parts: Any) -> None:
    """Say of what types the view's parts are, for the library to read and describe them."""
    kind = Parameter.POSITIONAL_OR_KEYWORD
    described = [Parameter(name, kind, annotation=annotation) for name, annotation in parts.items()]
    signature = Signature([Parameter("request", kind), *described])
    view.__signature__ = signature  # type: ignore[attr-defined]  # functions take attributes


def _names(schema: type[Schema]) -> list[str]:
    return [field.alias or name for name, field in schema.model_fields.items()]


def _not_understood(request: HttpRequest, error: Any) -> HttpResponse:
    return not_understood(error.errors)


def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(404, _("Det finns inget på den adressen."))


def addresses() -> list[URLPattern]:
    """Every address of the API, guarded as declared, and its description."""
    api, access = build()
    patterns: list[Any] = api.urls[0]
    made = [
        path(str(pattern.pattern), _guarded(access[pattern.name], pattern.callback), name=pattern.name)
        for pattern in patterns
        if pattern.name in access
    ]

    @cache
    def described(language: str | None) -> dict[str, Any]:
        return _described(api)

    def description(request: HttpRequest) -> HttpResponse:
        return JsonResponse(described(get_language()), json_dumps_params=READABLE)

    def start(request: HttpRequest) -> HttpResponse:
        address = request.build_absolute_uri(reverse("api_description"))
        return JsonResponse({"description": address})

    def nothing_here(request: HttpRequest, nothing: str) -> HttpResponse:
        return _not_found(request, None)

    return [
        path("", _guarded(EVERYONE, start), name="api_start"),
        path("openapi.json", _guarded(EVERYONE, description), name="api_description"),
        *made,
        path("<path:nothing>", _guarded(EVERYONE, nothing_here), name="api_nothing"),
    ]


def _described(api: NinjaAPI) -> dict[str, Any]:
    """The OpenAPI description, in which faults have their own media type."""
    described: dict[str, Any] = api.get_openapi_schema(path_prefix="/api/v1/")
    for methods in described["paths"].values():
        for status, answer in methods["get"]["responses"].items():
            if int(status) >= 400:
                answer["content"] = {PROBLEM: answer["content"].pop("application/json")}
    return described


def _guarded(declaration: Declaration, view: View) -> View:
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "OPTIONS":
            return preflight(declaration)
        answer = refusal(declaration, request)
        if answer is not None:
            return readable(declaration, answer)
        asked, request.method = request.method, "GET"  # HEAD is GET whose content the server leaves out
        answer = view(request, *args, **kwargs)
        request.method = asked
        return finished(declaration, request, answer)

    guarded.access = declaration  # type: ignore[attr-defined]  # functions take attributes
    guarded.csrf_exempt = True  # type: ignore[attr-defined]  # nothing here changes anything
    return guarded
