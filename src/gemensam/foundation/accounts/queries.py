"""Reading accounts and roles for the administrator and the auditor."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Prefetch, Q, QuerySet

from gemensam.foundation.access.actors import ANONYMOUS, Actor, require
from gemensam.foundation.access.demo import DEMO_DOMAIN
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.access.roles import ROLES, Role, RoleDefinition
from gemensam.foundation.accounts import policies
from gemensam.foundation.directory.civic_number import CivicNumber, CivicNumberError
from gemensam.foundation.directory.models import Organisation, Person
from gemensam.foundation.directory.policies import reach
from gemensam.foundation.fields.keys import blind_index
from gemensam.foundation.fields.swedish import matches


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A role, where, and when."""

    id: UUID
    role: Role
    definition: RoleDefinition
    organisation: str  # empty: the whole co-operation
    starts: date
    ends: date | None
    in_force: bool
    is_over: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account with its roles, the ones in force first."""

    id: UUID
    display_name: str
    email: str
    is_open: bool
    last_login: datetime | None
    grants: tuple[GrantRow, ...]
    second_factors: tuple[str, ...]  # "totp", "webauthn"
    has_password: bool
    may_change: bool


def accounts(actor: Actor, *, search: str = "", role: Role | None = None) -> QuerySet[Account]:
    """Accounts that the actor may see, by name. ``search`` is part of a name or of an address."""
    require(actor, Permission.ACCESS_READ)
    rows = policies.visible(actor, Account.objects.all())
    if search:
        rows = rows.filter(matches("search", search))
    if role is not None:
        rows = rows.filter(pk__in=RoleGrant.objects.filter(role=role).values("account_id"))
    grants = RoleGrant.objects.order_by("-ends", "starts", "role")
    return rows.prefetch_related(Prefetch("grants", grants)).order_by("sort_key", "email", "id")


def account_rows(actor: Actor, page: Iterable[Account], *, on: date) -> list[AccountRow]:
    """The accounts as rows to show; a fixed number of queries however many they are."""
    found = list(page)
    names = dict(
        Organisation.objects.filter(
            pk__in={grant.organisation_id for account in found for grant in account.grants.all()}
        ).values_list("pk", "display_name")
    )
    factors: dict[UUID, set[str]] = {}
    for user_id, kind in Authenticator.objects.filter(
        user__in=found, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    ).values_list("user_id", "type"):
        factors.setdefault(user_id, set()).add(kind)
    reached = reach(actor, Permission.ACCESS_CHANGE)
    may = actor.has(Permission.ACCESS_CHANGE)
    rows = []
    for account in found:
        grants = tuple(
            _grant_row(grant, names, on, may and (reached is None or grant.organisation_id in reached))
            for grant in account.grants.all()
        )
        rows.append(
            AccountRow(
                id=account.pk,
                display_name=account.display_name,
                email=account.email or "",
                is_open=account.is_active,
                last_login=account.last_login,
                grants=tuple(sorted(grants, key=lambda grant: not grant.in_force)),
                second_factors=tuple(sorted(factors.get(account.pk, ()))),
                has_password=account.has_usable_password(),
                may_change=account.pk != actor.account_id and all(grant.may_end for grant in grants),
            )
        )
    return rows


def _grant_row(grant: RoleGrant, names: dict[UUID, str], on: date, may_end: bool) -> GrantRow:
    role = Role(grant.role)
    return GrantRow(
        id=grant.pk,
        role=role,
        definition=ROLES[role],
        organisation=names.get(grant.organisation_id, "") if grant.organisation_id else "",
        starts=grant.starts,
        ends=grant.ends,
        in_force=grant.starts <= on and (grant.ends is None or on <= grant.ends),
        is_over=grant.ends is not None and grant.ends < on,
        may_end=may_end and role in policies.STAFF_ROLES,
    )


def account(actor: Actor, account_id: UUID, *, on: date) -> AccountRow:
    """One account. Raises PermissionDenied, and Account.DoesNotExist when the actor may not see it."""
    found = accounts(actor).get(pk=account_id)
    return account_rows(actor, [found], on=on)[0]


def places_to_give(actor: Actor) -> list[tuple[UUID, str]]:
    """Organisations at which the actor may give roles, in Swedish order."""
    reached = reach(actor, Permission.ACCESS_CHANGE)
    rows = Organisation.objects.order_by("sort_key", "id")
    if reached is not None:
        rows = rows.filter(pk__in=reached)
    return list(rows.values_list("pk", "display_name"))


def reaches_everything(actor: Actor) -> bool:
    """Whether the actor may give roles for the whole co-operation."""
    return actor.has(Permission.ACCESS_CHANGE) and reach(actor, Permission.ACCESS_CHANGE) is None


def own_account(actor: Actor, *, on: date) -> AccountRow:
    """The actor's own account. Raises Account.DoesNotExist for someone without one."""
    if actor.account_id is None:
        raise Account.DoesNotExist
    found = Account.objects.prefetch_related("grants").get(pk=actor.account_id)
    return account_rows(actor, [found], on=on)[0]


def has_second_factor(account_id: UUID) -> bool:
    """Whether the account has an app or a key to log in with."""
    return Authenticator.objects.filter(
        user_id=account_id, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    ).exists()


def account_by_address(address: str) -> Account | None:
    """The open account with the e-mail address. For log-in only: nobody is shown the answer."""
    return Account.objects.filter(email=address.strip().lower(), is_active=True).first()


def staff_to_tell(permission: Permission, organisation_id: UUID, *, on: date) -> list[UUID]:
    """Persons with open accounts who hold the permission at the organisation. Nobody is shown the answer."""
    carrying = [role.value for role, definition in ROLES.items() if permission in definition.permissions]
    rows = RoleGrant.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=on), starts__lte=on, role__in=carrying,
        organisation_id=organisation_id, account__is_active=True, account__person_id__isnull=False,
    )  # fmt: skip
    return sorted({person for person in rows.values_list("account__person_id", flat=True) if person})


def demo_accounts(*, on: date) -> list[AccountRow]:
    """The demo's accounts with a role in force, by role. For the demo's role picker only."""
    found = (
        Account.objects.filter(email__endswith=f"@{DEMO_DOMAIN}", is_active=True)
        .prefetch_related("grants")
        .order_by("sort_key", "email")
    )
    order = list(Role)
    rows = [row for row in account_rows(ANONYMOUS, found, on=on) if row.grants and row.grants[0].in_force]
    return sorted(rows, key=lambda row: order.index(row.grants[0].role))


def demo_account(account_id: UUID) -> Account:
    """A demo account to log in as. Raises Account.DoesNotExist for every other account."""
    return Account.objects.get(pk=account_id, email__endswith=f"@{DEMO_DOMAIN}", is_active=True)


def unknown_number(*, on: date) -> CivicNumber:
    """A made-up civic number that nobody of the demo has: someone who turns 16 in the year after."""
    for days in range(365):
        day = date(on.year - 16, 1, 1) + timedelta(days=days)
        for ending in range(
            9890, 9900
        ):  # Skatteverket's test numbers end so; one of ten has the right last digit
            try:
                number = CivicNumber.parse(f"{day:%Y%m%d}{ending}", today=on)
            except CivicNumberError:
                continue
            if not Person.objects.filter(civic_no_index=blind_index(number.value)).exists():
                return number
    raise LookupError("every made-up number is taken")
