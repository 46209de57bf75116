"""Tables of the stored files."""

from gemensam.foundation.documents.models.stored_file import StoredFile, StoredPart

__all__ = ["StoredFile", "StoredPart"]
