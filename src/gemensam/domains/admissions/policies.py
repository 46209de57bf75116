"""Who may do what in admissions, and which rows. Protected identity is decided by the directory's policy.

Organisation scopes: office staff act at the office's organisation, schools at their own school unit, providers
at the provider's organisation. Rounds that are not published are seen only from the office and by its auditors.
"""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from gemensam.domains.admissions.models import (
    AdmissionRound,
    AdmissionsOffice,
    AllocationRun,
    Application,
    CorrectionRequest,
    ImportBatch,
    Publication,
    ResultPage,
)
from gemensam.domains.admissions.states import PublicationState
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.journal import record_reading
from gemensam.foundation.directory import policies as directory
from gemensam.foundation.directory.models import SecurityMarking

type_of_target = AdmissionsOffice | AdmissionRound | AllocationRun | Application | ImportBatch | Publication


def _organisations(target: type_of_target) -> set[object]:
    """Ids of the organisations from which the target is handled."""
    match target:
        case AdmissionsOffice():
            return {target.organisation_id}
        case AdmissionRound():
            return {target.office.organisation_id}
        case AllocationRun() | Publication():
            return {target.round.office.organisation_id}
        case ImportBatch():
            return {target.office.organisation_id, target.sender_id}
        case Application():
            return {target.office.organisation_id, target.school_unit_id}


def may(actor: Actor, permission: Permission, target: type_of_target) -> bool:
    """Whether the actor holds the permission at an organisation that handles the target."""
    return bool(actor.organisations_with(permission) & _organisations(target))


def require(actor: Actor, permission: Permission, target: type_of_target) -> None:
    """Raise PermissionDenied unless ``may``."""
    if not may(actor, permission, target):
        raise PermissionDenied(permission)


def visible_offices(actor: Actor, queryset: QuerySet[AdmissionsOffice]) -> QuerySet[AdmissionsOffice]:
    """Offices at which the actor works or which the actor audits."""
    return queryset.filter(organisation_id__in=actor.organisations_with(Permission.ROUND_READ))


def visible_rounds(actor: Actor, queryset: QuerySet[AdmissionRound]) -> QuerySet[AdmissionRound]:
    """All rounds of the actor's own office; elsewhere only those that are published now."""
    own = Q(office__organisation_id__in=actor.organisations_with(Permission.ROUND_READ))
    if not actor.has(Permission.ROUND_READ):
        return queryset.none()
    published = Q(publications__state=PublicationState.PUBLISHED)
    return queryset.filter(own | published).distinct()


def visible_applications(actor: Actor, queryset: QuerySet[Application]) -> QuerySet[Application]:
    """Applications at the actor's office or school unit, or to the actor's provider; protected persons fail closed.

    Protected persons are left out for everyone but those who hold PERSON_PROTECTED_READ at the office.
    """
    organisations = actor.organisations_with(Permission.APPLICANT_READ)
    if not organisations:
        return queryset.none()
    rows = queryset.filter(
        Q(office__organisation_id__in=organisations)
        | Q(school_unit_id__in=organisations)
        | Q(
            pk__in=queryset.filter(
                Q(choices__offering__provider_id__in=organisations)
                | Q(choices__offering__school_unit_id__in=organisations)
            ).values("pk")
        )
    )
    protected_at = actor.organisations_with(Permission.PERSON_PROTECTED_READ)
    return rows.filter(
        Q(person__security_marking=SecurityMarking.NONE) | Q(office__organisation_id__in=protected_at)
    )


def visible_imports(actor: Actor, queryset: QuerySet[ImportBatch]) -> QuerySet[ImportBatch]:
    """Imports at the actor's office, and those that the actor's own organisation sent."""
    organisations = actor.organisations_with(Permission.IMPORT_READ)
    return queryset.filter(Q(office__organisation_id__in=organisations) | Q(sender_id__in=organisations))


def persons_to_read_results_of(actor: Actor, *, on: date) -> set[UUID]:
    """The actor's own person, and the children whose results the actor may read on the day."""
    if actor.person_id is None:
        return set()
    own = {actor.person_id} if actor.has(Permission.OWN_RESULT_READ) else set()
    return own | directory.wards_of(actor, on)


