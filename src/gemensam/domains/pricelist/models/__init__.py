"""The rows of pricelist."""

from gemensam.domains.pricelist.models.flow import MemberFigures, PupilFlow
from gemensam.domains.pricelist.models.national import NationalList, NationalRow
from gemensam.domains.pricelist.models.region import PriceRegion, RegionMember, RegionRules
from gemensam.domains.pricelist.models.report import (
    FlatAmount,
    PriceReport,
    ReportAttachment,
    ReportRow,
    RowComment,
)
from gemensam.domains.pricelist.models.round import MunicipalDecision, PriceOverride, PriceRound, PriceStep
from gemensam.domains.pricelist.models.version import PriceListVersion, PriceRow

__all__ = [
    "FlatAmount",
    "MemberFigures",
    "MunicipalDecision",
    "NationalList",
    "NationalRow",
    "PriceListVersion",
    "PriceOverride",
    "PriceRegion",
    "PriceReport",
    "PriceRound",
    "PriceRow",
    "PriceStep",
    "PupilFlow",
    "RegionMember",
    "RegionRules",
    "ReportAttachment",
    "ReportRow",
    "RowComment",
]
