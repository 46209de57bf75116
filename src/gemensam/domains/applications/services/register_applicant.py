"""Register someone whom no file has brought, so that the person can log in and apply."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.domains.admissions.queries.offices import office_of
from gemensam.domains.applications import policies
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.access.roles import Role
from gemensam.foundation.accounts.services.open_personal_accounts import (
    PersonalAccount,
    open_personal_accounts,
)
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.civic_number import CivicNumber
from gemensam.foundation.directory.models import SecurityMarking
from gemensam.foundation.directory.queries import find_by_civic_number
from gemensam.foundation.directory.rows import PersonRow
from gemensam.foundation.directory.services.save_persons import save_persons


@dataclass(frozen=True, slots=True)
class NewApplicant:
    """Who someone is. protected: the person has said so, or it is unclear."""

    civic_no: CivicNumber
    given_name: str
    family_name: str
    home_municipality: str
    email: str
    protected: bool


@transaction.atomic
def register_applicant(*, actor: Actor, applicant: NewApplicant, at: datetime) -> UUID:
    """Save the person and open an account as pupil; someone known already is only given an account.

    The person then logs in by e-ID, which knows the civic number, or by a code to the address. Returns the person's
    id. Raises PermissionDenied.
    """
    office = office_of(actor)
    if office is None:
        raise PermissionDenied(Permission.IMPORT_COMMIT)
    policies.require_at(actor, Permission.IMPORT_COMMIT, office.organisation_id)
    known = find_by_civic_number(actor, applicant.civic_no, at=at)
    if known is None:
        save_persons(actor=actor, persons=[_row(applicant)], at=at)
        known = find_by_civic_number(actor, applicant.civic_no, at=at)
    if known is None:
        raise PermissionDenied(Permission.PERSON_READ)
    name = "" if applicant.protected else f"{known.given_name} {known.family_name}"
    account = PersonalAccount(known.pk, applicant.email, name, Role.PUPIL)
    open_personal_accounts(actor=actor, accounts=[account], starts=timezone.localdate(at), at=at)
    record(
        actor=actor,
        event=AuditEvent.APPLICANT_REGISTERED,
        target_type="directory.person",
        target_id=str(known.pk),
        organisation_id=office.organisation_id,
        at=at,
    )
    return known.pk


def _row(applicant: NewApplicant) -> PersonRow:
    marking = SecurityMarking.CONFIDENTIAL if applicant.protected else SecurityMarking.NONE
    return PersonRow(
        given_name=applicant.given_name,
        family_name=applicant.family_name,
        security_marking=marking,
        civic_no=applicant.civic_no,
        home_municipality="" if applicant.protected else applicant.home_municipality,
        email=applicant.email,
    )
