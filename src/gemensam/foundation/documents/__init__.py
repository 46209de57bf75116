"""Files: stored encrypted, and tables in files made by people read safely and written for people.

Used by the imports, the exports and the bundles of the rounds: ``store``, ``read``, ``remove``, ``tables``,
``excel``. Swedish: handlingar och filer.
"""

# The reading process imports this package without the web framework, and starts for every file: so the doors open when
# they are used.

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from gemensam.foundation.documents.models import StoredFile


def store(*, content: bytes, name: str, media_type: str, purpose: str, at: "datetime") -> "StoredFile":
    """See ``storage.store``."""
    from gemensam.foundation.documents import storage  # noqa: PLC0415 - see above

    return storage.store(content=content, name=name, media_type=media_type, purpose=purpose, at=at)


def read(file_id: "UUID") -> bytes:
    """See ``storage.read``."""
    from gemensam.foundation.documents import storage  # noqa: PLC0415 - see above

    return storage.read(file_id)


def remove(file_id: "UUID") -> bool:
    """See ``storage.remove``."""
    from gemensam.foundation.documents import storage  # noqa: PLC0415 - see above

    return storage.remove(file_id)
