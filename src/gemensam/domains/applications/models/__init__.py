"""The rows of applications."""

from gemensam.domains.applications.models.draft import Draft
from gemensam.domains.applications.models.filing import Filing, GuardianConfirmation
from gemensam.domains.applications.models.request import Paper, Request, RequestKind
from gemensam.domains.applications.models.settings import ApplicationSettings

__all__ = [
    "ApplicationSettings",
    "Draft",
    "Filing",
    "GuardianConfirmation",
    "Paper",
    "Request",
    "RequestKind",
]
