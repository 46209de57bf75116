"""The questions to someone who registers by e-ID: one a page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gemensam.domains.catalogue.queries import municipality_names
from gemensam.interfaces.web.applications.forms import ContactForm

ELSEWHERE, ABROAD = "other", "abroad"


class ProtectionForm(forms.Form):
    """Asked of everyone, first, in the same words. Who is unsure is helped by people."""

    protected = forms.ChoiceField(
        label=_("Har du skyddade personuppgifter?"),
        help_text=_(
            "Det betyder att Skatteverket har gett dig sekretessmarkering eller skyddad folkbokföring."
        ),
        choices=[("no", _("Nej")), ("yes", _("Ja, eller jag vet inte"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett svar.")},
    )


class NameForm(forms.Form):
    """As in the passport. What the e-ID said stands there to begin with."""

    given_name = forms.CharField(
        label=_("Förnamn"), max_length=50, error_messages={"required": _("Skriv ditt förnamn.")}
    )
    family_name = forms.CharField(
        label=_("Efternamn"), max_length=49, error_messages={"required": _("Skriv ditt efternamn.")}
    )


class SchoolForm(forms.Form):
    """Where one goes to school now, in one's own words."""

    school = forms.CharField(
        label=_("Vad heter din skola, och var ligger den?"),
        help_text=_("Till exempel Bergska skolan i Falun. Skriv Ingen om du inte går i skolan nu."),
        max_length=120,
        error_messages={"required": _("Skriv din skola, eller Ingen.")},
    )


class HomeForm(forms.Form):
    """Where one is registered: one of the co-operation's municipalities, another, or none."""

    home = forms.ChoiceField(
        label=_("I vilken kommun är du folkbokförd?"),
        help_text=_("Folkbokförd är där Skatteverket har skrivit att du bor."),
        error_messages={"required": _("Välj en kommun.")},
    )
    other = forms.CharField(label=_("Om du valde en annan kommun: vilken?"), max_length=60, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        self.names = municipality_names()
        self.fields["home"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", _("Välj …")),
            *self.names.items(),
            (ELSEWHERE, _("En annan kommun i Sverige")),
            (ABROAD, _("Jag är inte folkbokförd i Sverige")),
        ]

    def clean(self) -> dict[str, object]:
        """Another municipality has a name."""
        values = super().clean() or {}
        if values.get("home") == ELSEWHERE and not (values.get("other") or "").strip():
            self.add_error("other", _("Skriv vilken kommun."))
        return values


FORMS: dict[str, type[forms.Form]] = {
    "skydd": ProtectionForm,
    "namn": NameForm,
    "skola": SchoolForm,
    "hemkommun": HomeForm,
    "kontakt": ContactForm,
}
TITLES = {
    "skydd": _("Skyddade uppgifter"),
    "namn": _("Namn"),
    "skola": _("Skola"),
    "hemkommun": _("Hemkommun"),
    "kontakt": _("Kontakt"),
    "granska": _("Granska"),
}
