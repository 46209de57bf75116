"""What one asks to have corrected, and what the office answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gemensam.interfaces.web.privacy.words import CONCERNS, STATES


class CorrectionForm(forms.Form):
    """A request for correction."""

    concerns = forms.ChoiceField(
        label=_("Vad gäller det?"), choices=list(CONCERNS.items()), widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Vad är fel, och hur ska det vara?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(forms.Form):
    """The office's answer: done or not, and in words."""

    outcome = forms.ChoiceField(
        label=_("Vad har ni kommit fram till?"),
        choices=[("handled", _("Uppgiften är rättad")), ("refused", _("Uppgiften rättas inte"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Svar till den som frågade"),
        help_text=_("Skriv vad ni har gjort, eller varför uppgiften inte rättas."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CorrectionsFilter(forms.Form):
    """The office's list."""

    lage = forms.ChoiceField(
        label=_("Läge"),
        required=False,
        choices=[("", _("Alla")), *((code, words[0]) for code, words in STATES.items())],
    )
