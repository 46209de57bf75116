"""The catalogue's rows."""

from gemensam.domains.catalogue.models.offering import Offering
from gemensam.domains.catalogue.models.reception_area import ReceptionArea

__all__ = ["Offering", "ReceptionArea"]
