"""What an office has decided about applying, and who waits for what."""

from dataclasses import dataclass
from uuid import UUID

from gemensam.domains.applications import policies


@dataclass(frozen=True, slots=True)
class OfficeWishes:
    """An office's agreement as pages need it."""

    most_choices: int
    guardians_confirm: bool
    guardians_edit: bool
    guardians_send: bool


def office_wishes(office_id: UUID) -> OfficeWishes:
    """Return what the office has decided, or the defaults. Public."""
    row = policies.settings_of(office_id)
    return OfficeWishes(row.most_choices, row.guardians_confirm, row.guardians_edit, row.guardians_send)
