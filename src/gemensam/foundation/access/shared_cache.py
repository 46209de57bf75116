"""Django's database cache with one statement for each write.

Django's own counts the whole table at each write, and when there are too many rows it drops some, limits in force among
them. Here only what has expired goes, by periodic work.
"""

import base64
import pickle
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connection, transaction
from django.utils import timezone

from gemensam.foundation.access.models import SharedCacheRow

_TABLE = SharedCacheRow._meta.db_table
_RENEWED = "value = excluded.value, expires = excluded.expires"
Timeout = Any  # seconds, None for ever, or Django's mark for what is usual


class SharedCache(DatabaseCache):
    """A cache that all processes and nodes share. Keys are short-lived; what is read is never older than written."""

    def set(
        self, key: str, value: Any, timeout: Timeout = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        self._write({self._key(key, version): (value, timeout)}, _RENEWED)

    def add(
        self, key: str, value: Any, timeout: Timeout = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        only_expired = f'{_RENEWED} WHERE "{_TABLE}".expires < %s'
        return self._write({self._key(key, version): (value, timeout)}, only_expired, _now()) == 1

    def set_many(
        self, data: Mapping[str, Any], timeout: Timeout = DEFAULT_TIMEOUT, version: int | None = None
    ) -> list[str]:
        self._write({self._key(key, version): (value, timeout) for key, value in data.items()}, _RENEWED)
        return []

    def change(
        self, timeouts: Mapping[str, Timeout], how: Callable[[Mapping[str, Any]], Mapping[str, Any]]
    ) -> None:
        """Let ``how`` make new values of the keys' present ones (None where there is none), undisturbed by others.

        Two statements however many keys. ``how`` may leave keys out: these keep what they have.
        """
        names = {self._key(key, None): key for key in sorted(timeouts)}
        with transaction.atomic():
            present = self._locked(names)
            changed = how(present)
            self._write(
                {self._key(key, None): (value, timeouts[key]) for key, value in changed.items()}, _RENEWED
            )

    def _locked(self, names: Mapping[str, str]) -> dict[str, Any]:
        """The values of the rows, which nobody else can change until the transaction ends; missing ones are made."""
        kept_as_it_is = "cache_key = excluded.cache_key RETURNING cache_key, value, expires"
        values = [part for name in names for part in (name, _packed(None), _now())]
        with connection.cursor() as cursor:
            cursor.execute(_upsert(len(names), kept_as_it_is), values)
            rows = cursor.fetchall()
        field = SharedCacheRow._meta.get_field("expires")
        converters = connection.ops.get_db_converters(field.get_col(_TABLE)) + field.get_db_converters(
            connection
        )
        present = dict.fromkeys(names.values())
        for name, value, expires in rows:
            for converter in converters:
                expires = converter(expires, None, connection)  # noqa: PLW2901 - as Django converts
            if expires >= timezone.now():
                present[names[name]] = pickle.loads(base64.b64decode(value))  # noqa: S301 - rows of our own
        return present

    def _write(self, rows: Mapping[str, tuple[Any, Timeout]], then: str, *more: Any) -> int:
        if not rows:
            return 0
        values = [
            part
            for key, (value, timeout) in sorted(
                rows.items()
            )  # in one order always, so that nobody waits in a ring
            for part in (key, _packed(value), self._expiry(timeout))
        ]
        with connection.cursor() as cursor:
            cursor.execute(_upsert(len(rows), then), [*values, *more])
            return int(cursor.rowcount)

    def _expiry(self, timeout: Timeout) -> Any:
        at = self.get_backend_timeout(timeout)
        return _stored(datetime.max.replace(tzinfo=UTC) if at is None else datetime.fromtimestamp(at, UTC))

    def _key(self, key: str, version: int | None) -> str:
        return str(self.make_and_validate_key(key, version=version))


def clear_expired(now: datetime) -> int:
    """Remove what has expired; the number of it."""
    return SharedCacheRow.objects.filter(expires__lt=now).delete()[0]


def _upsert(count: int, then: str) -> str:
    places = ", ".join(["(%s, %s, %s)"] * count)
    return (
        f'INSERT INTO "{_TABLE}" (cache_key, value, expires) VALUES {places} '  # noqa: S608 - fixed texts only
        f"ON CONFLICT (cache_key) DO UPDATE SET {then}"
    )


def _packed(value: Any) -> str:
    return base64.b64encode(pickle.dumps(value, pickle.HIGHEST_PROTOCOL)).decode("ascii")


def _now() -> Any:
    return _stored(timezone.now())


def _stored(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)
