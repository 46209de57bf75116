"""Sealing of bytes with AES-256-GCM. The sealed form names its key, so that several keys can be in use.

Form: version (1 byte = 1), length of key id (1 byte), key id, nonce (12 bytes), ciphertext with tag.
The purpose (``app.Model.field``) is authenticated, so a value moved to another field does not open.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gemensam.foundation.fields.keys import current_key_id, data_keys

VERSION = 1
NONCE_BYTES = 12


class SealBroken(Exception):
    """A sealed value cannot be opened: unknown key, moved, or changed. Carries a code, never the value."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def seal(content: bytes, purpose: str) -> bytes:
    """Encrypt with the newest key for one purpose."""
    key_id = current_key_id()
    name = key_id.encode()
    nonce = os.urandom(NONCE_BYTES)
    header = bytes((VERSION, len(name))) + name
    return header + nonce + AESGCM(data_keys()[key_id]).encrypt(nonce, content, header + purpose.encode())


def key_id_of(sealed: bytes) -> str:
    """Id of the key that sealed the value. Raises SealBroken("form") when it is no sealed value."""
    if len(sealed) < 2 + NONCE_BYTES or sealed[0] != VERSION or len(sealed) < 2 + sealed[1] + NONCE_BYTES:
        raise SealBroken("form")
    try:
        return sealed[2 : 2 + sealed[1]].decode()
    except UnicodeDecodeError as fault:
        raise SealBroken("form") from fault


def unseal(sealed: bytes, purpose: str) -> bytes:
    """Decrypt. Raises SealBroken with code ``form``, ``unknown_key`` or ``changed``."""
    key = data_keys().get(key_id_of(sealed))
    if key is None:
        raise SealBroken("unknown_key")
    start = 2 + sealed[1]
    nonce, ciphertext = sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, sealed[:start] + purpose.encode())
    except InvalidTag as fault:
        raise SealBroken("changed") from fault
