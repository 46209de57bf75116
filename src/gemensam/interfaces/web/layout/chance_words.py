"""Filters that put Swedish words on chances: the band, its colour, and what it rests on."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.interfaces.web.layout.formats import merit
from gemensam.rules.forecasting import Band, Chance, Compared

register = template.Library()

BANDS = {
    Band.VERY_LIKELY: (gettext_lazy("Mycket troligt"), "success", "check-circle"),
    Band.LIKELY: (gettext_lazy("Troligt"), "success", "check"),
    Band.UNCERTAIN: (gettext_lazy("Osäkert"), "info", "dash"),
    Band.UNLIKELY: (gettext_lazy("Inte troligt"), "warning", "warning"),
    Band.NOT_ELIGIBLE: (gettext_lazy("Inte behörig än"), "warning", "lock"),
    Band.NO_BASIS: (gettext_lazy("Vi vet för lite"), "neutral", "dash"),
}
MEANINGS = {
    Band.VERY_LIKELY: gettext_lazy("Minst 9 av 10 som låg så här till har fått plats."),
    Band.LIKELY: gettext_lazy("Fler än 6 av 10 som låg så här till har fått plats."),
    Band.UNCERTAIN: gettext_lazy("Det kan gå, men du ska inte räkna med det."),
    Band.UNLIKELY: gettext_lazy("Högst 2 av 10 som låg så här till har fått plats."),
    Band.NOT_ELIGIBLE: gettext_lazy("Du saknar betyg som utbildningen kräver."),
    Band.NO_BASIS: gettext_lazy("Det finns för få år att jämföra med."),
}


@register.filter
def band_text(band: Band) -> str:
    """What the band is called."""
    return str(BANDS[band][0])


@register.filter
def band_kind(band: Band) -> str:
    """The tag colour of the band."""
    return BANDS[band][1]


@register.filter
def band_icon(band: Band) -> str:
    """The sign of the band, so that colour is never alone."""
    return BANDS[band][2]


@register.filter
def band_meaning(band: Band) -> str:
    """What the band's word promises."""
    return str(MEANINGS[band])


@register.filter
def chance_basis(chance: Chance) -> str:
    """What the years come to, in one sentence."""
    if not chance.known:
        return _("Det finns inga antagningsgränser att jämföra med.")
    facts = {"reached": chance.reached, "known": chance.known}
    if chance.reached == chance.known:
        return _("Ditt meritvärde hade räckt alla %(known)s åren.") % facts
    if chance.reached == 0:
        return _("Ditt meritvärde hade inte räckt något av de %(known)s åren.") % facts
    return _("Ditt meritvärde hade räckt %(reached)s av %(known)s år.") % facts


@register.filter
def compared_text(compared: Compared) -> str:
    """One year's cut-off and the distance to it."""
    cut_off, margin = compared.cut_off, compared.margin
    if cut_off.everyone:
        return _("alla behöriga fick plats")
    if cut_off.lowest is None:
        return _("gränsen visas inte")
    facts = {"lowest": merit(cut_off.lowest), "margin": merit(abs(margin)) if margin is not None else ""}
    if margin is None:
        return _("lägst %(lowest)s") % facts
    if margin >= 0:
        return _("lägst %(lowest)s, du har %(margin)s mer") % facts
    return _("lägst %(lowest)s, du har %(margin)s mindre") % facts
