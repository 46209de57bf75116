"""Read a file from another office into the register: all of it or nothing."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.domains.admissions.queries.outside import those_with_application
from gemensam.domains.admissions.services.save_outside_applicants import (
    OutsideApplicant,
    save_outside_applicants,
)
from gemensam.domains.applications.queries.elsewhere import those_who_filed
from gemensam.domains.transfers import policies
from gemensam.domains.transfers.inputs.reading import read_transfer
from gemensam.domains.transfers.inputs.transfer_file import FileApplicant, TransferFile
from gemensam.domains.transfers.models import Arrival, ArrivedPerson
from gemensam.domains.transfers.queries.gathering import WishWords
from gemensam.domains.transfers.services._persons import registered
from gemensam.domains.transfers.states import ArrivalEvent, ArrivalState, next_arrival_state
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.models import Organisation
from gemensam.foundation.documents import storage


class ArrivalRefused(Exception):
    """It cannot be read in. ``code``: unmatched, some wish has not been told what it means here."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def import_arrival(
    *, actor: Actor, arrival_id: UUID, meanings: Mapping[WishWords, UUID | None], at: datetime
) -> Arrival:
    """Register the applicants with grades and choices. ``meanings``: each wish → an education here, None = not ours.

    Safe to run twice. Who has applied here as well keeps the own list; who is no longer in a newer version loses
    the choices that came with the older. Raises ArrivalRefused, TransferRefused, PermissionDenied.
    """
    row = Arrival.objects.select_for_update(of=("self",)).select_related("other__office").get(pk=arrival_id)
    policies.require_at(actor, Permission.TRANSFER_HANDLE, row.other.office.organisation_id)
    if row.state == ArrivalState.IMPORTED:
        return row
    row.state = next_arrival_state(row.state, ArrivalEvent.IMPORT)
    file = read_transfer(storage.read(row.file_id), today=timezone.localdate(at))
    wanted = {(w.programme, w.school, w.municipality) for one in file.applicants for w in one.wishes}
    if wanted - meanings.keys():
        raise ArrivalRefused("unmatched")
    applicants = _applicants(actor, row, file, meanings, at)
    saved = save_outside_applicants(
        actor=actor, office_id=row.other.office_id, year=row.year, applicants=applicants, at=at
    )
    row.imported_at, row.imported_by, row.taken_wishes = at, actor.name[:200], saved.choices
    row.save()
    record(
        actor=actor,
        event=AuditEvent.ARRIVAL_IMPORTED,
        target_type="transfers.arrival",
        target_id=str(row.pk),
        organisation_id=row.other.office.organisation_id,
        facts={
            "applicants": row.applicants,
            "choices": saved.choices,
            "grades": saved.grades,
            "kept": saved.kept,
        },
        at=at,
    )
    return row


def _applicants(
    actor: Actor, row: Arrival, file: TransferFile, meanings: Mapping[WishWords, UUID | None], at: datetime
) -> list[OutsideApplicant]:
    office_id = row.other.office_id
    before = set(
        ArrivedPerson.objects.filter(arrival__other=row.other_id, arrival__year=row.year).values_list(
            "person_id", flat=True
        )
    )
    ids = registered(actor=actor, applicants=file.applicants, at=at)
    everyone = set(ids.values()) | before
    filed = those_who_filed(office_id=office_id, year=row.year, person_ids=everyone)
    own = those_with_application(office_id=office_id, year=row.year, person_ids=everyone) - before
    units = {
        unit.school_unit_code: unit.pk
        for unit in Organisation.objects.filter(
            school_unit_code__in={one.school.code for one in file.applicants} - {""}
        )
    }
    ArrivedPerson.objects.bulk_create(ArrivedPerson(arrival=row, person_id=one) for one in ids.values())
    found = [
        _one(one, ids[one.civic_no], row, units.get(one.school.code), meanings, own | filed)
        for one in file.applicants
    ]
    gone = sorted(before - set(ids.values()) - filed)
    return found + [OutsideApplicant(one, _reference(row, str(one)), "", None, "", {}, ()) for one in gone]


def _one(
    one: FileApplicant,
    person_id: UUID,
    row: Arrival,
    unit: UUID | None,
    meanings: Mapping[WishWords, UUID | None],
    keep: set[UUID],
) -> OutsideApplicant:
    meant = [meanings[wish.programme, wish.school, wish.municipality] for wish in one.wishes]
    return OutsideApplicant(
        person_id=person_id,
        reference=_reference(row, one.reference),
        home_municipality=one.home_municipality,
        school_unit_id=unit,
        class_name=one.school.class_name,
        grades={
            (grade.subject, grade.language, datetime.fromisoformat(grade.registered_at)): (
                grade.grade,
                grade.role,
            )
            for grade in one.grades
        },
        choices=tuple(dict.fromkeys(pk for pk in meant if pk is not None)),
        may_choose=person_id not in keep,
    )


def _reference(row: Arrival, reference: str) -> str:
    """The same each time, and no one else's: another office's references may be like ours."""
    code = sha256(f"{row.other_id}:{row.year}:{reference}".encode()).hexdigest()
    return f"o{row.year % 100:02}-{code[:4]}-{code[4:8]}-{code[8:12]}"
