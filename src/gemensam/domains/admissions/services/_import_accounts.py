"""Accounts of the pupils and guardians that a file brings, and their removal when the file is taken back."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from gemensam.domains.admissions.inputs.file_changes import Change
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.roles import Role
from gemensam.foundation.accounts.services.open_personal_accounts import (
    PersonalAccount,
    open_personal_accounts,
)
from gemensam.foundation.accounts.services.remove_personal_accounts import remove_personal_accounts
from gemensam.foundation.directory.models import Person, SecurityMarking

_CHUNK = 500


def open_accounts(changes: Iterable[Change], *, actor: Actor, at: datetime) -> int:
    """Open an account for each person that the changes give an address; return how many were opened.

    A pupil is whom an application of the file is about; the others are guardians. A protected person's account
    has no name. Must run in the caller's transaction, after the changes.
    """
    changes = list(changes)
    given = [change.key for change in changes if change.table == "person" and change.after.get("email")]
    if not given:
        return 0
    guardians = {change.key.split(":")[1] for change in changes if change.table == "responsible"}
    accounts = []
    for start in range(0, len(given), _CHUNK):
        people = Person.objects.filter(pk__in=[UUID(key) for key in given[start : start + _CHUNK]])
        accounts += [_account(person, guardians) for person in people.defer("civic_no").order_by("pk")]
    return open_personal_accounts(actor=actor, accounts=accounts, starts=at.date(), at=at)


def _account(person: Person, guardians: set[str]) -> PersonalAccount:
    protected = person.security_marking != SecurityMarking.NONE
    return PersonalAccount(
        person_id=person.pk,
        email=person.email,
        display_name="" if protected else f"{person.given_name} {person.family_name}",
        role=Role.GUARDIAN if str(person.pk) in guardians else Role.PUPIL,
    )


def remove_accounts(persons: Sequence[UUID], *, actor: Actor, at: datetime) -> int:
    """Remove the accounts of persons who are being taken back; return how many. Raises AccountsUsed."""
    if not persons:
        return 0
    return remove_personal_accounts(actor=actor, persons=persons, at=at)
