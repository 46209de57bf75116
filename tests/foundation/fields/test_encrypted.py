"""Encrypted fields, their keys and the blind index."""

import base64
import io

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.management import call_command
from django.db import connection

from gemensam.foundation.directory.models import Person
from gemensam.foundation.fields.keys import blind_index, current_key_id, data_keys
from gemensam.foundation.fields.sealing import SealBroken, key_id_of, seal, unseal

OLD = "old:" + base64.b64encode(b"o" * 32).decode()
NEW = "new:" + base64.b64encode(b"n" * 32).decode()


def _stored_email(person: Person) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT email, id FROM directory_person")
        return bytes(cursor.fetchone()[0])


def test_unseal_with_the_purpose_of_the_seal_gives_the_content():
    assert unseal(seal("åäö".encode(), "a.b.c"), "a.b.c") == "åäö".encode()


def test_seal_twice_gives_two_values():
    assert seal(b"same", "a.b.c") != seal(b"same", "a.b.c")


def test_unseal_with_another_purpose_is_refused():
    with pytest.raises(SealBroken, match="changed"):
        unseal(seal(b"x", "directory.person.email"), "directory.person.phone")


@pytest.mark.parametrize("position", [-1, -10, 20])
def test_unseal_of_a_changed_value_is_refused(position):
    sealed = bytearray(seal(b"some content", "a.b.c"))
    sealed[position] ^= 1
    with pytest.raises(SealBroken, match="changed"):
        unseal(bytes(sealed), "a.b.c")


@pytest.mark.parametrize("value", [b"", b"\x01", b"plain text in the column", b"\x02" + b"x" * 40])
def test_unseal_of_something_else_is_refused(value):
    with pytest.raises(SealBroken, match="form"):
        unseal(value, "a.b.c")


def test_unseal_without_the_key_is_refused(settings):
    settings.DATA_KEYS = [OLD]
    sealed = seal(b"x", "a.b.c")
    settings.DATA_KEYS = [NEW]
    with pytest.raises(SealBroken, match="unknown_key"):
        unseal(sealed, "a.b.c")


def test_keys_newest_first_encrypts_with_the_first_and_opens_both(settings):
    settings.DATA_KEYS = [OLD]
    sealed = seal(b"x", "a.b.c")
    settings.DATA_KEYS = [NEW, OLD]
    assert current_key_id() == "new"
    assert key_id_of(seal(b"y", "a.b.c")) == "new"
    assert unseal(sealed, "a.b.c") == b"x"


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["no colon"],
        ["short:" + base64.b64encode(b"k" * 16).decode()],
        ["bad:not base64!"],
        [OLD, OLD],
        [":" + base64.b64encode(b"k" * 32).decode()],
    ],
)
def test_data_keys_with_a_fault_are_refused(settings, lines):
    settings.DATA_KEYS = lines
    with pytest.raises(ImproperlyConfigured):
        data_keys()


def test_blind_index_is_keyed_and_stable(settings):
    settings.BLIND_INDEX_KEY = "one"
    first = blind_index("201001012384")
    assert (len(first), first) == (32, blind_index("201001012384"))
    assert first != blind_index("201001012385")
    settings.BLIND_INDEX_KEY = "two"
    assert first != blind_index("201001012384")


@pytest.mark.django_db
def test_encrypted_field_in_the_database_is_not_readable():
    person = Person.objects.create(given_name="A", family_name="B", email="asa@example.invalid")
    stored = _stored_email(person)
    assert b"asa" not in stored
    assert unseal(stored, "directory.person.email") == b"asa@example.invalid"
    assert Person.objects.get().email == "asa@example.invalid"
    assert Person.objects.values_list("email", flat=True).get() == "asa@example.invalid"


@pytest.mark.django_db
def test_encrypted_field_of_bulk_created_rows_is_encrypted():
    Person.objects.bulk_create([Person(given_name="A", family_name="B", phone="0701740605")])
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM directory_person")
        assert b"0701740605" not in bytes(cursor.fetchone()[0])
    assert Person.objects.get().phone == "0701740605"


@pytest.mark.django_db
@pytest.mark.parametrize("lookup", ["email", "email__contains", "email__in", "email__gt"])
def test_encrypted_field_in_a_search_is_refused(lookup):
    with pytest.raises((FieldError, TypeError)):
        Person.objects.filter(**{lookup: "x"}).exists()


@pytest.mark.django_db
def test_encrypted_field_can_be_asked_for_null():
    Person.objects.create(given_name="A", family_name="B")
    assert Person.objects.filter(civic_no__isnull=True).count() == 1


@pytest.mark.django_db
def test_rotate_data_keys_rewrites_every_value_with_the_newest_key(settings):
    settings.DATA_KEYS = [OLD]
    for number in range(5):
        Person.objects.create(given_name="A", family_name=f"B{number}", email=f"{number}@example.invalid")
    assert key_id_of(_stored_email(Person.objects.first())) == "old"
    settings.DATA_KEYS = [NEW, OLD]
    output = io.StringIO()
    call_command("rotate_data_keys", batch=2, stdout=output)
    assert "directory.person.email: 5" in output.getvalue()
    settings.DATA_KEYS = [NEW]
    assert sorted(Person.objects.values_list("email", flat=True)) == [
        f"{n}@example.invalid" for n in range(5)
    ]


@pytest.mark.django_db
def test_rotate_data_keys_when_nothing_is_old_changes_nothing(settings):
    settings.DATA_KEYS = [NEW, OLD]
    person = Person.objects.create(given_name="A", family_name="B", email="a@example.invalid")
    before = _stored_email(person)
    call_command("rotate_data_keys", stdout=io.StringIO())
    assert _stored_email(person) == before
