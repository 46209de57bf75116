"""The demo's accounts: staff of every role, every applicant and every guardian."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from gemensam.foundation.access.actors import Actor, Grant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.accounts.services.open_account import open_account
from gemensam.foundation.accounts.services.open_personal_accounts import (
    PersonalAccount,
    open_personal_accounts,
)
from gemensam.interfaces.commands.demo_county.model import County, StaffMember
from gemensam.interfaces.commands.demo_seed.register import Ids
from gemensam.interfaces.commands.demo_seed.shown import shown_addresses

STARTS = date(2026, 8, 1)


def system_actor(office_id: UUID | None) -> Actor:
    """Who fills the register: the installation itself, with the office's reach."""
    roles = (Role.OFFICE_OFFICER, Role.IT_ADMINISTRATOR)
    return Actor(None, None, "Demo", tuple(Grant(role, office_id, STARTS) for role in roles))


def open_accounts(county: County, ids: Ids, actor: Actor, at: datetime) -> dict[Role, list[Actor]]:
    """Open every account; return the staff as actors by role."""
    shown = shown_addresses(county)
    staff: dict[Role, list[Actor]] = {}
    for member in county.staff:
        role = Role(member.role)
        email = shown.get(member.person.person_id, member.person.email)
        staff.setdefault(role, []).append(_staff(member, role, email, ids, actor, at))
    open_personal_accounts(actor=actor, accounts=list(_personal(county, ids, shown)), starts=STARTS, at=at)
    return staff


def _staff(member: StaffMember, role: Role, email: str, ids: Ids, actor: Actor, at: datetime) -> Actor:
    organisation = (
        ids.units[member.school_unit] if member.school_unit else ids.organisations[member.organisation_id]
    )
    name = f"{member.person.given_name} {member.person.family_name}"
    account_id = open_account(
        actor=actor,
        email=email,
        display_name=name,
        person_id=ids.persons[member.person.person_id],
        role=role,
        organisation_id=organisation,
        starts=STARTS,
        at=at,
    )
    grant = Grant(role, organisation, STARTS)
    return Actor(account_id, ids.persons[member.person.person_id], name, (grant,))


def _personal(county: County, ids: Ids, shown: dict[UUID, str]) -> Iterator[PersonalAccount]:
    pupils = [(one.person, Role.PUPIL) for one in county.applicants]
    for person, role in (*pupils, *((one, Role.GUARDIAN) for one in county.guardians)):
        hidden = person.security_marking != "none"
        name = "" if hidden else f"{person.given_name} {person.family_name}"
        email = shown.get(person.person_id, person.email)
        yield PersonalAccount(ids.persons[person.person_id], email, name, role)
