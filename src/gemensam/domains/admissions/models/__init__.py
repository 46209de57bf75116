"""The admissions domain's rows."""

from gemensam.domains.admissions.models.application import Application, Choice, HeldPlace, LeftOutChoice
from gemensam.domains.admissions.models.correction import CorrectionRequest
from gemensam.domains.admissions.models.grade import Grade
from gemensam.domains.admissions.models.imports import ImportBatch, ImportChange, ImportKind, ImportProfile
from gemensam.domains.admissions.models.lottery import BoundLottery
from gemensam.domains.admissions.models.office import AdmissionsOffice, CalendarDate, RankingRule
from gemensam.domains.admissions.models.publication import Approval, Publication, ResultPage, ShownResult
from gemensam.domains.admissions.models.result import OfferingOutcome, Placement
from gemensam.domains.admissions.models.retention import RetentionTerms
from gemensam.domains.admissions.models.round import AdmissionRound, AllocationRun, FrozenInput, RoundStep
from gemensam.domains.admissions.models.stop import OfferingStop, StoppedChoice

__all__ = [
    "AdmissionRound",
    "AdmissionsOffice",
    "AllocationRun",
    "Application",
    "Approval",
    "BoundLottery",
    "CalendarDate",
    "Choice",
    "CorrectionRequest",
    "FrozenInput",
    "Grade",
    "HeldPlace",
    "ImportBatch",
    "ImportChange",
    "ImportKind",
    "ImportProfile",
    "LeftOutChoice",
    "OfferingOutcome",
    "OfferingStop",
    "Placement",
    "Publication",
    "RankingRule",
    "ResultPage",
    "RetentionTerms",
    "RoundStep",
    "ShownResult",
    "StoppedChoice",
]
