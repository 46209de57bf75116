"""The rows of applications."""

from gemensam.domains.applications.models.draft import Draft, StepWriter
from gemensam.domains.applications.models.filing import FiledAnswers, Filing, GuardianConfirmation
from gemensam.domains.applications.models.registration import Registration
from gemensam.domains.applications.models.request import Paper, Request, RequestKind
from gemensam.domains.applications.models.settings import ApplicationSettings
from gemensam.domains.applications.models.unlock import ApplicationUnlock

__all__ = [
    "ApplicationSettings",
    "ApplicationUnlock",
    "Draft",
    "FiledAnswers",
    "Filing",
    "GuardianConfirmation",
    "Paper",
    "Registration",
    "Request",
    "RequestKind",
    "StepWriter",
]
