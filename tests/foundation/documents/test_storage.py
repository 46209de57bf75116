"""Stored files: encrypted, whole, once."""

from uuid import uuid4

import pytest
from django.db import connection, transaction

from gemensam.foundation.documents import read, remove, store
from gemensam.foundation.documents.models import StoredFile, StoredPart
from gemensam.foundation.documents.storage import PART_BYTES, FileDamagedError

pytestmark = pytest.mark.django_db


@pytest.fixture
def keep(now):
    def make(content=b"innehall", name="Annas betyg.xlsx", purpose="admissions.import"):
        return store(content=content, name=name, media_type="text/plain", purpose=purpose, at=now)

    return make


@pytest.mark.parametrize("size", [0, 1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1])
def test_stored_file_of_any_size_is_read_back(keep, size):
    content = b"x" * size
    stored = keep(content)
    assert (read(stored.pk), stored.size) == (content, size)
    assert StoredPart.objects.filter(file=stored).count() == -(-size // PART_BYTES)


def test_stored_file_in_the_database_shows_neither_content_nor_name(keep):
    keep(b"hemligt innehall")
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM documents_storedpart")
        content = bytes(cursor.fetchone()[0])
        cursor.execute("SELECT name FROM documents_storedfile")
        name = bytes(cursor.fetchone()[0])
    assert b"hemligt" not in content
    assert b"Anna" not in name
    assert StoredFile.objects.get().name == "Annas betyg.xlsx"


def test_same_content_for_the_same_purpose_is_one_row(keep):
    first, second = keep(), keep(name="kopia.xlsx")
    assert (first.pk, StoredFile.objects.count(), StoredPart.objects.count()) == (second.pk, 1, 1)
    assert keep(purpose="annat").pk != first.pk
    assert keep(content=b"annat").pk != first.pk


def test_store_in_a_transaction_that_is_taken_back_leaves_nothing(keep):
    with pytest.raises(RuntimeError), transaction.atomic():
        keep()
        raise RuntimeError
    assert StoredFile.objects.count() == 0


def test_remove_takes_the_parts_too(keep):
    stored = keep()
    assert (remove(stored.pk), remove(stored.pk)) == (True, False)
    assert StoredPart.objects.count() == 0
    with pytest.raises(StoredFile.DoesNotExist):
        read(stored.pk)


def test_read_of_an_unknown_file_is_refused():
    with pytest.raises(StoredFile.DoesNotExist):
        read(uuid4())


def test_read_of_a_file_that_lost_a_part_is_refused(keep):
    stored = keep(b"x" * (PART_BYTES + 1))
    StoredPart.objects.filter(file=stored, number=1).delete()
    with pytest.raises(FileDamagedError):
        read(stored.pk)
