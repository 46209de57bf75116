"""Objects for the addresses of replies."""

from gemensam.domains.replies.models import Reply
from gemensam.foundation.access.roles import Role
from tests.repository.sweep import Provider, Thing
from tests.repository.sweep_world import NOW, Near, World

_NOBODY: frozenset[Role] = frozenset()
_OWN = frozenset({Role.PUPIL, Role.GUARDIAN})
_READERS = {Near.OWN: _OWN}


def _applications(world: World) -> list[Thing]:
    """One's own and one's child's, nobody else's, and never a protected child's guardian."""
    return [
        Thing(near, {"application_id": application.pk}, _READERS.get(near, _NOBODY))
        for near, application in world.applications.items()
    ]


def _papers(world: World) -> list[Thing]:
    """Papers of a result that asks for replies: there is only a preliminary one, so nobody has any."""
    return [
        Thing(near, {"application_id": application.pk}, _NOBODY)
        for near, application in world.applications.items()
    ]


def _terms(world: World) -> list[Thing]:
    """The terms of a round that will ask for replies are its own office's to set; a preliminary one asks for none."""
    readers = {Near.UNPUBLISHED: frozenset({Role.OFFICE_OFFICER})}
    return [
        Thing(near, {"round_id": round_.pk}, readers.get(near, _NOBODY))
        for near, round_ in world.rounds.items()
    ]


def _lapses(world: World) -> list[Thing]:
    """A reply that is not on any grace list."""
    row = Reply(
        round=world.rounds[Near.UNPUBLISHED], application=world.applications[Near.OWN], state="standing",
        opened_at=NOW,
    )  # fmt: skip
    row.save()
    return [Thing(Near.OTHER, {"reply_id": row.pk}, _NOBODY)]


PROVIDERS: dict[str, Provider] = {
    "reply": _applications,
    "pre_answer": _applications,
    "reply_letter": _papers,
    "reply_certificate": _papers,
    "reply_terms": _terms,
    "grace_settle": _lapses,
}
