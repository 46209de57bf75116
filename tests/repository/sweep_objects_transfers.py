"""Objects for the addresses of transfers between offices."""

from uuid import UUID, uuid4

from gemensam.domains.transfers.inputs.transfer_file import (
    FileApplicant,
    FileSchool,
    TransferFile,
    Wish,
    written,
)
from gemensam.domains.transfers.models import Arrival, OtherOffice, Transfer
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Person
from gemensam.foundation.documents import storage
from tests.factories.small_round import civic_number
from tests.repository.sweep import Provider, Thing
from tests.repository.sweep_world import NOW, YEAR, Near, World

_NOBODY: frozenset[Role] = frozenset()
_OFFICER = frozenset({Role.OFFICE_OFFICER})
_APPLICANT = FileApplicant(
    "V1",
    civic_number(77).value,
    "Nova",
    "Ny",
    "2380",
    "",
    "",
    FileSchool(),
    (Wish(1, "NA", "Plats A1", "Plats A"),),
    (),
)


def _offices(world: World) -> dict[Near, OtherOffice]:
    """One that the own office knows, and one that another office knows."""
    contact = Person.objects.create(given_name="Kim", family_name="Kontakt", security_marking="none")
    far = type(world.office).objects.exclude(pk=world.office.pk).get()
    return {
        near: OtherOffice.objects.create(
            office=office, name=f"Kansli {uuid4()}", municipalities=["X"], contact=contact
        )
        for near, office in ((Near.OWN, world.office), (Near.OTHER, far))
    }


def _file(name: str) -> tuple[UUID, str]:
    file = TransferFile(uuid4(), 1, YEAR, "A", "B", NOW, "", (_APPLICANT,), 0)
    content, digest = written(file)
    stored = storage.store(content=content, name=name, media_type="application/json", purpose=name, at=NOW)
    return stored.pk, digest


def _reached(near: Near) -> frozenset[Role]:
    return _OFFICER if near is Near.OWN else _NOBODY


def _others(world: World) -> list[Thing]:
    """Other offices are known by each office for itself."""
    return [Thing(near, {"other_id": row.pk}, _reached(near)) for near, row in _offices(world).items()]


def _transfer(other: OtherOffice) -> Transfer:
    file_id, digest = _file("ut.json")
    counts = {"applicants": 1, "wishes": 1, "grades": 0, "statements": 0, "withheld": 0}
    digests = dict.fromkeys(("choices_digest", "content_digest"), "00")
    return Transfer.objects.create(
        other=other,
        year=YEAR,
        version=1,
        file_id=file_id,
        digest=digest,
        prepared_at=NOW,
        **digests,
        **counts,
    )


def _transfers(world: World) -> list[Thing]:
    """What an office sends is its own."""
    return [
        Thing(near, {"transfer_id": _transfer(row).pk}, _reached(near))
        for near, row in _offices(world).items()
    ]


def _arrivals(world: World) -> list[Thing]:
    """What an office gets is its own."""
    things = []
    for near, other in _offices(world).items():
        file_id, digest = _file("in.json")
        row = Arrival.objects.create(
            other=other, sender_id=uuid4(), year=YEAR, version=1, file_id=file_id, digest=digest, applicants=1,
            wishes=1, grades=0, statements=0, withheld=0, received_at=NOW,
        )  # fmt: skip
        things.append(Thing(near, {"arrival_id": row.pk}, _reached(near)))
    return things


def _receipts(world: World) -> list[Thing]:
    """Whoever has the file may acknowledge it."""
    return [Thing(Near.OWN, {"acknowledge_key": _transfer(_offices(world)[Near.OWN]).acknowledge_key})]


def _without_key(world: World) -> list[Thing]:
    """Between systems: without a key nothing is known."""
    return [Thing(Near.OTHER, {"transfer_id": uuid4()}, _NOBODY)]


PROVIDERS: dict[str, Provider] = {
    "other_id": _others,
    "transfer_id": _transfers,
    "arrival_id": _arrivals,
    "transfer_receipt": _receipts,
    "api_transfer_receipt": _without_key,
}