def require_own_or_ward(actor: Actor, person_id: UUID, *, on: date) -> None:
    """Raise PermissionDenied for the grades of anyone who is neither oneself nor a child whose guardian one is."""
    if person_id not in persons_to_read_results_of(actor, on=on):
        raise PermissionDenied(Permission.OWN_RESULT_READ)


def visible_corrections(actor: Actor, queryset: QuerySet[CorrectionRequest]) -> QuerySet[CorrectionRequest]:
    """Requests at the actor's office; about protected persons only for those who may read these there."""
    rows = queryset.filter(office__organisation_id__in=actor.organisations_with(Permission.CORRECTION_ANSWER))
    protected_at = actor.organisations_with(Permission.PERSON_PROTECTED_READ)
    return rows.filter(
        Q(person__security_marking=SecurityMarking.NONE) | Q(office__organisation_id__in=protected_at)
    )


def require_correction(actor: Actor, request: CorrectionRequest) -> None:
    """Raise PermissionDenied unless the actor answers requests at the office."""
    if not visible_corrections(actor, CorrectionRequest.objects.filter(pk=request.pk)).exists():
        raise PermissionDenied(Permission.CORRECTION_ANSWER)


def visible_result_pages(actor: Actor, queryset: QuerySet[ResultPage], *, on: date) -> QuerySet[ResultPage]:
    """Published result pages of the actor's own person and of the children whose results the actor may read."""
    persons = persons_to_read_results_of(actor, on=on)
    return queryset.filter(application__person_id__in=persons, publication__state=PublicationState.PUBLISHED)


def awaited_publications(actor: Actor, queryset: QuerySet[Publication], *, on: date) -> QuerySet[Publication]:
    """Scheduled publications that have a page for someone whose results the actor may read. Their time, no more."""
    persons = persons_to_read_results_of(actor, on=on)
    return queryset.filter(
        state=PublicationState.SCHEDULED, pages__application__person_id__in=persons
    ).distinct()


def readable_run_id(actor: Actor, round_: AdmissionRound) -> UUID | None:
    """The run whose results the actor may read: the current one inside the office, elsewhere the published one."""
    if may(actor, Permission.ROUND_READ, round_):
        return round_.current_run_id
    published = round_.publications.filter(state=PublicationState.PUBLISHED).first()
    return published.run_id if published else None


def log_protected_reading(actor: Actor, application: Application, *, at: datetime) -> None:
    """Write to the audit log that the actor reads a protected person, before the page is shown."""
    record_reading(
        actor=actor, target_type="directory.person", target_ids=[str(application.person_id)], at=at
    )


def may_own(actor: Actor, person_id: UUID, *, on: date) -> bool:
    """Whether the actor may send in the person's application: the person, and guardians where an office lets them."""
    if actor.person_id is None:
        return False
    own = actor.person_id == person_id and actor.has(Permission.OWN_APPLICATION_WRITE)
    ward = actor.has(Permission.WARD_APPLICATION_READ) and person_id in directory.wards_of(actor, on)
    return own or ward


def owned(actor: Actor, person_ids: Collection[UUID], *, on: date) -> set[UUID]:
    """Those of the persons whose application the actor may send in, as ``may_own`` says of one."""
    if actor.person_id is None:
        return set()
    own = {actor.person_id} if actor.has(Permission.OWN_APPLICATION_WRITE) else set()
    wards = directory.wards_of(actor, on) if actor.has(Permission.WARD_APPLICATION_READ) else frozenset()
    return set(person_ids) & (own | wards)


def require_own(actor: Actor, person_id: UUID, *, on: date) -> None:
    """Raise PermissionDenied unless ``may_own``."""
    if not may_own(actor, person_id, on=on):
        raise PermissionDenied(Permission.OWN_APPLICATION_WRITE)


def require_at_all(
    actor: Actor, permission: Permission, office: AdmissionsOffice, providers: Collection[UUID]
) -> None:
    """Raise PermissionDenied unless the actor holds the permission at the office, or at every one of the providers."""
    held = actor.organisations_with(permission)
    if office.organisation_id not in held and not (providers and set(providers) <= held):
        raise PermissionDenied(permission)
