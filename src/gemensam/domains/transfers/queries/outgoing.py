"""What the office sends: the list, one transfer, its file, and where an applicant's own wishes went."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from gemensam.domains.admissions.queries.offices import OfficeView
from gemensam.domains.transfers import policies
from gemensam.domains.transfers.models import OtherOffice, Transfer, TransferredPerson
from gemensam.domains.transfers.states import TransferState
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission

ALARM_AFTER = timedelta(days=2)  # agreement between the offices
WAITING = (TransferState.PREPARED, TransferState.SENT, TransferState.ALARMED)


@dataclass(frozen=True, slots=True)
class OtherOfficeView:
    """Another office as pages show it."""

    id: UUID
    name: str
    municipalities: tuple[str, ...]
    contact_name: str
    email: str
    address: str
    has_key: bool
    gives_key: bool

    @property
    def by_api(self) -> bool:
        """Whether transfers go there by themselves."""
        return bool(self.address and self.has_key)


@dataclass(frozen=True, slots=True)
class TransferView:
    """A transfer in figures. due: when it should have been acknowledged."""

    id: UUID
    other_id: UUID
    other: str
    by_api: bool
    year: int
    version: int
    state: str
    applicants: int
    wishes: int
    grades: int
    statements: int
    withheld: int
    digest: str
    prepared_at: datetime
    sent_at: datetime | None
    sent_by: str
    fault: str
    due: datetime
    alarmed_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: str
    acknowledge_key: UUID


@dataclass(frozen=True, slots=True)
class OwnTransfer:
    """Where one's own wishes went, and whether the office there has told that it has them."""

    office: str
    sent_at: datetime | None
    acknowledged_at: datetime | None


def other_offices(actor: Actor) -> list[OtherOfficeView]:
    """Return the other offices that the actor's office knows, by name."""
    rows = policies.visible_offices(actor, OtherOffice.objects.select_related("contact"))
    return [_office(row) for row in rows.order_by("name")]


def other_office(actor: Actor, other_id: UUID) -> OtherOfficeView:
    """Return one of them. Raises OtherOffice.DoesNotExist."""
    return _office(
        policies.visible_offices(actor, OtherOffice.objects.select_related("contact")).get(pk=other_id)
    )


def transfers(actor: Actor, office: OfficeView, *, state: str = "", old: bool = False) -> list[TransferView]:
    """Return the year's transfers: those in force, and with ``old`` the earlier versions; what waits longest first."""
    rows = policies.visible_transfers(
        actor, Transfer.objects.filter(other__office=office.id, year=office.year)
    )
    if state:
        rows = rows.filter(state=state)
    elif not old:
        rows = rows.exclude(state=TransferState.SUPERSEDED)
    order = {TransferState.ALARMED: 0, TransferState.PREPARED: 1, TransferState.SENT: 2}
    found = [_view(row) for row in rows.select_related("other").order_by("other__name", "-version")]
    return sorted(found, key=lambda one: order.get(TransferState(one.state), 3))


def transfer(actor: Actor, transfer_id: UUID) -> TransferView:
    """Return one transfer. Raises Transfer.DoesNotExist."""
    rows = policies.visible_transfers(actor, Transfer.objects.select_related("other"))
    return _view(rows.get(pk=transfer_id))


def transfer_to_acknowledge(acknowledge_key: UUID) -> TransferView:
    """Return the transfer that the key in its file opens, without any person. Raises Transfer.DoesNotExist."""
    return _view(Transfer.objects.select_related("other__office").get(acknowledge_key=acknowledge_key))


def sending_office(acknowledge_key: UUID) -> str:
    """The name of the office that sent what the key opens."""
    return (
        Transfer.objects.select_related("other__office")
        .get(acknowledge_key=acknowledge_key)
        .other.office.name
    )


def own_transfers(
    actor: Actor, person_ids: Collection[UUID], *, office_id: UUID, year: int
) -> list[OwnTransfer]:
    """Return where the actor's own wishes went; of nobody else's."""
    if not actor.has(Permission.OWN_APPLICATION_WRITE) or set(person_ids) != {actor.person_id}:
        return []
    rows = TransferredPerson.objects.filter(
        person=actor.person_id, transfer__other__office=office_id, transfer__year=year
    ).exclude(transfer__state=TransferState.SUPERSEDED)
    return [
        OwnTransfer(row.transfer.other.name, row.transfer.sent_at, row.transfer.acknowledged_at)
        for row in rows.select_related("transfer__other").order_by("transfer__other__name")
    ]


def _office(row: OtherOffice) -> OtherOfficeView:
    return OtherOfficeView(
        id=row.pk,
        name=row.name,
        municipalities=tuple(row.municipalities),
        contact_name=f"{row.contact.given_name} {row.contact.family_name}",
        email=str(row.contact.email or ""),
        address=row.address,
        has_key=bool(row.key),
        gives_key=bool(row.key_digest),
    )


def _view(row: Transfer) -> TransferView:
    plain = (
        "year", "version", "state", "applicants", "wishes", "grades", "statements", "withheld", "digest", "prepared_at",
        "sent_at", "sent_by", "fault", "alarmed_at", "acknowledged_at", "acknowledged_by", "acknowledge_key",
    )  # fmt: skip
    return TransferView(
        id=row.pk,
        other_id=row.other_id,
        other=row.other.name,
        by_api=bool(row.other.address and row.other.key),
        due=row.prepared_at + ALARM_AFTER,
        **{name: getattr(row, name) for name in plain},
    )
