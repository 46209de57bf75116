"""Register oneself by e-ID, for someone whom no file has brought."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from gemensam.domains.admissions.queries.offices import any_office
from gemensam.domains.applications.models import Registration
from gemensam.foundation.access.actors import SYSTEM
from gemensam.foundation.accounts.services.open_own_account import Newcomer, open_own_account
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record

# without permission: nobody is logged in yet; the e-ID provider's word is what this rests on


class RegistrationClosed(Exception):
    """There is no office that could look at a registration."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What the person says of herself besides the name: school and municipality, as she calls them."""

    school: str
    municipality: str


@transaction.atomic
def register_oneself(*, newcomer: Newcomer, words: OwnWords, at: datetime) -> AbstractBaseUser:
    """Return the person's account: the person is unverified and protected until the office has looked. Twice is once.

    The civic number comes from the e-ID, never from a field. When a file brings the same person later it finds the
    same row by the number's blind index. Raises RegistrationClosed.
    """
    office = any_office()
    if office is None:
        raise RegistrationClosed
    account = open_own_account(newcomer=newcomer, today=timezone.localdate(at), at=at)
    registration, is_new = Registration.objects.get_or_create(
        person_id=account.person_id,  # type: ignore[misc]  # an account that was just opened has a person
        defaults={
            "office_id": office.id,
            "school": words.school,
            "municipality": words.municipality,
            "registered_at": at,
        },
    )
    if is_new:
        record(
            actor=SYSTEM,
            event=AuditEvent.REGISTRATION_MADE,
            target_type="applications.registration",
            target_id=str(registration.pk),
            organisation_id=office.organisation_id,
            facts={},
            at=at,
        )
    return account
