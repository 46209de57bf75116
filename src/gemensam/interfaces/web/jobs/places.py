"""Where the result of a job is to be seen."""

from collections.abc import Mapping

from django.urls import resolve, reverse

from gemensam.foundation.access.actors import Actor
from gemensam.interfaces.web.layout.page import declared, lets_in

_PAGES = {"round_id": "round", "run_id": "audit_run", "batch_id": "import", "basis_run_id": "basis_run"}


def place_of(actor: Actor, arguments: Mapping[str, object]) -> str:
    """The address of what the job works on; nothing where its page does not let the actor in."""
    for name, page in _PAGES.items():
        if name in arguments:
            address = reverse(page, args=[arguments[name]])
            declaration = declared(resolve(address).func)
            return address if declaration and lets_in(declaration, actor) else ""
    return ""
