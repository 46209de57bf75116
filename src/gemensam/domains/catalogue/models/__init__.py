"""The catalogue's rows."""

from gemensam.domains.catalogue.models.offering import Offering
from gemensam.domains.catalogue.models.offering_facts import OfferingFacts, OpenHouse
from gemensam.domains.catalogue.models.past_cut_off import PastCutOff
from gemensam.domains.catalogue.models.reception_area import ReceptionArea

__all__ = ["Offering", "OfferingFacts", "OpenHouse", "PastCutOff", "ReceptionArea"]
