"""Find the account of someone whom an e-ID has identified."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from gemensam.foundation.access.actors import SYSTEM
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.civic_number import CivicNumber, CivicNumberError
from gemensam.foundation.directory.models import Enrolment, Person, Responsible, SecurityMarking
from gemensam.foundation.fields.keys import blind_index


@transaction.atomic
def recognise_person(*, civic_no: str, today: date, at: datetime) -> Account | None:
    """The account of the person with the number, or None when the directory does not know the person.

    A pupil or a guardian who is in the directory but has no account gets one, with the role that the
    directory shows. Staff are not given roles here: their accounts are opened by an administrator.
    The number is used for the look-up and kept nowhere.
    """
    # without permission: nobody is logged in yet; the e-ID provider's word is what this rests on
    try:
        number = CivicNumber.parse(civic_no, today=today)
    except CivicNumberError:
        return None
    person = Person.objects.filter(civic_no_index=blind_index(number.value)).first()
    if person is None:
        return None
    account = Account.objects.filter(person_id=person.pk).first()
    if account is None:
        roles = _roles_in_directory(person, today)
        if not roles:
            return None
        account = _open(person, roles, today, at)
    return account


def _roles_in_directory(person: Person, today: date) -> list[Role]:
    """PUPIL for whoever is enrolled; GUARDIAN for whoever has custody of a child, on the day."""
    in_force = Q(starts__lte=today) & (Q(ends__isnull=True) | Q(ends__gte=today))
    roles = []
    if Enrolment.objects.filter(in_force, person=person).exists():
        roles.append(Role.PUPIL)
    if Responsible.objects.filter(in_force, guardian=person, has_custody=True).exists():
        roles.append(Role.GUARDIAN)
    return roles


def _open(person: Person, roles: list[Role], today: date, at: datetime) -> Account:
    named = person.security_marking == SecurityMarking.NONE
    account = Account.objects.create_user(
        None, person_id=person.pk, display_name=person.given_name if named else ""
    )
    for role in roles:
        RoleGrant.objects.create(account=account, role=role, starts=today)
    record(
        actor=SYSTEM,
        event=AuditEvent.ACCOUNT_OPENED,
        target_type="account",
        target_id=str(account.pk),
        facts={"by": "e_id", "roles": roles},
        at=at,
    )
    return account
