"""Open an account for someone whom an e-ID has identified and whom no register has brought."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gemensam.foundation.access.actors import SYSTEM
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.civic_number import CivicNumber
from gemensam.foundation.directory.models import CivicNumberType, Person, SecurityMarking
from gemensam.foundation.fields.keys import blind_index

# without permission: nobody is logged in yet; the e-ID provider's word is what this rests on


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who the e-ID says it is, and what the person has said. home_municipality: empty when unknown."""

    civic_no: CivicNumber
    given_name: str
    family_name: str
    home_municipality: str
    email: str
    phone: str


@transaction.atomic
def open_own_account(*, newcomer: Newcomer, today: date, at: datetime) -> Account:
    """Return the person's account as pupil, made on the first call; the person is made when nobody has the number.

    An e-ID tells nothing of protected identity, so the new person is protected until the office has looked
    (``set_security_marking``). Someone whom the register has got meanwhile keeps what the register says: there is
    never a second person with the same number.
    """
    number = newcomer.civic_no
    person, is_new = Person.objects.get_or_create(
        civic_no_index=blind_index(number.value),
        defaults={
            "civic_no": number.value,
            "civic_no_type": CivicNumberType(number.kind.value),
            "birth_date": number.birth_date,
            "given_name": newcomer.given_name,
            "family_name": newcomer.family_name,
            "home_municipality": newcomer.home_municipality,
            "email": newcomer.email,
            "phone": newcomer.phone,
            "security_marking": SecurityMarking.CONFIDENTIAL,
        },
    )
    account, opened = Account.objects.get_or_create(person_id=person.pk)
    if opened:
        account.set_unusable_password()
        account.save(update_fields=["password"])
        RoleGrant.objects.create(account=account, role=Role.PUPIL, starts=today)
        record(
            actor=SYSTEM,
            event=AuditEvent.ACCOUNT_OPENED,
            target_type="account",
            target_id=str(account.pk),
            facts={"by": "own_registration", "new_person": is_new},
            at=at,
        )
    return account
