"""What the schedule has to do: which offices, and what is to go to or come from their systems."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from gemensam.domains.transfers.models import OtherOffice, Transfer
from gemensam.domains.transfers.queries.outgoing import WAITING
from gemensam.foundation.documents import storage


@dataclass(frozen=True, slots=True)
class Due:
    """A transfer by the API. content: None when it has been delivered and only the receipt is awaited."""

    id: UUID
    address: str
    key: str
    digest: str
    fault: str
    content: bytes | None


def offices_of(office_id: UUID) -> list[UUID]:
    """The other offices that an office knows. Takes no actor: for the schedule."""
    return list(OtherOffice.objects.filter(office=office_id).order_by("name").values_list("pk", flat=True))


def due_by_api() -> Iterator[Due]:
    """What waits to be delivered or acknowledged at offices with a system of their own. Takes no actor."""
    rows = Transfer.objects.filter(state__in=WAITING).exclude(other__address="").select_related("other")
    for row in rows.order_by("prepared_at", "pk"):
        if row.other.key:
            content = None if row.sent_at else storage.read(row.file_id)
            yield Due(row.pk, row.other.address, str(row.other.key), row.digest, row.fault, content)
