"""The applicants of a file as persons of the register; whoever is known stays as the register has them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from gemensam.domains.transfers.inputs.transfer_file import FileApplicant
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.roles import Role
from gemensam.foundation.accounts.services.open_personal_accounts import (
    PersonalAccount,
    open_personal_accounts,
)
from gemensam.foundation.directory.civic_number import CivicNumber
from gemensam.foundation.directory.models import SecurityMarking
from gemensam.foundation.directory.queries import persons_by_civic_number
from gemensam.foundation.directory.rows import PersonRow
from gemensam.foundation.directory.services.save_persons import save_persons


def registered(*, actor: Actor, applicants: Sequence[FileApplicant], at: datetime) -> dict[str, UUID]:
    """Civic number → person. New ones are saved, and get an account when they have an address to log in with."""
    numbers = {one.civic_no: CivicNumber.stored(one.civic_no) for one in applicants}
    known = persons_by_civic_number(actor, numbers.values(), at=at)
    new = [one for one in applicants if one.civic_no not in known]
    if not new:
        return dict(known)
    rows = [
        PersonRow(
            given_name=one.given_name, family_name=one.family_name, security_marking=SecurityMarking.NONE,
            civic_no=numbers[one.civic_no], home_municipality=one.home_municipality, email=one.email,
            phone=one.phone,
        )
        for one in new
    ]  # fmt: skip
    save_persons(actor=actor, persons=rows, at=at)
    found = dict(persons_by_civic_number(actor, numbers.values(), at=at))
    accounts = [
        PersonalAccount(found[one.civic_no], one.email, f"{one.given_name} {one.family_name}", Role.PUPIL)
        for one in new
        if one.email
    ]
    if accounts:
        open_personal_accounts(actor=actor, accounts=accounts, starts=timezone.localdate(at), at=at)
    return found
