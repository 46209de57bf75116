"""Who a view is for, as its declaration says: pages and the open API alike."""

from dataclasses import dataclass
from enum import StrEnum

from gemensam.foundation.access.permissions import Permission

READ_AND_SEND = ("GET", "HEAD", "POST")
READ = ("GET", "HEAD")


class Audience(StrEnum):
    """Who a view is for."""

    EVERYONE = "everyone"
    SIGNED_IN = "signed_in"
    PERMISSION = "permission"  # signed in, with at least one of the named permissions
    CLOSED = "closed"  # a library's view that we do not offer: answers 404


@dataclass(frozen=True, slots=True)
class Declaration:
    """A view's access declaration: read by the middleware, the sweep test and docs/permissions.md."""

    audience: Audience
    permissions: frozenset[Permission] = frozenset()
    methods: tuple[str, ...] = READ_AND_SEND
