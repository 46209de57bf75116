"""The rows of transfers between offices."""

from gemensam.domains.transfers.models.arrival import Arrival, ArrivedPerson
from gemensam.domains.transfers.models.other_office import OtherOffice
from gemensam.domains.transfers.models.statement import HomeMunicipalityStatement
from gemensam.domains.transfers.models.transfer import Transfer, TransferredPerson

__all__ = [
    "Arrival",
    "ArrivedPerson",
    "HomeMunicipalityStatement",
    "OtherOffice",
    "Transfer",
    "TransferredPerson",
]
