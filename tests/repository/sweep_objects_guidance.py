"""Objects for the addresses of guidance, and which roles may reach each of them."""

from datetime import timedelta
from uuid import uuid4

from gemensam.domains.guidance.models import (
    Booking,
    GuidanceSlot,
    Handover,
    Method,
    MethodAttachment,
    PupilNote,
)
from gemensam.foundation.access.roles import Role
from gemensam.foundation.documents.storage import store
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


def _handovers(world: World, made: dict[Near, tuple[str, str, frozenset[Role]]]) -> list[Thing]:
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


@provides("handover_id")
def handovers(world: World) -> list[Thing]:
    """Those to the counsellor's own school."""
    return _handovers(world, {Near.OWN: ("B1", "A1", COUNSELLOR), Near.OTHER: ("A2", "B1", NOBODY)})


@provides("handover_recall")
def handovers_to_take_back(world: World) -> list[Thing]:
    """Those from the counsellor's own school."""
    return _handovers(world, {Near.OWN: ("A1", "B1", COUNSELLOR), Near.OTHER: ("B1", "A1", NOBODY)})


FAMILY = frozenset({Role.PUPIL, Role.GUARDIAN})


def _slot(world: World, place: str, counsellor: object, hours: int) -> GuidanceSlot:
    starts = NOW + timedelta(hours=hours)
    return GuidanceSlot.objects.create(
        series_id=uuid4(), counsellor_id=counsellor, counsellor_name="Namn", school_unit=world.places[place],
        form="room", place="Rum 1", starts_at=starts, ends_at=starts + timedelta(minutes=30), published_at=NOW,
    )  # fmt: skip


def _booking(world: World, near: Near, hours: int, *, slot: GuidanceSlot | None = None) -> Booking:
    return Booking.objects.create(
        slot=slot or _slot(world, "B1", uuid4(), hours), pupil=world.persons[near], question="Hej",
        booked_by=world.persons[near].pk, state="booked", wished_at=NOW, booked_at=NOW,
    )  # fmt: skip


@provides("slot_id")
def slots(world: World) -> list[Thing]:
    """The counsellor's own times, also when a protected pupil has booked one; nobody else's."""
    own = world.accounts[Role.COUNSELLOR].pk
    taken = _slot(world, "A1", own, 3)
    _booking(world, Near.PROTECTED, 3, slot=taken)
    return [
        Thing(Near.OWN, {"slot_id": _slot(world, "A1", own, 2).pk}, COUNSELLOR),
        Thing(Near.PROTECTED, {"slot_id": taken.pk}, COUNSELLOR),
        Thing(Near.SAME_SCHOOL, {"slot_id": _slot(world, "A1", uuid4(), 2).pk}, NOBODY),
        Thing(Near.OTHER, {"slot_id": _slot(world, "B1", own, 4).pk}, NOBODY),
    ]


@provides("booking_id")
def bookings(world: World) -> list[Thing]:
    """The pupil and the guardian."""
    readers = {Near.OWN: FAMILY, Near.SAME_SCHOOL: NOBODY, Near.PROTECTED: NOBODY}
    return [
        Thing(near, {"booking_id": _booking(world, near, 20 + number).pk}, roles)
        for number, (near, roles) in enumerate(readers.items())
    ]


@provides("slot_id,pupil_id")
def times_to_book(world: World) -> list[Thing]:
    """Any time of the region, for oneself or one's child."""
    slot = _slot(world, "B1", uuid4(), 30)
    return [
        Thing(near, {"slot_id": slot.pk, "pupil_id": world.persons[near].pk}, roles)
        for near, roles in ((Near.OWN, FAMILY), (Near.SAME_SCHOOL, NOBODY), (Near.PROTECTED, NOBODY))
    ]


@provides("guidance_queue", "guidance_queue_leave")
def queues(world: World) -> list[Thing]:
    """For oneself or one's child."""
    return [
        Thing(near, {"pupil_id": world.persons[near].pk}, roles)
        for near, roles in ((Near.OWN, FAMILY), (Near.SAME_SCHOOL, NOBODY), (Near.PROTECTED, NOBODY))
    ]


@provides("token")
def feeds(world: World) -> list[Thing]:
    """An address that nobody has made."""
    return [Thing(Near.OTHER, {"token": "ingen"}, NOBODY)]


READERS = frozenset({Role.COUNSELLOR, Role.NETWORK_COORDINATOR})


def _method(author: object, state: str = "published") -> Method:
    return Method.objects.create(
        title="Metod", summary="Kort", text="Text", author_id=author, author_name="Namn", state=state,
        shared_at=NOW, changed_at=NOW,
    )  # fmt: skip


@provides("method_id")
def methods(world: World) -> list[Thing]:
    """Counsellors and the co-ordinator read and report; a hidden one is for the co-ordinator."""
    return [
        Thing(Near.OTHER, {"method_id": _method(uuid4()).pk}, READERS),
        Thing(Near.UNPUBLISHED, {"method_id": _method(uuid4(), "hidden").pk}, READERS - COUNSELLOR),
    ]


@provides("method_change", "method_attach", "method_withdraw")
def own_methods(world: World) -> list[Thing]:
    """Only the author changes it."""
    own = _method(world.accounts[Role.COUNSELLOR].pk)
    return [
        Thing(Near.OWN, {"method_id": own.pk}, COUNSELLOR),
        Thing(Near.OTHER, {"method_id": _method(uuid4()).pk}, NOBODY),
    ]


@provides("attachment_id")
def attachments(world: World) -> list[Thing]:
    """With the method."""
    made = []
    for near, state, readers in (
        (Near.OTHER, "published", READERS), (Near.UNPUBLISHED, "hidden", READERS - COUNSELLOR),
    ):  # fmt: skip
        file = store(
            content=state.encode(), name="a.pdf", media_type="application/pdf", purpose="test", at=NOW
        )
        one = MethodAttachment.objects.create(
            method=_method(uuid4(), state), file_id=file.pk, name="a.pdf", media_type="application/pdf", size=9,
            added_at=NOW,
        )  # fmt: skip
        made.append(Thing(near, {"attachment_id": one.pk}, readers))
    return made
