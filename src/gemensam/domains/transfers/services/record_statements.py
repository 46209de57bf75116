"""Keep the home municipality's statements about wishes at other offices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions.queries.offices import OfficeView
from gemensam.domains.transfers import policies
from gemensam.domains.transfers.models import HomeMunicipalityStatement
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated about one wish. An empty answer takes a statement back."""

    person_id: UUID
    programme: str
    school: str
    municipality: str
    answer: str


@transaction.atomic
def record_statements(*, actor: Actor, office: OfficeView, stated: Sequence[Stated], at: datetime) -> int:
    """Keep the statements; how many became others. The same again changes nothing, nor when it was stated.

    Raises PermissionDenied; ValueError for an answer that is none.
    """
    policies.require_at(actor, Permission.TRANSFER_HANDLE, office.organisation_id)
    if actor.account_id is None:
        raise PermissionDenied(Permission.TRANSFER_HANDLE)
    changed = 0
    for one in stated:
        if one.answer and one.answer not in HomeMunicipalityStatement.Answer.values:
            raise ValueError(one.answer)
        about = {
            "office_id": office.id, "year": office.year, "person_id": one.person_id, "programme": one.programme,
            "school": one.school, "municipality": one.municipality,
        }  # fmt: skip
        known = HomeMunicipalityStatement.objects.select_for_update().filter(**about).first()
        if (known.answer if known else "") == one.answer:
            continue
        if known is not None and not one.answer:
            known.delete()
        else:
            row = known or HomeMunicipalityStatement(**about)
            row.answer, row.stated_at = one.answer, at
            row.account_id, row.account_name = actor.account_id, actor.name[:200]
            row.save()
        changed += 1
    if changed:
        record(
            actor=actor,
            event=AuditEvent.STATEMENTS_RECORDED,
            target_type="admissions.office",
            target_id=str(office.id),
            organisation_id=office.organisation_id,
            facts={"changed": changed},
            at=at,
        )
    return changed
