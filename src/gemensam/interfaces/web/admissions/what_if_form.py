"""What the page "Tänk om" asks: seats, an offering less, another rule for equal merit, block grades, areas."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.admissions.bundle import BundleFaults, Changes, ChangesRefused, Difference
from gemensam.domains.admissions.bundle.what_if_changes import Amount, AreaChange, OfferingChange
from gemensam.domains.admissions.queries.what_if import run_what_if
from gemensam.domains.catalogue.inputs import provider_code
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.fields.swedish import swedish_sort_key
from gemensam.interfaces.web.catalogue.words import PROGRAMME_NAMES
from gemensam.rules.selection import TIE_BREAK_RULES, RankingRule

_SEATS = "platser_"
_MOST = 60  # seats more or fewer at each offering
AREA_ROWS = range(1, 4)
_TRIED = "provad"  # the name of the rule that is tried
_CRITERIA = {
    "choice_rank": gettext_lazy("valets plats på listan"),
    "grade_value": gettext_lazy("betygsvärde"),
    "grade_count": gettext_lazy("antal betyg"),
    "maths_science": gettext_lazy("matematik och naturvetenskap"),
    "english_swedish_social": gettext_lazy("engelska, svenska och samhällsämnen"),
    "swedish": gettext_lazy("svenska"),
    "comparison_value": gettext_lazy("jämförelsetal"),
    "lottery": gettext_lazy("lottning"),
}
_BLOCKS = (
    ("", gettext_lazy("Som nu")),
    ("weighted", gettext_lazy("Ett blockbetyg räknas som betygen i blockets alla ämnen")),
    ("single", gettext_lazy("Ett blockbetyg räknas som ett enda betyg")),
)
_HANDS = (("forsta", gettext_lazy("i första hand")), ("andra", gettext_lazy("i andra hand")))
_REFUSED = {
    "below_zero": gettext_lazy("{offering} skulle få färre än noll platser. Minska mindre."),
    "quota_above_seats": gettext_lazy(
        "{offering} skulle få fler platser i fri kvot och för prov än platser. Minska mindre."
    ),
    "seed_missing": gettext_lazy("Omgången har inget frö, så regeln kan inte sluta med lottning."),
}


class WhatIfForm(forms.Form):
    """Seats more or fewer, one field a programme; an offering that is left out; rules; and areas of reception."""

    installd = forms.ChoiceField(label=gettext_lazy("Ställ in en utbildning"), required=False)
    rangordning = forms.ChoiceField(
        label=gettext_lazy("Vad som avgör vid lika meritvärde, i tur och ordning"), required=False
    )
    rangordning_for = forms.ChoiceField(label=gettext_lazy("Den regeln gäller"), required=False)
    blockbetyg = forms.ChoiceField(
        label=gettext_lazy("Blockbetyg i NO och SO"), choices=_BLOCKS, required=False
    )

    def __init__(
        self,
        data: Mapping[str, str] | None,
        *,
        offerings: Mapping[str, Any],
        municipalities: Mapping[str, str],
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict, or nothing
        titles = [(code, f"{one.title}, {one.school_unit.display_name}") for code, one in offerings.items()]
        chosen = sorted(titles, key=lambda pair: swedish_sort_key(pair[1]))
        self._choose("installd", _("Ingen"), chosen)
        self._choose("rangordning", _("Som nu"), _orders())
        self._choose("rangordning_for", _("alla utbildningar"), chosen)
        for programme, title in _programmes(offerings).items():
            widget = forms.NumberInput(attrs={"data-slider": "yes", "step": "1"})
            self.fields[f"{_SEATS}{programme}"] = forms.IntegerField(
                label=title, required=False, min_value=-_MOST, max_value=_MOST, widget=widget
            )
        providers = {
            provider_code(one.provider): one.provider.display_name
            for one in offerings.values()
            if one.provider.provider_kind == "public"
        }
        for number in AREA_ROWS:
            self._add_area(number, providers, municipalities)

    def _choose(self, name: str, nothing: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", nothing), *choices]  # type: ignore[attr-defined]  # a choice field

    def _add_area(self, number: int, providers: Mapping[str, str], municipalities: Mapping[str, str]) -> None:
        """The three fields of one changed area."""
        for name, label, choices in (
            ("kommun", _("Sökande från"), municipalities),
            ("huvudman", _("Huvudman"), providers),
        ):
            named = sorted(choices.items(), key=lambda pair: swedish_sort_key(pair[1]))
            field = forms.ChoiceField(label=label, required=False, choices=[("", "–"), *named])
            self.fields[f"{name}_{number}"] = field
        self.fields[f"hand_{number}"] = forms.ChoiceField(label=_("Tas emot"), required=False, choices=_HANDS)

    def seat_fields(self) -> list[forms.BoundField]:
        """The sliders."""
        return [self[name] for name in self.fields if name.startswith(_SEATS)]

    def rule_fields(self) -> list[forms.BoundField]:
        """What is cancelled, and the rules."""
        return [self[name] for name in ("installd", "rangordning", "rangordning_for", "blockbetyg")]

    def area_fields(self) -> list[list[forms.BoundField]]:
        """The areas, a row each."""
        return [[self[f"{name}_{number}"] for name in ("kommun", "huvudman", "hand")] for number in AREA_ROWS]

    def clean(self) -> dict[str, Any]:
        """An area needs both ends."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for number in AREA_ROWS:
            home, provider = (f"{name}_{number}" for name in ("kommun", "huvudman"))
            if values.get(home) and not values.get(provider):
                self.add_error(provider, _("Välj vilken huvudman det gäller."))
            if values.get(provider) and not values.get(home):
                self.add_error(home, _("Välj vilken kommun de sökande kommer från."))
        return values

    def changes(self) -> Changes | None:
        """What is asked for; None when nothing is, or something is not understood."""
        if not self.is_bound or not self.is_valid():
            return None
        values = self.cleaned_data
        asked = [
            OfferingChange(
                name, {"programme": name.removeprefix(_SEATS)}, {"seats": Amount(amount, relative=True)}, {}
            )
            for name, amount in values.items()
            if name.startswith(_SEATS) and amount
        ]
        if values["installd"]:
            asked.append(
                OfferingChange("installd", {"offering_id": values["installd"]}, {}, {"cancelled": True})
            )
        rankings = {}
        if values["rangordning"]:
            rankings[_TRIED] = RankingRule(_TRIED, TIE_BREAK_RULES[values["rangordning"]].order)
            where = {"offering_id": values["rangordning_for"]} if values["rangordning_for"] else {}
            asked.append(OfferingChange("rangordning", where, {}, {"ranking": _TRIED}))
        areas = tuple(self._areas())
        if not (asked or areas or values["blockbetyg"]):
            return None
        return Changes(
            offerings=tuple(asked), areas=areas, rankings=rankings, block_grades=values["blockbetyg"]
        )

    def _areas(self) -> list[AreaChange]:
        values = self.cleaned_data
        return [
            AreaChange(
                f"omrade_{number}",
                values[f"huvudman_{number}"],
                values[f"kommun_{number}"],
                values[f"hand_{number}"] != "andra",
            )
            for number in AREA_ROWS
            if values[f"huvudman_{number}"]
        ]

    def found(self, actor: Actor, run_id: UUID) -> Difference | None:
        """What differs; None when nothing is asked for. What cannot be becomes an error of the form."""
        changes = self.changes()
        if changes is None:
            return None
        try:
            return run_what_if(actor, run_id=run_id, changes=changes)
        except ChangesRefused as error:
            titles = dict(self.fields["installd"].choices)  # type: ignore[attr-defined]  # a choice field
            for fault in error.faults:
                text = _REFUSED.get(fault.code, gettext_lazy("Ändringen passar inte omgången."))
                code = fault.facts.get("offering", "")
                self.add_error(None, str(text).format(**{**fault.facts, "offering": titles.get(code, code)}))
        except BundleFaults:
            self.add_error(None, _("Omgångens underlag går inte att läsa."))
        return None


def _programmes(offerings: Mapping[str, Any]) -> dict[str, str]:
    """What each programme of the offerings is called, by code, in the order of the names."""
    names = {
        one.programme: f"{PROGRAMME_NAMES.get(one.programme[:2], '')} {one.programme}"
        for one in offerings.values()
    }
    return dict(sorted(names.items(), key=lambda pair: swedish_sort_key(pair[1])))


def _orders() -> list[tuple[str, str]]:
    """Each order that offices have published, once, in words."""
    first = {rule.order: name for name, rule in reversed(list(TIE_BREAK_RULES.items()))}
    return [(name, ", ".join(str(_CRITERIA[one]) for one in order)) for order, name in first.items()]
