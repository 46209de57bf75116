"""Who may write, read, confirm and decide what an applicant fills in.

One's own application is one's own, at any age (skollagen 29 kap. 12 §). Guardians read what their wards have sent,
never a protected child's, and write only where the office lets them and until the applicant takes over. What is
asked for besides grades is read by those who decide: the office, and the provider of the education.
"""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from gemensam.domains.applications.models import ApplicationSettings, Draft, Filing, Registration, Request
from gemensam.domains.applications.states import DraftState, RequestState
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory import policies as directory
from gemensam.rules.deadlines import speaks_alone_from


def is_own(actor: Actor, person_id: UUID) -> bool:
    """Whether the application would be the actor's own."""
    return actor.person_id == person_id and actor.has(Permission.OWN_APPLICATION_WRITE)


def is_wards(actor: Actor, person_id: UUID, *, on: date) -> bool:
    """Whether the application is of a child about whom the actor may read as guardian on the day."""
    return actor.has(Permission.WARD_APPLICATION_READ) and person_id in directory.wards_of(actor, on)


def settings_of(office_id: UUID) -> ApplicationSettings:
    """What the office has decided, or the defaults."""
    return ApplicationSettings.objects.filter(office=office_id).first() or ApplicationSettings(
        office_id=office_id
    )


def may_write(actor: Actor, draft: Draft, *, on: date) -> bool:
    """The applicant, and guardians where the office has decided so, until the applicant has taken over."""
    if is_own(actor, draft.person_id):
        return True
    if draft.pupil_only_since is not None or not is_wards(actor, draft.person_id, on=on):
        return False
    return settings_of(draft.office_id).guardians_edit


def may_send(actor: Actor, draft: Draft, *, on: date) -> bool:
    """The applicant; a guardian who may write, where the office has decided so, for a child who is not yet 16."""
    if is_own(actor, draft.person_id):
        return True
    if not may_write(actor, draft, on=on) or not settings_of(draft.office_id).guardians_send:
        return False
    born = draft.person.birth_date
    return born is not None and on < speaks_alone_from(born)


def require_send(actor: Actor, draft: Draft, *, on: date) -> None:
    """Raise PermissionDenied unless ``may_send``."""
    if not may_send(actor, draft, on=on):
        raise PermissionDenied(Permission.OWN_APPLICATION_WRITE)


def require_own(actor: Actor, person_id: UUID) -> None:
    """Raise PermissionDenied unless the actor is the applicant."""
    if not is_own(actor, person_id):
        raise PermissionDenied(Permission.OWN_APPLICATION_WRITE)


def require_write(actor: Actor, draft: Draft, *, on: date) -> None:
    """Raise PermissionDenied unless ``may_write``."""
    if not may_write(actor, draft, on=on):
        raise PermissionDenied(Permission.OWN_APPLICATION_WRITE)


def require_open(actor: Actor, office_id: UUID, person_id: UUID, *, on: date) -> None:
    """Raise PermissionDenied unless the actor may begin an application for the person."""
    if is_own(actor, person_id):
        return
    if not (settings_of(office_id).guardians_edit and is_wards(actor, person_id, on=on)):
        raise PermissionDenied(Permission.OWN_APPLICATION_WRITE)


def require_at(actor: Actor, permission: Permission, organisation_id: UUID) -> None:
    """Raise PermissionDenied unless the actor holds the permission at the organisation."""
    if organisation_id not in actor.organisations_with(permission):
        raise PermissionDenied(permission)


def require_ward(actor: Actor, draft: Draft, *, on: date) -> None:
    """Raise PermissionDenied unless the actor is a guardian who may read about the applicant."""
    if not is_wards(actor, draft.person_id, on=on):
        raise PermissionDenied(Permission.WARD_APPLICATION_READ)


def visible_drafts(actor: Actor, queryset: QuerySet[Draft], *, on: date) -> QuerySet[Draft]:
    """One's own, and of one's wards those that have been sent; all that a guardian may write in."""
    condition = Q(pk__in=[])
    if actor.person_id is not None and actor.has(Permission.OWN_APPLICATION_WRITE):
        condition |= Q(person_id=actor.person_id)
    if actor.has(Permission.WARD_APPLICATION_READ):
        shared = ~Q(state=DraftState.DRAFT) | Q(filings__isnull=False)
        open_at = ApplicationSettings.objects.filter(guardians_edit=True).values("office_id")
        shared |= Q(office_id__in=open_at, pupil_only_since__isnull=True)
        condition |= Q(person_id__in=directory.wards_of(actor, on)) & shared
    return queryset.filter(condition).distinct()


def visible_filings(actor: Actor, queryset: QuerySet[Filing], *, on: date) -> QuerySet[Filing]:
    """Filings of the applications that the actor may see."""
    return queryset.filter(draft__in=visible_drafts(actor, Draft.objects.all(), on=on))


def office_filings(actor: Actor, queryset: QuerySet[Filing]) -> QuerySet[Filing]:
    """Filings at the offices where the actor decides; protected persons only for who may read them there."""
    organisations = actor.organisations_with(Permission.REQUEST_READ)
    protected_at = actor.organisations_with(Permission.PERSON_PROTECTED_READ)
    return queryset.filter(draft__office__organisation_id__in=organisations).filter(
        directory.unprotected("draft__person__") | Q(draft__office__organisation_id__in=protected_at)
    )


def visible_registrations(actor: Actor, queryset: QuerySet[Registration]) -> QuerySet[Registration]:
    """At the office where the actor may read protected persons: until someone has looked, everyone is protected."""
    held = actor.organisations_with(Permission.IMPORT_COMMIT)
    held &= actor.organisations_with(Permission.PERSON_PROTECTED_READ)
    return queryset.filter(office__organisation_id__in=held)


def visible_requests(actor: Actor, queryset: QuerySet[Request]) -> QuerySet[Request]:
    """What is asked for at the actor's office or of the actor's provider; protected persons at the office only."""
    organisations = actor.organisations_with(Permission.REQUEST_READ)
    rows = queryset.exclude(state=RequestState.DROPPED).filter(
        Q(draft__office__organisation_id__in=organisations) | Q(provider_id__in=organisations)
    )
    protected_at = actor.organisations_with(Permission.PERSON_PROTECTED_READ)
    return rows.filter(
        directory.unprotected("draft__person__") | Q(draft__office__organisation_id__in=protected_at)
    )


def require_decide(actor: Actor, request: Request) -> None:
    """Raise PermissionDenied unless the actor decides at the office or for the provider, and may see the person."""
    held = actor.organisations_with(Permission.REQUEST_DECIDE)
    asked_of = {request.draft.office.organisation_id, request.provider_id}
    if not held & asked_of or not visible_requests(actor, Request.objects.filter(pk=request.pk)).exists():
        raise PermissionDenied(Permission.REQUEST_DECIDE)
