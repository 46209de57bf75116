"""Accounts, password hashes, and the actor that an account becomes."""

import time
from datetime import date
from uuid import uuid4

import pytest
from argon2 import extract_parameters
from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction
from django.test import override_settings

from gemensam.foundation.access.actors import ANONYMOUS, SYSTEM, Actor, Grant, PermissionDenied, require
from gemensam.foundation.access.demo import DEMO_DOMAIN, demo_address
from gemensam.foundation.access.hashers import Argon2id19MiB
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.access.queries import actor_for
from gemensam.foundation.access.roles import Role

DAY = date(2027, 6, 14)
REAL_HASHERS = override_settings(PASSWORD_HASHERS=["gemensam.foundation.access.hashers.Argon2id19MiB"])


@REAL_HASHERS
def test_password_hash_is_argon2id_with_19_mib_two_passes_one_lane():
    encoded = make_password("en lång mening")
    found = extract_parameters(encoded.removeprefix("argon2"))
    assert encoded.startswith("argon2$argon2id$")
    assert (found.memory_cost, found.time_cost, found.parallelism) == (19 * 1024, 2, 1)
    assert check_password("en lång mening", encoded)
    assert not check_password("en lång Mening", encoded)


@REAL_HASHERS
def test_password_hash_costs_less_than_half_a_second():
    """Ten times what it should take: tells the pinned setting from Django's own (0.4 s and 1.5 s of processor)."""
    began = time.process_time()
    Argon2id19MiB().encode("en lång mening", "saltsaltsaltsalt")
    assert time.process_time() - began < 0.3


@pytest.mark.django_db
def test_account_address_is_stored_in_lower_case_and_once():
    Account.objects.create_user(" Rut@Example.Invalid ")
    assert Account.objects.get().email == "rut@example.invalid"
    assert Account.objects.get_by_natural_key("RUT@example.invalid").email == "rut@example.invalid"
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create_user("RUT@example.invalid")
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(email="Rut2@example.invalid")
    Account.objects.create_user(None)
    Account.objects.create_user("")
    assert Account.objects.filter(email=None).count() == 2


@pytest.mark.django_db
def test_account_says_nothing_about_its_owner_as_text():
    account = Account.objects.create_user("rut@example.invalid", display_name="Rut")
    assert str(account) == str(account.pk)
    assert "rut" not in repr(account).lower()


@pytest.mark.django_db
def test_session_hash_changes_with_password_and_epoch():
    account = Account.objects.create_user("rut@example.invalid", "ett")
    seen = {account.get_session_auth_hash()}
    account.set_password("två")
    seen.add(account.get_session_auth_hash())
    account.session_epoch += 1
    seen.add(account.get_session_auth_hash())
    assert len(seen) == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("starts", "ends", "in_force"),
    [
        (date(2027, 6, 14), None, True),
        (date(2027, 6, 15), None, False),
        (date(2020, 1, 1), date(2027, 6, 14), True),
        (date(2020, 1, 1), date(2027, 6, 13), False),
        (date(2027, 6, 14), date(2027, 6, 14), True),
    ],
)
def test_actor_for_account_holds_only_grants_in_force(starts: date, ends: date | None, in_force: bool):
    account = Account.objects.create_user("rut@example.invalid", display_name="Rut")
    organisation = uuid4()
    RoleGrant.objects.create(
        account=account, role=Role.SCHOOL_HEAD, organisation_id=organisation, starts=starts, ends=ends
    )
    grants = (Grant(Role.SCHOOL_HEAD, organisation, starts, ends),) if in_force else ()
    assert actor_for(account, on=DAY) == Actor(account.pk, None, "Rut", grants)
    assert Grant(Role.SCHOOL_HEAD, organisation, starts, ends).active_on(DAY) is in_force


@pytest.mark.django_db
def test_actor_for_closed_account_may_nothing():
    account = Account.objects.create_user("rut@example.invalid", is_active=False)
    RoleGrant.objects.create(account=account, role=Role.AUDITOR, starts=date(2020, 1, 1))
    assert actor_for(account, on=DAY).grants == ()


@pytest.mark.django_db
def test_grant_in_the_database_refuses_what_is_wrong():
    account = Account.objects.create_user("rut@example.invalid")
    organisation = uuid4()
    good = {"account": account, "role": Role.AUDITOR, "starts": DAY}
    RoleGrant.objects.create(**good)
    RoleGrant.objects.create(**good, organisation_id=organisation)
    wrong = [
        good,
        good | {"organisation_id": organisation},
        good | {"role": "emperor"},
        good | {"starts": date(2027, 1, 2), "ends": date(2027, 1, 1)},
    ]
    for values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleGrant.objects.create(**values)


def actor(*grants: tuple[Role, object]) -> Actor:
    return Actor(uuid4(), None, "Rut", tuple(Grant(role, place, DAY) for role, place in grants))


def test_actor_has_and_organisations_follow_the_grants():
    one, two = uuid4(), uuid4()
    rut = actor((Role.SCHOOL_HEAD, one), (Role.COUNSELLOR, two), (Role.AUDITOR, None))
    assert rut.organisations_with(Permission.APPLICANT_READ) == {one, two}
    assert rut.organisations_with(Permission.AUDIT_READ) == frozenset()
    assert rut.has(Permission.AUDIT_READ)
    assert rut.has_everywhere(Permission.AUDIT_READ)
    assert not rut.has_everywhere(Permission.APPLICANT_READ)
    assert not rut.has(Permission.ROUND_RUN)
    assert rut.roles() == {Role.SCHOOL_HEAD, Role.COUNSELLOR, Role.AUDITOR}
    assert rut.is_staff()
    assert not actor((Role.PUPIL, None)).is_staff()


def test_require_without_the_permission_tells_which():
    require(actor((Role.AUDITOR, None)), Permission.AUDIT_READ)
    for nobody in (ANONYMOUS, SYSTEM, actor((Role.PUPIL, None))):
        with pytest.raises(PermissionDenied, match=r"audit\.read"):
            require(nobody, Permission.AUDIT_READ)


def test_demo_address_tells_several_of_a_role_apart():
    assert demo_address(Role.OFFICE_OFFICER) == f"office_officer@{DEMO_DOMAIN}"
    assert demo_address(Role.OFFICE_APPROVER, 2) == f"office_approver2@{DEMO_DOMAIN}"
