"""Where the result of a job is to be seen."""

from collections.abc import Mapping

from django.urls import reverse

_PAGES = {"round_id": "round", "run_id": "audit_run", "batch_id": "import", "basis_run_id": "basis_run"}


def place_of(arguments: Mapping[str, object]) -> str:
    """The address of what the job works on, or nothing."""
    for name, page in _PAGES.items():
        if name in arguments:
            return reverse(page, args=[arguments[name]])
    return ""
