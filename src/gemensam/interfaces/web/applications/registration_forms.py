"""The office's list of own registrations: filter, sheet and decision."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.applications.queries.registrations import RegistrationLine
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.applications.words import REGISTRATION_STATES
from gemensam.interfaces.web.layout.tables import Column

COLUMNS = [
    Column(gettext_lazy("Registrerad")),
    Column(gettext_lazy("Läge")),
    Column(gettext_lazy("Ansökan")),
    Column(gettext_lazy("Kontrollerad")),
]


class RegistrationFilterForm(forms.Form):
    """What the list is narrowed by."""

    lage = forms.ChoiceField(label=gettext_lazy("Läge"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        self.fields["lage"].choices = [("", _("Alla")), *REGISTRATION_STATES.items()]  # type: ignore[attr-defined]  # a choice field

    def state(self) -> str:
        """The state; what is not understood narrows nothing."""
        self.is_valid()
        return self.cleaned_data.get("lage") or ""


class HandlingForm(forms.Form):
    """What the population register says."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Vad säger folkbokföringen?"),
        choices=[
            ("open", gettext_lazy("Uppgifterna stämmer, och personen har inte skyddade personuppgifter")),
            ("protected", gettext_lazy("Uppgifterna stämmer, och personen har skyddade personuppgifter")),
            ("refused", gettext_lazy("Registreringen är fel. Kontot stängs.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj vad folkbokföringen säger.")},
    )
    home_municipality = forms.RegexField(
        r"^[0-9]{4}$",
        label=gettext_lazy("Hemkommunens kod"),
        required=False,
        help_text=gettext_lazy(
            "Fyra siffror, till exempel 2380 för Östersund. Sparas inte för den som har skyddade uppgifter."
        ),
        error_messages={"invalid": gettext_lazy("Koden har fyra siffror.")},
    )

    def arguments(self) -> dict[str, Any]:
        """As the service takes it."""
        outcome = self.cleaned_data["outcome"]
        return {
            "verified": outcome != "refused",
            "protected": outcome == "protected",
            "home_municipality": self.cleaned_data["home_municipality"],
        }


def registrations_sheet(lines: Sequence[RegistrationLine]) -> OutSheet:
    """The list as a sheet, as it is seen: without who it is."""
    titles = (_("Registrerad"), _("Läge"), _("Ansökan skickad"), _("Kontrollerad av"))
    rows = [
        (
            f"{timezone.localtime(line.registered_at):%Y-%m-%d %H:%M}",
            str(REGISTRATION_STATES[line.state]),
            _("Ja") if line.has_sent else _("Nej"),
            line.handled_by,
        )
        for line in lines
    ]
    return OutSheet(_("Egna registreringar"), [OutColumn(title, ColumnKind.TEXT) for title in titles], rows)
