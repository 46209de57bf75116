"""Programme names in Swedish (skollagen bilaga 1 and kap. 17), by the letters of the code."""

from django.utils.translation import gettext_lazy as _

PROGRAMME_NAMES = {
    "BA": _("Bygg- och anläggningsprogrammet"),
    "BF": _("Barn- och fritidsprogrammet"),
    "EE": _("El- och energiprogrammet"),
    "EK": _("Ekonomiprogrammet"),
    "ES": _("Estetiska programmet"),
    "FR": _("Frisör- och stylistprogrammet"),
    "FS": _("Försäljnings- och serviceprogrammet"),
    "FT": _("Fordons- och transportprogrammet"),
    "HT": _("Hotell- och turismprogrammet"),
    "HU": _("Humanistiska programmet"),
    "IM": _("Introduktionsprogram"),
    "IN": _("Industritekniska programmet"),
    "NA": _("Naturvetenskapsprogrammet"),
    "NB": _("Naturbruksprogrammet"),
    "RL": _("Restaurang- och livsmedelsprogrammet"),
    "SA": _("Samhällsvetenskapsprogrammet"),
    "TE": _("Teknikprogrammet"),
    "VF": _("VVS- och fastighetsprogrammet"),
    "VO": _("Vård- och omsorgsprogrammet"),
}
