"""Lets the test runner empty the database after a test with real transactions: the log refuses removal.

The triggers are taken away for the moment of the flush, and put back as the migration made them.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection


@contextmanager
def log_unguarded() -> Iterator[None]:
    """The log's triggers are off inside, and on again after."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT to_regclass('audit_entry') IS NOT NULL")
            if cursor.fetchone()[0]:
                cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
            try:
                yield
            finally:
                cursor.execute("ALTER TABLE IF EXISTS audit_entry ENABLE TRIGGER USER")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger' AND tbl_name='audit_entry'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        try:
            yield
        finally:
            for _, statement in triggers:
                cursor.execute(statement)


@pytest.fixture(autouse=True, scope="session")
def flush_empties_the_log() -> Iterator[None]:
    """Wrap Django's flush after each test with real transactions."""
    from django.test.testcases import TransactionTestCase

    original = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        with log_unguarded():
            original(self)

    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = original
