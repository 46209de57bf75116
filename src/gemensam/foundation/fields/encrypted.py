"""Model fields whose values are encrypted in the database and plain in Python."""

from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import IsNull

from gemensam.foundation.fields.sealing import seal, unseal


class EncryptedBinaryField(models.BinaryField):
    """Bytes, encrypted at rest. Cannot be searched: use a blind index beside it for exact matches."""

    description = "Encrypted bytes"

    @property
    def purpose(self) -> str:
        """What the value is bound to: ``app.model.field``."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def to_sealable(self, value: Any) -> bytes:
        """The bytes to encrypt."""
        return bytes(value)

    def from_sealable(self, content: bytes) -> Any:
        """The Python value of decrypted bytes."""
        return content

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None:
            value = seal(self.to_sealable(value), self.purpose)
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else self.from_sealable(unseal(bytes(value), self.purpose))

    def get_lookup(self, lookup_name: str) -> Any:
        """Only ``isnull``: an encrypted value never equals another encryption of itself."""
        if lookup_name == "isnull":
            return IsNull
        raise FieldError(f"{self.name} is encrypted and cannot be searched by {lookup_name}")

    def get_transform(self, lookup_name: str) -> None:
        return None


class EncryptedTextField(EncryptedBinaryField):
    """Text, encrypted at rest; otherwise as EncryptedBinaryField."""

    description = "Encrypted text"
    # what the type checker is to believe about the attribute of a row
    _pyi_private_set_type: str  # type: ignore[assignment]  # text here, bytes only in the database
    _pyi_private_get_type: str  # type: ignore[assignment]  # the same
    empty_values = (None, "")

    def _check_str_default_value(self) -> list[Any]:
        return []  # BinaryField wants bytes; the Python value here is text

    def to_sealable(self, value: Any) -> bytes:
        return str(value).encode()

    def from_sealable(self, content: bytes) -> str:
        return content.decode()

    def get_default(self) -> Any:
        if self.has_default():
            return super().get_default()
        return None if self.null else ""

    def to_python(self, value: Any) -> Any:
        return value if value is None else str(value)

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj) or "")


class BlindIndexField(models.BinaryField):
    """HMAC-SHA256 of another value (see ``blind_index``): exact search of something encrypted."""

    description = "Blind index"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 32
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)
