"""Periodic work of transfers: each step stands being killed and run again."""

from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from gemensam.domains.admissions.queries.outside import closed_years
from gemensam.domains.transfers.inputs.transport import Transport, TransportFault
from gemensam.domains.transfers.queries.due import due_by_api, offices_of
from gemensam.domains.transfers.queries.gathering import Gathered, gather
from gemensam.domains.transfers.services.acknowledge_transfer import acknowledge_transfer
from gemensam.domains.transfers.services.prepare_transfer import prepare_transfer
from gemensam.domains.transfers.services.raise_alarms import raise_alarms
from gemensam.domains.transfers.services.send_transfer import send_transfer
from gemensam.foundation.access.actors import SYSTEM


def transfer_applications(now: datetime) -> None:
    """Everything that is due: make, send, ask for receipts, alarm."""
    prepare(now)
    exchange(now)
    raise_alarms(at=now)


def prepare(now: datetime) -> None:
    """Make what each other office is to get, of every year whose period has closed."""
    for closed in closed_years(at=now):
        others = offices_of(closed.office_id)
        if not others:
            continue
        found = gather(office_id=closed.office_id, year=closed.year, at=now)
        for other_id in others:
            gathered = found.by_office.get(other_id, Gathered())
            prepare_transfer(actor=SYSTEM, other_id=other_id, year=closed.year, gathered=gathered, at=now)


def exchange(now: datetime) -> None:
    """Send what is to go by the API, and ask whether it has been read in."""
    transport: Transport = import_string(settings.TRANSFER_TRANSPORT)
    for one in due_by_api():
        try:
            if one.content is not None:
                transport.deliver(address=one.address, key=one.key, content=one.content)
                send_transfer(actor=SYSTEM, transfer_id=one.id, at=now)
            receipt = transport.receipt(address=one.address, key=one.key, transfer_id=str(one.id))
        except TransportFault as fault:
            if one.content is not None and fault.code != one.fault:
                send_transfer(actor=SYSTEM, transfer_id=one.id, fault=fault.code, at=now)
            continue
        if receipt is not None and receipt.get("sha256") == one.digest:
            acknowledge_transfer(
                actor=SYSTEM, transfer_id=one.id, by=str(receipt.get("office", ""))[:200], at=now
            )
