"""Objects for the addresses of guidance, and which roles may reach each of them."""

from uuid import uuid4

from gemensam.domains.guidance.models import Handover, PupilNote
from gemensam.foundation.access.roles import Role
from tests.repository.sweep import Provider, Thing
from tests.repository.sweep_world import NOW, YEAR, Near, World

PROVIDERS: dict[str, Provider] = {}
NOBODY: frozenset[Role] = frozenset()
COUNSELLOR = frozenset({Role.COUNSELLOR})


def provides(*names: str):
    """Register the objects for a part of an address, several parts with commas, or an address's name."""

    def register(provider: Provider) -> Provider:
        for name in names:
            PROVIDERS[name] = provider
        return provider

    return register


@provides("pupil_id")
def guided_pupils(world: World) -> list[Thing]:
    """The counsellor of the school, and nobody protected."""
    near = (Near.OWN, Near.SAME_SCHOOL)
    return [
        Thing(one, {"pupil_id": person.pk}, COUNSELLOR if one in near else NOBODY)
        for one, person in world.persons.items()
    ]


@provides("note_id")
def notes(world: World) -> list[Thing]:
    """A colleague's shared note is read on the pupil's page and removed by nobody else; a secret one is not there."""
    return [
        Thing(
            near,
            {
                "note_id": PupilNote.objects.create(
                    pupil=world.persons[near], school_unit=world.places[place], author_id=author,
                    author_name="Namn", text="Text", shared=shared, written_at=NOW,
                ).pk
            },
            readers,
        )
        for near, place, author, shared, readers in (
            (Near.OWN, "A1", world.accounts[Role.COUNSELLOR].pk, False, COUNSELLOR),
            (Near.SAME_SCHOOL, "A1", uuid4(), True, NOBODY),
            (Near.OTHER, "B1", uuid4(), True, NOBODY),
        )
    ]  # fmt: skip


@provides("handover_id")
def handovers(world: World) -> list[Thing]:
    """Those to the counsellor's own school."""
    made = {
        Near.OWN: ("B1", "A1", COUNSELLOR),
        Near.OTHER: ("A2", "B1", NOBODY),
    }
    return [
        Thing(
            near,
            {
                "handover_id": Handover.objects.create(
                    pupil=world.persons[near], from_unit=world.places[start], to_unit=world.places[end],
                    year=YEAR, sent_at=NOW, sent_by=uuid4(), sent_by_name="Namn",
                ).pk
            },
            readers,
        )
        for near, (start, end, readers) in made.items()
    ]  # fmt: skip
