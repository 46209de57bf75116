"""What the list of offerings can be narrowed by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gemensam.interfaces.web.catalogue.words import PROGRAMME_NAMES

_ANY = ("", _("Alla"))


class OfferingFilter(forms.Form):
    """Search and filters of the catalogue; every field may be empty."""

    sok = forms.CharField(label=_("Sök utbildning eller skola"), required=False, max_length=80)
    kommun = forms.ChoiceField(label=_("Kommun"), required=False)
    program = forms.ChoiceField(label=_("Program"), required=False)

    def __init__(
        self, *args: object, municipalities: dict[str, str], programmes: list[str], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        self.fields["kommun"].choices = [  # type: ignore[attr-defined]  # a choice field
            _ANY,
            *municipalities.items(),
        ]
        self.fields["program"].choices = [  # type: ignore[attr-defined]  # a choice field
            _ANY,
            *((code, PROGRAMME_NAMES.get(code, code)) for code in programmes),
        ]

    def value(self, name: str) -> str:
        """The field's value, or nothing when it is missing or not understood."""
        if not self.is_valid():
            return str(self.cleaned_data.get(name, ""))
        return str(self.cleaned_data[name])
