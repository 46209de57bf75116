"""The rows of settlement."""

from gemensam.domains.settlement.models.agreement import PaymentAgreement, PaymentSupplement
from gemensam.domains.settlement.models.grant import GrantDecision
from gemensam.domains.settlement.models.invoice import Invoice
from gemensam.domains.settlement.models.line import BasisLine, LineObjection, PriceUsed
from gemensam.domains.settlement.models.party import InvoiceParty, InvoiceReference
from gemensam.domains.settlement.models.placement import BilledPlacement, PlacementHome
from gemensam.domains.settlement.models.price import OtherPrice
from gemensam.domains.settlement.models.run import BasisRun

__all__ = [
    "BasisLine",
    "BasisRun",
    "BilledPlacement",
    "GrantDecision",
    "Invoice",
    "InvoiceParty",
    "InvoiceReference",
    "LineObjection",
    "OtherPrice",
    "PaymentAgreement",
    "PaymentSupplement",
    "PlacementHome",
    "PriceUsed",
]
