"""Verify someone's own registration against the population register, or refuse it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.applications import policies
from gemensam.domains.applications.models import Filing, Registration
from gemensam.domains.applications.states import RegistrationEvent, next_registration_state
from gemensam.foundation.access.actors import Actor, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.accounts.services.close_own_account import close_own_account
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.models import SecurityMarking
from gemensam.foundation.directory.queries import person
from gemensam.foundation.directory.rows import PersonRow
from gemensam.foundation.directory.services.save_persons import save_persons
from gemensam.foundation.directory.services.set_security_marking import set_security_marking


class HasSent(Exception):
    """The person has sent an application, which must be taken back before the registration is refused."""

    code = "has_sent"


@transaction.atomic
def handle_registration(
    *,
    actor: Actor,
    registration_id: UUID,
    verified: bool,
    protected: bool,
    home_municipality: str,
    at: datetime,
) -> Registration:
    """Say that the person is who she says, and whether the identity is protected; or close the account.

    protected: as the population register has it; the protection that a registration begins with is lifted here and
    nowhere else. Raises Registration.DoesNotExist, TransitionRefused, HasSent, PermissionDenied.
    """
    require(actor, Permission.IMPORT_COMMIT)
    visible = policies.visible_registrations(actor, Registration.objects.all())
    registration = visible.select_for_update(of=("self",)).select_related("office").get(pk=registration_id)
    event = RegistrationEvent.VERIFY if verified else RegistrationEvent.REFUSE
    state = next_registration_state(registration.state, event)
    if verified:
        _settle(actor, registration.person_id, protected, home_municipality, at)
    elif Filing.objects.filter(draft__person=registration.person_id).exists():
        raise HasSent
    close_own_account(actor=actor, person_id=registration.person_id, is_open=verified, at=at)
    registration.state = state
    registration.handled_at, registration.handled_by = at, actor.account_id
    registration.handled_by_name = actor.name
    registration.save()
    record(
        actor=actor,
        event=AuditEvent.REGISTRATION_HANDLED,
        target_type="applications.registration",
        target_id=str(registration.pk),
        organisation_id=registration.office.organisation_id,
        facts={"verified": verified},
        at=at,
    )
    return registration


def _settle(actor: Actor, person_id: UUID, protected: bool, home_municipality: str, at: datetime) -> None:
    """The protection as the office found it, and the municipality's code when it was said."""
    who = person(actor, person_id, at=at)
    marking = SecurityMarking.CONFIDENTIAL if protected else SecurityMarking.NONE
    if who.security_marking == SecurityMarking.PROTECTED_REGISTRATION:
        return  # that comes from the population register alone, and is not lifted here
    if who.security_marking != marking:
        set_security_marking(actor=actor, person_id=person_id, marking=marking, at=at)
    if home_municipality and not protected:
        row = PersonRow(
            person_id=person_id, given_name=who.given_name, family_name=who.family_name,
            security_marking=marking, home_municipality=home_municipality,
        )  # fmt: skip
        save_persons(actor=actor, persons=[row], at=at)
