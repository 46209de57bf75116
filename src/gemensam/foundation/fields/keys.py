"""The installation's data keys: AES-256 keys with an id each (newest first) and the key of the blind index.

``settings.DATA_KEYS`` is a list of ``"keyid:base64 of 32 bytes"``. The first one encrypts; all can decrypt,
so a new key is put first and the old one stays until ``rotate_data_keys`` has rewritten everything.
"""

import base64
import binascii
import hashlib
import hmac
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
KEY_ID_LIMIT = 32


@lru_cache(maxsize=8)
def _parsed(lines: tuple[str, ...]) -> dict[str, bytes]:
    keys: dict[str, bytes] = {}
    for line in lines:
        key_id, _, encoded = line.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error) as fault:
            raise ImproperlyConfigured(f"Data key {key_id!r} is not base64") from fault
        if not key_id or len(key_id.encode()) > KEY_ID_LIMIT or len(key) != KEY_BYTES or key_id in keys:
            raise ImproperlyConfigured(
                f"Data key {key_id!r} must have its own id (1-{KEY_ID_LIMIT} bytes) and 32 bytes of key"
            )
        keys[key_id] = key
    if not keys:
        raise ImproperlyConfigured("GEMENSAM_DATA_KEYS holds no key")
    return keys


def data_keys() -> dict[str, bytes]:
    """Key id → 32 bytes, newest first."""
    return _parsed(tuple(settings.DATA_KEYS))


def current_key_id() -> str:
    """Id of the key that encrypts new values."""
    return next(iter(data_keys()))


def blind_index(value: str) -> bytes:
    """HMAC-SHA256 of the value: 32 bytes that find an exact match and tell nothing else without the key.

    The empty value has an index like any other; callers store NULL for "no value".
    """
    key = hashlib.sha256(b"gemensam blind index\x00" + settings.BLIND_INDEX_KEY.encode()).digest()
    return hmac.new(key, value.encode(), hashlib.sha256).digest()
