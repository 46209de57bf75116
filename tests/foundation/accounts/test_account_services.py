"""Opening accounts, giving and ending roles: who may, where, and what is logged."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from allauth.mfa.models import Authenticator

from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.accounts import policies, queries
from gemensam.foundation.accounts.services.end_grant import end_grant
from gemensam.foundation.accounts.services.grant_role import GrantRefused, grant_role
from gemensam.foundation.accounts.services.open_account import AddressTaken, open_account
from gemensam.foundation.accounts.services.remove_second_factors import remove_second_factors
from gemensam.foundation.accounts.services.set_account_open import set_account_open
from gemensam.foundation.accounts.services.sign_out_everywhere import sign_out_everywhere
from gemensam.foundation.audit.models import AuditEntry
from gemensam.foundation.directory.models import Organisation, Person

AT = datetime(2027, 6, 14, 10, 0, tzinfo=UTC)
DAY = date(2027, 6, 14)
STAFF = [role for role in Role if role not in {Role.PUPIL, Role.GUARDIAN}]
pytestmark = pytest.mark.django_db
Actors = Callable[..., Actor]


@pytest.fixture
def places() -> dict[str, Organisation]:
    """Municipality A with a school, municipality B, and the office."""
    found: dict[str, Organisation] = {}
    for name, kind, parent in (
        ("A", "provider", None), ("A1", "school_unit", "A"), ("B", "provider", None),
        ("office", "admissions_office", None),
    ):  # fmt: skip
        found[name] = Organisation.objects.create(
            display_name=f"Plats {name}", organisation_type=kind, parent=found.get(parent or "")
        )
    return found


@pytest.fixture
def administrator(actor_with: Actors, places: dict[str, Organisation]) -> Actor:
    return actor_with(Role.IT_ADMINISTRATOR, organisation_id=places["A"].pk)


def opened(
    actor: Actor, place: Organisation | None, role: Role = Role.SCHOOL_HEAD, email: str = "Ny@example.invalid"
):
    return open_account(
        actor=actor,
        email=email,
        display_name=" Ny Person ",
        role=role,
        organisation_id=place.pk if place else None,
        starts=DAY,
        at=AT,
    )


def events() -> list[tuple[str, str]]:
    return list(AuditEntry.objects.order_by("seq").values_list("event", "target_id"))


def test_open_account_within_reach_opens_it_with_its_role(
    administrator: Actor, places: dict[str, Organisation]
):
    made = opened(administrator, places["A1"])
    account = Account.objects.get(pk=made)
    assert (account.email, account.display_name) == ("ny@example.invalid", "Ny Person")
    assert not account.has_usable_password()
    assert list(account.grants.values_list("role", "organisation_id", "starts", "ends")) == [
        ("school_head", places["A1"].pk, DAY, None)
    ]
    assert events() == [("account.opened", str(made)), ("role.granted", str(made))]


@pytest.mark.parametrize("place", ["B", "office", None])
def test_open_account_out_of_reach_is_denied(
    administrator: Actor, places: dict[str, Organisation], place: str | None
):
    with pytest.raises(PermissionDenied):
        opened(administrator, places[place] if place else None)
    assert (Account.objects.filter(email="ny@example.invalid").count(), events()) == (0, [])


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.IT_ADMINISTRATOR])
def test_open_account_by_every_other_role_is_denied(
    actor_with: Actors, places: dict[str, Organisation], role: Role
):
    with pytest.raises(PermissionDenied):
        opened(actor_with(role), places["A1"])
    with pytest.raises(PermissionDenied):
        opened(actor_with(role, organisation_id=places["office"].pk), places["A1"])


@pytest.mark.parametrize("role", [Role.PUPIL, Role.GUARDIAN])
def test_open_account_for_pupil_or_guardian_by_hand_is_denied(actor_with: Actors, role: Role):
    with pytest.raises(PermissionDenied):
        opened(actor_with(Role.IT_ADMINISTRATOR), None, role)


@pytest.mark.parametrize("role", STAFF)
def test_open_account_by_the_whole_co_operations_administrator_gives_every_staff_role_anywhere(
    actor_with: Actors, places: dict[str, Organisation], role: Role
):
    boss = actor_with(Role.IT_ADMINISTRATOR)
    opened(boss, None, role, "a@example.invalid")
    opened(boss, places["B"], role, "b@example.invalid")
    assert RoleGrant.objects.filter(role=role, starts=DAY).count() == 2


def test_open_account_with_an_address_in_use_is_refused(
    administrator: Actor, places: dict[str, Organisation]
):
    opened(administrator, places["A1"])
    with pytest.raises(AddressTaken):
        opened(administrator, places["A1"], email=" NY@example.invalid")


def test_grant_role_logs_the_account_out_and_is_logged(administrator: Actor, places: dict[str, Organisation]):
    made = opened(administrator, places["A1"])
    before = Account.objects.get(pk=made).session_epoch
    grant = grant_role(
        actor=administrator, account_id=made, role=Role.COUNSELLOR, organisation_id=places["A"].pk,
        starts=DAY, ends=date(2027, 12, 31), at=AT,
    )  # fmt: skip
    assert Account.objects.get(pk=made).session_epoch == before + 1
    last = AuditEntry.objects.get(event="role.granted", facts__role="counsellor")
    assert last.facts == {
        "grant": str(grant), "role": "counsellor", "starts": "2027-06-14", "ends": "2027-12-31"
    }  # fmt: skip
    assert last.organisation_id == places["A"].pk


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [
        (date(2027, 7, 1), date(2027, 6, 1), "period"),
        (date(2027, 6, 1), date(2027, 6, 14), "held_already"),
        (date(2030, 1, 1), None, "held_already"),
    ],
)
def test_grant_role_that_cannot_be_is_refused(
    administrator: Actor, places: dict[str, Organisation], starts: date, ends: date | None, code: str
):
    made = opened(administrator, places["A1"])
    with pytest.raises(GrantRefused) as refused:
        grant_role(
            actor=administrator, account_id=made, role=Role.SCHOOL_HEAD, organisation_id=places["A1"].pk,
            starts=starts, ends=ends, at=AT,
        )  # fmt: skip
    assert refused.value.code == code


def test_grant_role_at_an_organisation_that_is_not_there_is_refused(
    actor_with: Actors, places: dict[str, Organisation]
):
    from uuid import uuid4

    boss = actor_with(Role.IT_ADMINISTRATOR)
    made = opened(boss, places["A1"])
    with pytest.raises(GrantRefused, match="unknown_organisation"):
        grant_role(
            actor=boss, account_id=made, role=Role.COUNSELLOR, organisation_id=uuid4(), starts=DAY, at=AT
        )


def test_grant_role_just_after_another_ends_is_fine(administrator: Actor, places: dict[str, Organisation]):
    made = opened(administrator, places["A1"])
    RoleGrant.objects.filter(account_id=made).update(ends=DAY)
    grant_role(
        actor=administrator, account_id=made, role=Role.SCHOOL_HEAD, organisation_id=places["A1"].pk,
        starts=date(2027, 6, 15), at=AT,
    )  # fmt: skip
    assert RoleGrant.objects.filter(account_id=made).count() == 2


def test_own_roles_cannot_be_changed(administrator: Actor, places: dict[str, Organisation]):
    assert administrator.account_id is not None
    with pytest.raises(PermissionDenied):
        grant_role(
            actor=administrator, account_id=administrator.account_id, role=Role.AUDITOR,
            organisation_id=places["A"].pk, starts=DAY, at=AT,
        )  # fmt: skip
    with pytest.raises(PermissionDenied):
        set_account_open(actor=administrator, account_id=administrator.account_id, is_open=False, at=AT)


def test_account_with_a_role_out_of_reach_can_be_seen_and_not_changed(
    administrator: Actor, actor_with: Actors, places: dict[str, Organisation]
):
    made = opened(administrator, places["A1"])
    RoleGrant.objects.create(
        account_id=made, role=Role.SCHOOL_HEAD, organisation_id=places["B"].pk, starts=DAY
    )
    assert not queries.account(administrator, made, on=DAY).may_change
    with pytest.raises(PermissionDenied):
        set_account_open(actor=administrator, account_id=made, is_open=False, at=AT)


@pytest.mark.parametrize("kind", ["far", "pupil", "protected"])
def test_hidden_account_is_as_if_it_were_not_there(
    administrator: Actor, places: dict[str, Organisation], kind: str
):
    account = Account.objects.create_user("dold@example.invalid", display_name="Dold")
    role, place = Role.SCHOOL_HEAD, places["A1"]
    if kind == "far":
        place = places["B"]
    if kind == "pupil":
        role = Role.PUPIL
    if kind == "protected":
        account.person_id = Person.objects.create(
            given_name="Dold", family_name="D", security_marking="confidential"
        ).pk
        account.save()
    RoleGrant.objects.create(account=account, role=role, organisation_id=place.pk, starts=DAY)
    assert account not in queries.accounts(administrator)
    with pytest.raises(Account.DoesNotExist):
        queries.account(administrator, account.pk, on=DAY)
    with pytest.raises(Account.DoesNotExist):
        sign_out_everywhere(actor=administrator, account_id=account.pk, at=AT)


def test_account_of_a_person_the_directory_does_not_know_is_hidden(
    administrator: Actor, places: dict[str, Organisation]
):
    from uuid import uuid4

    account = Account.objects.create_user("dold@example.invalid", person_id=uuid4())
    RoleGrant.objects.create(
        account=account, role=Role.SCHOOL_HEAD, organisation_id=places["A1"].pk, starts=DAY
    )
    assert list(policies.visible(administrator, Account.objects.filter(pk=account.pk))) == []


@pytest.mark.parametrize(
    ("starts", "left"),
    [(date(2027, 1, 1), date(2027, 6, 13)), (DAY, "removed"), (date(2028, 1, 1), "removed")],
)
def test_end_grant_takes_the_role_away_at_once(
    administrator: Actor, places: dict[str, Organisation], starts: date, left: object
):
    made = opened(administrator, places["A1"])
    RoleGrant.objects.filter(account_id=made).update(starts=starts)
    RoleGrant.objects.create(
        account_id=made, role=Role.COUNSELLOR, organisation_id=places["A1"].pk, starts=DAY
    )
    grant = RoleGrant.objects.get(account_id=made, role=Role.SCHOOL_HEAD)
    epoch = Account.objects.get(pk=made).session_epoch
    for _ in range(2 if left != "removed" else 1):
        end_grant(actor=administrator, account_id=made, grant_id=grant.pk, today=DAY, at=AT)
    found = RoleGrant.objects.filter(pk=grant.pk).first()
    assert (found.ends if found else "removed") == left
    assert Account.objects.get(pk=made).session_epoch == epoch + 1
    assert [event for event, _ in events()].count("role.ended") == 1


def test_close_and_open_account_logs_out_and_twice_is_once(
    administrator: Actor, places: dict[str, Organisation]
):
    made = opened(administrator, places["A1"])
    for is_open in (False, False, True, True):
        set_account_open(actor=administrator, account_id=made, is_open=is_open, at=AT)
    assert [event for event, _ in events()][2:] == ["account.closed", "account.reopened"]
    assert Account.objects.get(pk=made).is_active


def test_sign_out_everywhere_of_oneself_needs_no_permission(actor_with: Actors):
    pupil = actor_with(Role.PUPIL)
    sign_out_everywhere(actor=pupil, account_id=pupil.account_id, at=AT)
    assert Account.objects.get(pk=pupil.account_id).session_epoch == 1
    assert events() == [("account.signed_out_everywhere", str(pupil.account_id))]


def test_remove_second_factors_takes_them_all_and_logs_out(
    administrator: Actor, places: dict[str, Organisation]
):
    made = opened(administrator, places["A1"])
    for kind in ("totp", "recovery_codes"):
        Authenticator.objects.create(user_id=made, type=kind, data={})
    assert queries.has_second_factor(made)
    remove_second_factors(actor=administrator, account_id=made, at=AT)
    assert Authenticator.objects.count() == 0
    assert not queries.has_second_factor(made)
    assert AuditEntry.objects.get(event="account.second_factor_removed").facts == {"removed": 2}


def test_accounts_list_searches_in_swedish_and_filters_by_role(
    actor_with: Actors, places: dict[str, Organisation]
):
    boss = actor_with(Role.IT_ADMINISTRATOR)
    names = ["Östen Ek", "Åsa Al", "Ängla Bo", "Zara Ö"]
    for number, name in enumerate(names):
        account = Account.objects.create_user(f"{number}@example.invalid", display_name=name)
        role = Role.AUDITOR if number == 0 else Role.SCHOOL_HEAD
        RoleGrant.objects.create(account=account, role=role, starts=DAY)

    def shown(**choice: object) -> list[str]:
        return [row.display_name for row in queries.accounts(boss, **choice) if row.pk != boss.account_id]

    assert shown() == ["Zara Ö", "Åsa Al", "Ängla Bo", "Östen Ek"]
    assert shown(search="östen") == ["Östen Ek"]
    assert shown(search="2@example") == ["Ängla Bo"]
    assert shown(role=Role.AUDITOR) == ["Östen Ek"]


@pytest.mark.parametrize("rows", [1, 3])
def test_account_rows_for_any_number_asks_the_same_number_of_queries(
    administrator: Actor, places: dict[str, Organisation], rows: int, django_assert_num_queries: Callable
):
    for number in range(rows):
        opened(administrator, places["A1"], email=f"{number}@example.invalid")
    with django_assert_num_queries(8):
        found = queries.account_rows(administrator, queries.accounts(administrator), on=DAY)
    assert len(found) == rows + 1


def test_places_to_give_are_those_within_reach(
    administrator: Actor, actor_with: Actors, places: dict[str, Organisation]
):
    assert [name for _, name in queries.places_to_give(administrator)] == ["Plats A", "Plats A1"]
    assert not queries.reaches_everything(administrator)
    boss = actor_with(Role.IT_ADMINISTRATOR)
    assert len(queries.places_to_give(boss)) == 4
    assert queries.reaches_everything(boss)
    assert not queries.reaches_everything(actor_with(Role.AUDITOR))
