"""Forms of the price pages: each gives the arguments of one service."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django import forms
from django.conf import settings as installation
from django.utils.translation import gettext_lazy as _

from gemensam.domains.pricelist.inputs.cells import BadCell, amount_of
from gemensam.interfaces.web.pricelist.words import fault_text

_DAY = {"required": _("Välj en dag."), "invalid": _("Skriv dagen som år-månad-dag, till exempel 2026-10-01.")}


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    """A field for a day."""
    return forms.DateField(
        label=label, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"}), error_messages=_DAY
    )


class AmountField(forms.CharField):
    """An amount as Swedes write it."""

    def __init__(self, **values: object) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal"}), max_length=20, **values)  # type: ignore[arg-type]  # passed on unread

    def clean(self, value: str) -> Decimal | None:
        """The number, or None when it is empty and may be."""
        text = super().clean(value)
        try:
            return amount_of(text)
        except BadCell as bad:
            raise forms.ValidationError(fault_text(bad.code, text)) from bad


class PercentField(forms.DecimalField):
    """Per cent as Swedes write it: 1,5 or −1,5 %."""

    def __init__(self, **values: Any) -> None:
        super().__init__(
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            decimal_places=2,
            max_digits=6,
            error_messages={"invalid": _("Skriv ett tal, till exempel 1,5.")},
            **values,
        )

    def to_python(self, value: object) -> Any:
        """The number; decimal comma, real minus and sign of per cent are understood."""
        if isinstance(value, str):
            value = value.replace("−", "-").replace(",", ".").replace("\u00a0", "").removesuffix("%").strip()
        return super().to_python(value)

    def prepare_value(self, value: object) -> object:
        """As it is typed."""
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


class RoundForm(forms.Form):
    """A year's round with its agreed dates."""

    year = forms.IntegerField(
        label=_("Kalenderår som priserna gäller"),
        min_value=2020,
        max_value=2100,
        error_messages={"required": _("Skriv ett år.")},
    )
    opens_on = day_field(_("Öppnar"))
    due_on = day_field(
        _("Sista dag att lämna underlag"), _("Dagen efter får de som inte har lämnat en påminnelse.")
    )
    reminder_on = day_field(_("Andra påminnelsen"))
    escalation_on = day_field(
        _("Gymnasiechefen får veta"), _("Den här dagen får också gymnasiechefen ett mejl.")
    )
    decision_on = day_field(_("Kommunerna har beslutat senast"))

    def clean(self) -> dict[str, object]:
        """The dates in order, every fault at once."""
        values = super().clean() or {}
        names = ("opens_on", "due_on", "reminder_on", "escalation_on", "decision_on")
        for before, after in pairwise(names):
            first, second = values.get(before), values.get(after)
            same_may = before in ("opens_on", "escalation_on")
            if first and second and (second < first or (second == first and not same_may)):
                self.add_error(after, _("Dagen måste komma efter den förra."))
        return values


class ReasonForm(forms.Form):
    """Why, in one's own words."""

    reason = forms.CharField(
        label=_("Varför?"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv varför.")},
    )


class CommentForm(forms.Form):
    """A question or an answer about a row."""

    text = forms.CharField(
        label=_("Skriv en kommentar"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv något.")},
    )


class TableForm(forms.Form):
    """A table that is pasted, or sent as a file."""

    paste = forms.CharField(
        label=_("Klistra in från Excel"),
        required=False,
        max_length=400_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("Markera raderna i Excel, med rubrikraden, kopiera och klistra in här."),
    )
    file = forms.FileField(
        label=_("Eller välj en fil"),
        required=False,
        help_text=_("Excel (.xlsx, .xls), OpenDocument (.ods) eller CSV. Högst 25 MB."),
        error_messages={"empty": _("Filen är tom. Välj en fil med rubriker och rader.")},
    )

    def clean_file(self) -> object:
        """Refuse a file over the limit before it is read."""
        file = self.cleaned_data["file"]
        if file and file.size > installation.UPLOAD_LIMIT_BYTES:
            raise forms.ValidationError(_("Filen är för stor. Den får vara högst 25 MB."))
        return file

    def clean(self) -> dict[str, object]:
        """One of the two."""
        values = super().clean() or {}
        if not self.errors and not (values.get("paste") or "").strip() and not values.get("file"):
            self.add_error("paste", _("Klistra in rader eller välj en fil."))
        return values


class EvidenceForm(forms.Form):
    """A file."""

    bilaga = forms.FileField(
        label=_("Fil som visar kostnaden"),
        help_text=_("PDF, bild, Word, PowerPoint eller Excel. Högst 10 MB. Inga personuppgifter."),
        error_messages={"required": _("Välj en fil."), "empty": _("Filen är tom. Välj en annan.")},
    )


class DecisionForm(forms.Form):
    """What a municipality has decided."""

    accepted = forms.ChoiceField(
        label=_("Kommunen"),
        choices=[("yes", _("antar listan")), ("no", _("antar inte listan"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad kommunen har beslutat.")},
    )
    body = forms.CharField(
        label=_("Vem beslutade?"),
        help_text=_("Till exempel kommunstyrelsen eller bildningsnämnden."),
        max_length=120,
        error_messages={"required": _("Skriv vem som beslutade.")},
    )
    decided_on = day_field(_("Beslutsdag"))
    paragraph = forms.CharField(
        label=_("Paragraf"),
        max_length=40,
        help_text=_("Till exempel 112."),
        error_messages={"required": _("Skriv beslutets paragraf.")},
    )
    checksum = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        self.today = today

    def clean_decided_on(self) -> date:
        """A decision has been made."""
        day: date = self.cleaned_data["decided_on"]
        if day > self.today:
            raise forms.ValidationError(_("Dagen har inte varit än. Skriv in beslutet när det är fattat."))
        return day


class PublishForm(forms.Form):
    """When the list takes effect, and why it looks as it does."""

    effective_from = day_field(_("Gäller från"))
    reason = forms.CharField(
        label=_("Vad är nytt i listan?"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Texten visas för alla på prislistans sida."),
        error_messages={"required": _("Skriv vad som är nytt.")},
    )
    without_all = forms.BooleanField(
        label=_("Publicera fast alla kommuner inte har antagit listan. Jag har skrivit varför."),
        required=False,
    )
    checksum = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)


class NationalForm(TableForm):
    """The national list of a year."""

    year = forms.IntegerField(
        label=_("År"), min_value=2010, max_value=2100, error_messages={"required": _("Skriv ett år.")}
    )
    source = forms.CharField(
        label=_("Källa"), max_length=120, help_text=_("Till exempel SKOLFS 2026:7."),
        error_messages={"required": _("Skriv källan.")},
    )  # fmt: skip
    decided_on = day_field(_("Beslutad"))
    field_order = ["year", "source", "decided_on", "paste", "file"]
