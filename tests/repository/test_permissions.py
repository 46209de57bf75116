"""Roles and permissions as data: the generated page is current, and the house's own limits hold."""

import pytest

from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.access.roles import ROLES, Role
from tools import permissions_doc

READS = {
    permission for permission in Permission if permission.value.endswith((".read", ".verify", ".download"))
}


def test_permissions_page_is_what_the_code_says():
    written = permissions_doc.PAGE.read_text(encoding="utf-8")
    assert written == permissions_doc.text(), "run: python tools/permissions_doc.py"


def test_every_role_is_defined_with_a_name_and_a_sentence():
    assert list(ROLES) == list(Role)
    assert all(definition.name and definition.sentence.endswith(".") for definition in ROLES.values())


def test_every_permission_is_held_by_some_role():
    assert set().union(*(definition.permissions for definition in ROLES.values())) == set(Permission)


def test_auditor_changes_nothing_and_reads_no_protected_person():
    held = ROLES[Role.AUDITOR].permissions
    assert held - READS == set()
    assert Permission.PERSON_PROTECTED_READ not in held


def test_only_the_officer_reads_protected_persons():
    holders = [role for role, one in ROLES.items() if Permission.PERSON_PROTECTED_READ in one.permissions]
    assert holders == [Role.OFFICE_OFFICER]


def test_administrator_of_accounts_sees_no_pupils():
    held = ROLES[Role.IT_ADMINISTRATOR].permissions
    assert held & {Permission.PERSON_READ, Permission.APPLICANT_READ, Permission.APPLICANT_EXPORT} == set()


def test_pupil_and_guardian_hold_their_own_matters_only_and_all_others_are_staff():
    assert [role for role, one in ROLES.items() if not one.is_staff] == [Role.PUPIL, Role.GUARDIAN]
    for role, matters in ((Role.PUPIL, "own_"), (Role.GUARDIAN, "ward_")):
        assert {
            code for code in ROLES[role].permissions if not code.startswith((matters, "guidance.book"))
        } == set()


@pytest.mark.parametrize("permission", list(Permission))
def test_permission_code_is_object_dot_verb_in_the_order_of_its_name(permission: Permission):
    thing, verb = permission.value.split(".")
    assert permission.name == f"{thing}_{verb}".upper()
