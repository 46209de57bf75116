"""The sweep itself: every address × method × role × object, against what is declared.

An address is declared by its view (``layout/page.py``) or, for a library's view, by ``layout/declarations.py``.
An address with parts in it needs objects from ``sweep_objects.py``, which also say which roles may reach each.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, resolve

from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.access.roles import ROLES, Role
from gemensam.interfaces.web.layout.declarations import library_declaration
from gemensam.interfaces.web.layout.page import Audience, Declaration, declared
from tests.repository.sweep_world import CANARIES, Near, World

METHODS = (
    "GET",
    "POST",
    "PUT",
    "DELETE",
)  # the others take the same way: tests/interfaces/web/access/test_page.py
ANONYMOUS = None
WHO: tuple[Role | None, ...] = (ANONYMOUS, *Role)
# A library's view knows nothing of roles: someone logged out, a pupil and someone on the staff are enough.
WHO_AT_LIBRARY: tuple[Role | None, ...] = (ANONYMOUS, Role.PUPIL, Role.OFFICE_OFFICER)


@dataclass(frozen=True)
class Address:
    """One URL pattern: its route with the parts named, and its declaration."""

    route: str
    name: str
    parts: tuple[str, ...]
    declaration: Declaration | None
    ours: bool  # a view of our own; a library's view may answer in its own ways

    def path(self, values: dict[str, object]) -> str:
        """The address with the parts filled in."""
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(values[match.group(1)]), self.route)


@dataclass(frozen=True)
class Thing:
    """An object to put in an address: how far it is, and which roles may reach it (None = all declared).

    ``senders`` is for an address where fewer may send than may read (None = the readers).
    """

    near: Near
    values: dict[str, object]
    readers: frozenset[Role] | None = None
    senders: frozenset[Role] | None = None


Provider = Callable[[World], list[Thing]]
# Addresses whose Excel file asks for more than the page does: name → the permission.
DOWNLOADS = {"applicants": Permission.APPLICANT_EXPORT, "reply_people": Permission.APPLICANT_EXPORT}
# What a page leads or sends to.
LINKS = re.compile(r'(?:href|action|hx-get|hx-post)="(/[^"?#]*)')
# Pages whose links are examples of how links look.
EXAMPLES = ("gallery", "gallery_component")


def addresses(patterns: list[Any], prefix: str = "") -> Iterator[Address]:
    """Every address below the patterns."""
    for pattern in patterns:
        route = prefix + _plain(pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            own = declared(pattern.callback)
            yield Address(
                route=route,
                name=pattern.name or "",
                parts=tuple(re.findall(r"<(?:\w+:)?(\w+)>", route)),
                declaration=own or library_declaration(pattern.name),
                ours=own is not None,
            )


def _plain(pattern: URLPattern | URLResolver) -> str:
    """The route in ``<name>`` form, also where it is written as a regular expression."""
    text = str(pattern.pattern)
    return re.sub(r"\(\?P(<\w+>)(?:[^()]|\([^()]*\))*\)", r"\1", text).replace("^", "").replace("$", "")


def things_for(address: Address, providers: dict[str, Provider], world: World) -> list[Thing]:
    """Objects for the address. Raises KeyError when nobody has said how to make them."""
    if not address.parts:
        return [Thing(Near.OWN, {})]
    if address.name in providers:
        return providers[address.name](world)
    return providers[",".join(address.parts)](world)


def reaches(declaration: Declaration, role: Role | None) -> bool:
    """Whether the declaration lets the role in, before any object is looked at."""
    if declaration.audience is Audience.EVERYONE:
        return True
    if declaration.audience is Audience.SIGNED_IN:
        return role is not None
    return role is not None and bool(declaration.permissions & ROLES[role].permissions)


def expected(address: Address, role: Role | None, method: str, thing: Thing) -> str:
    """What must come out: closed, login, refused, method or allowed."""
    declaration = address.declaration
    assert declaration is not None
    if declaration.audience is Audience.CLOSED:
        return "closed"
    if declaration.audience is not Audience.EVERYONE and role is ANONYMOUS:
        return (
            "refused" if address.name.startswith("api_") else "login"
        )  # a program is not led to a log-in page
    if not reaches(declaration, role):
        return "refused"
    if method not in declaration.methods:
        return "method"
    reached = thing.readers if thing.senders is None or method == "GET" else thing.senders
    return "allowed" if reached is None or role in reached else "refused"


def outcome(response: HttpResponse) -> str:
    """What did come out, in the words of ``expected``."""
    if response.status_code == 302 and response["Location"].startswith("/konto/login/?next="):
        return "login"
    if response.status_code == 405:
        return "method"
    if response.status_code in {403, 404}:
        return "refused"
    if response.status_code >= 500:
        return f"broken ({response.status_code})"
    return "allowed"


def agrees(address: Address, wanted: str, got: str) -> bool:
    """Whether the outcome is the expected one. Closed is 404; a library chooses its own refusals of methods."""
    if wanted == "closed":
        return got == "refused"
    if not address.ours and wanted in {"allowed", "method"}:
        return got in {"allowed", "method", "refused", "login"}  # the library's own steps lead elsewhere
    return wanted == got


def texts_of(response: HttpResponse) -> str:
    """All text of an answer: of a page, or of every part of a zip or an Excel file."""
    content = response.getvalue()
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return content.decode("utf-8", errors="replace") + str(response.headers)


def canaries_in(response: HttpResponse) -> list[str]:
    """Words of protected persons that the answer holds."""
    text = texts_of(response).casefold()
    return [word for word in CANARIES if word.casefold() in text]


def may_see_protected(role: Role | None) -> bool:
    """The only roles that may be shown a protected person (other than oneself)."""
    return role is not None and Permission.PERSON_PROTECTED_READ in ROLES[role].permissions


@cache
def _declaration(path: str, _urls: str) -> Declaration | None:
    """What the view at the path declares; None where there is no view of ours."""
    try:
        return declared(resolve(path).func)
    except Resolver404:
        return None  # a file, or an example in a text


def forbidden_links(response: HttpResponse, role: Role | None) -> list[str]:
    """Addresses of ours that a page leads or sends to though the role is not let in there."""
    if role is ANONYMOUS or not response.headers.get("Content-Type", "").startswith("text/html"):
        return []  # who is not logged in is asked to do so first
    paths = sorted(set(LINKS.findall(response.getvalue().decode())))
    known = [(path, _declaration(path, settings.ROOT_URLCONF)) for path in paths]
    return [path for path, declaration in known if declaration and not reaches(declaration, role)]


def ask(client: Client, method: str, path: str) -> HttpResponse:
    """Ask, and undo whatever was done, in the database and to the client's cookies."""
    cookies = client.cookies
    client.cookies = copy(cookies)
    with transaction.atomic():
        response = client.generic(method, path, data="", content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def sweep(address: Address, things: list[Thing], clients: dict[Role | None, Client]) -> list[str]:
    """Ask the address in every way as everyone; returns what was not as declared, or showed a canary."""
    found = []
    file_asked = False
    for role, client in clients.items():
        if not address.ours and role not in WHO_AT_LIBRARY:
            continue
        for thing in things:
            cell = _Cell(address, role, thing, client)
            methods = METHODS if thing is things[0] and address.ours else ("GET", "POST")
            for method in methods:
                wanted = expected(address, role, method, thing)
                response = cell.ask(method, wanted)
                if method != "GET" or wanted != "allowed":
                    continue
                # Where the page offers no file, and everyone may have it if there is one, it is asked for once.
                if not file_asked or address.name in DOWNLOADS or b"format=xlsx" in response.getvalue():
                    file_asked = True
                    cell.ask("GET", cell.wanted_of_file(), "?format=xlsx")
            found += cell.faults
    return found


@dataclass
class _Cell:
    """An address, asked by one role of one object; and what was wrong with the answers."""

    address: Address
    role: Role | None
    thing: Thing
    client: Client
    faults: list[str] = field(default_factory=list)

    def wanted_of_file(self) -> str:
        """What must come out where the page's Excel file is asked for."""
        more = DOWNLOADS.get(self.address.name)
        may = more is None or (self.role is not None and more in ROLES[self.role].permissions)
        return "allowed" if may else "refused"

    def ask(self, method: str, wanted: str, question: str = "") -> HttpResponse:
        """Ask and judge the answer."""
        response = ask(self.client, method, self.address.path(self.thing.values) + question)
        got = outcome(response)
        where = f"{method} {self.address.name or self.address.route} as {self.role or 'anonymous'} on {self.thing.near}"
        if not agrees(self.address, wanted, got):
            self.faults.append(f"{where}: wanted {wanted}, got {got}")
        if not may_see_protected(self.role) and (words := canaries_in(response)):
            self.faults.append(f"{where}: shows a protected person ({', '.join(words)})")
        if method == "GET" and got == "allowed" and self.address.name not in EXAMPLES:
            links = forbidden_links(response, self.role)
            self.faults += [f"{where}: leads to {link}, which is refused" for link in links]
        return response
