"""Stop an offering that people may have chosen: tell them, and let them choose anew without being late."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import AdmissionsOffice, OfferingStop
from gemensam.domains.admissions.services._stopping import note_stop
from gemensam.domains.admissions.services.void_approvals import void_approvals
from gemensam.domains.catalogue.queries import offering as offering_by_id
from gemensam.domains.catalogue.services.save_offerings import OfferingRow, save_offerings
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission


class StopRefused(Exception):
    """The offering cannot be stopped. ``code``: already_stopped, no_reason or until_has_passed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def stop_offering(
    *, actor: Actor, office_id: UUID, offering_id: UUID, reason: str, re_choice_until: datetime, at: datetime
) -> OfferingStop:
    """Stop the offering, tell everyone who has chosen it and their guardians, and open a new choice for them.

    Rounds of the year that are not published go back to draft. Raises StopRefused, PermissionDenied.
    """
    office = AdmissionsOffice.objects.select_for_update().get(pk=office_id)
    policies.require(actor, Permission.OFFERING_CHANGE, office)
    offering = offering_by_id(actor, offering_id)
    if actor.account_id is None:
        raise PermissionDenied(Permission.OFFERING_CHANGE)
    if offering.cancelled:
        raise StopRefused("already_stopped")
    if not reason.strip():
        raise StopRefused("no_reason")
    if re_choice_until <= at:
        raise StopRefused("until_has_passed")
    row = OfferingRow(code=offering.code, values={"cancelled": True})
    save_offerings(actor=actor, year=offering.year, rows=[row], at=at)
    stop = note_stop(
        office,
        offering,
        actor=actor,
        account_id=actor.account_id,
        reason=reason,
        until=re_choice_until,
        at=at,
    )
    void_approvals(
        actor=actor, cause=office, permission=Permission.OFFERING_CHANGE, office=office, year=offering.year,
        reason="offering_stopped", at=at,
    )  # fmt: skip
    return stop
