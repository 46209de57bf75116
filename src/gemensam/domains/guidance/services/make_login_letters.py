"""Letters that tell pupils how to log in, one page each. No code and no password is on paper: there are none."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.guidance.queries.pupils import own_pupils
from gemensam.foundation.access.actors import Actor, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.models import Person


@dataclass(frozen=True, slots=True)
class LoginLetter:
    """What one page needs. has_address: whether the register has an e-mail address for the code."""

    name: str
    class_name: str
    has_address: bool


@transaction.atomic
def make_login_letters(*, actor: Actor, pupil_ids: Collection[UUID], at: datetime) -> list[LoginLetter]:
    """Return the letters of those of the actor's own pupils, in the list's order; others are left out.

    Protected persons get no letter in a batch: a pile of paper is read by many. They are told by themselves. The making
    is written to the log. Raises PermissionDenied.
    """
    require(actor, Permission.PUPIL_GUIDE)
    wanted = set(pupil_ids)
    pupils = [one for one in own_pupils(actor, at=at) if one.person.pk in wanted and not one.is_protected]
    people = Person.objects.filter(pk__in=[one.person.pk for one in pupils])
    addresses = {pk: bool(email) for pk, email in people.values_list("pk", "email")}
    record(
        actor=actor,
        event=AuditEvent.LOGIN_LETTERS_MADE,
        target_type="guidance.pupils",
        target_id="letters",
        facts={"letters": len(pupils), "left_out": len(wanted) - len(pupils)},
        at=at,
    )
    return [
        LoginLetter(
            f"{one.person.given_name} {one.person.family_name}", one.class_name, addresses[one.person.pk]
        )
        for one in pupils
    ]
