"""Forms of placements."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.rules.pricing.codes import NAMES


class PlacementFilter(forms.Form):
    """Search and filters of the list; every field may be empty."""

    sok = forms.CharField(label=gettext_lazy("Sök referens eller namn"), required=False, max_length=80)
    hemkommun = forms.ChoiceField(label=gettext_lazy("Hemkommun"), required=False)
    program = forms.ChoiceField(
        label=gettext_lazy("Program"), required=False,
        choices=[("", gettext_lazy("Alla")), *sorted({(code, code) for code, _orientation in NAMES})],
    )  # fmt: skip

    def __init__(self, *args: object, municipalities: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        self.fields["hemkommun"].choices = [("", _("Alla")), *municipalities]  # type: ignore[attr-defined]  # a choice field


class UploadForm(forms.Form):
    """A file of placements, and whose they are."""

    anordnare = forms.ChoiceField(label=gettext_lazy("Den som får betalt"))
    fil = forms.FileField(
        label=gettext_lazy("Fil med placeringar"),
        help_text=gettext_lazy("Excel, OpenDocument eller CSV, högst 25 MB. Använd mallens rubriker."),
        error_messages={
            "required": gettext_lazy("Välj en fil."),
            "empty": gettext_lazy("Filen är tom. Välj en fil med rubriker och rader."),
        },
    )

    def __init__(self, *args: object, creditors: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        self.fields["anordnare"].choices = list(creditors)  # type: ignore[attr-defined]  # a choice field
