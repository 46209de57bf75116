"""What an officer must do by hand: protected applicants, and wishes that no known office handles."""

from datetime import datetime

from gemensam.domains.admissions.queries.offices import OfficeView
from gemensam.domains.admissions.queries.outside import closed_years
from gemensam.domains.transfers.models import Transfer
from gemensam.domains.transfers.queries.gathering import gather
from gemensam.domains.transfers.queries.outgoing import TransferView
from gemensam.domains.transfers.states import TransferState
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission


def homeless(actor: Actor, office: OfficeView, *, at: datetime) -> list[tuple[str, int]]:
    """Return municipalities that no known office handles, with how many wishes. Figures of no one person."""
    if office.organisation_id not in actor.organisations_with(Permission.TRANSFER_READ):
        return []
    return sorted(gather(office_id=office.id, year=office.year, at=at).homeless.items())


def by_hand(actor: Actor, view: TransferView, *, at: datetime) -> list[str]:
    """Return the references of protected applicants with wishes at the office, for those who may read them here."""
    other = Transfer.objects.select_related("other__office").get(pk=view.id).other
    if not view.withheld or other.office.organisation_id not in actor.organisations_with(
        Permission.PERSON_PROTECTED_READ
    ):
        return []
    found = gather(office_id=other.office_id, year=view.year, at=at).by_office.get(other.pk)
    return sorted(found.withheld) if found else []


def overdue(actor: Actor, office: OfficeView) -> int:
    """Return how many transfers are alarmed, for the start page."""
    if office.organisation_id not in actor.organisations_with(Permission.TRANSFER_READ):
        return 0
    return Transfer.objects.filter(
        other__office=office.id, year=office.year, state=TransferState.ALARMED
    ).count()


def to_send(actor: Actor, office: OfficeView) -> int:
    """Return how many transfers wait to be sent by hand, for the start page."""
    if office.organisation_id not in actor.organisations_with(Permission.TRANSFER_READ):
        return 0
    rows = Transfer.objects.filter(other__office=office.id, year=office.year, state=TransferState.PREPARED)
    return rows.filter(other__address="").count()


def is_due(office: OfficeView, *, at: datetime) -> bool:
    """Whether the period has closed and transfers are made. Public."""
    return any(one.office_id == office.id and one.year == office.year for one in closed_years(at=at))
