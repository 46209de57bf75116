"""Rewriting of encrypted values with the newest key."""

from typing import Any

from django.apps import apps
from django.db import connection, transaction

from gemensam.foundation.fields.encrypted import EncryptedBinaryField
from gemensam.foundation.fields.keys import current_key_id
from gemensam.foundation.fields.sealing import key_id_of, seal, unseal


def encrypted_fields() -> list[EncryptedBinaryField]:
    """Every encrypted field of the installed parts, in the order of their names."""
    fields = [
        field
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, EncryptedBinaryField)
    ]
    return sorted(fields, key=lambda field: field.purpose)


def rotate_field(field: EncryptedBinaryField, *, batch: int) -> int:
    """Rewrite one field's values that an older key has sealed; the number of rewritten rows.

    Each batch is a transaction of its own, so it can be stopped and started again while people work.
    Raises SealBroken when a value cannot be opened: nothing of that batch is changed.
    """
    changed, last = 0, None
    while True:
        with transaction.atomic():
            rows = field.model._default_manager.select_for_update().order_by("pk")
            rows = rows.exclude(**{f"{field.attname}__isnull": True})
            ids = list(
                (rows if last is None else rows.filter(pk__gt=last)).values_list("pk", flat=True)[:batch]
            )
            if not ids:
                return changed
            changed += sum(_rotated(field, row_id) for row_id in ids)
            last = ids[-1]


def _rotated(field: EncryptedBinaryField, row_id: Any) -> bool:
    """Rewrite one value (they can be large: one at a time) unless the newest key has sealed it."""
    key = field.model._meta.pk
    assert key is not None
    quote = connection.ops.quote_name
    table, column, where = quote(field.model._meta.db_table), quote(str(field.column)), quote(str(key.column))
    stored_id = key.get_db_prep_value(row_id, connection)
    with connection.cursor() as cursor:
        # The model would decrypt and hide what is stored. All three names are our own, quoted.
        cursor.execute(f"SELECT {column} FROM {table} WHERE {where} = %s", [stored_id])  # noqa: S608 - see above
        sealed = bytes(cursor.fetchone()[0])
        if key_id_of(sealed) == current_key_id():
            return False
        renewed = seal(unseal(sealed, field.purpose), field.purpose)
        cursor.execute(
            f"UPDATE {table} SET {column} = %s WHERE {where} = %s",  # noqa: S608 - see above
            [renewed, stored_id],
        )
    return True
