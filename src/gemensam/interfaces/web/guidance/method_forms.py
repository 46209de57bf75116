"""Forms of the method bank."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from gemensam.domains.guidance.inputs.method_text import MethodText
from gemensam.domains.guidance.queries.methods import MethodFilter

_MOST_TAGS, _TAG_LENGTH = 8, 30


class MethodFilterForm(forms.Form):
    """Search in the bank; every field may be empty."""

    sok = forms.CharField(label=_("Sök"), required=False, max_length=80)
    tagg = forms.ChoiceField(label=_("Tagg"), required=False)
    mina = forms.BooleanField(label=_("Bara mina"), required=False)

    def __init__(self, *args: object, tags: Sequence[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        self.fields["tagg"].choices = [("", _("Alla")), *((tag, tag) for tag in tags)]  # type: ignore[attr-defined]  # a choice field

    def narrow(self) -> MethodFilter:
        """What the bank is narrowed by; what is not understood narrows nothing."""
        self.is_valid()
        values = self.cleaned_data
        return MethodFilter(values.get("sok") or "", values.get("tagg") or "", bool(values.get("mina")))


class MethodForm(forms.Form):
    """A way of working in one's own words."""

    method_id = forms.UUIDField(widget=forms.HiddenInput)
    number = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    title = forms.CharField(
        label=_("Namn"), max_length=120, error_messages={"required": _("Ge metoden ett namn.")}
    )
    summary = forms.CharField(
        label=_("I korthet"), max_length=300, help_text=_("En eller två meningar: för vem, när och varför."),
        error_messages={"required": _("Skriv vad metoden går ut på.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("Så gör vi"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("Rubrik: # före raden. Punktlista: - före raden. **Fet** och *kursiv*. Länk: [text](https://…)."),
        error_messages={"required": _("Beskriv hur man gör.")},
    )  # fmt: skip
    tags = forms.CharField(
        label=_("Taggar"), required=False, max_length=280,
        help_text=_("Högst åtta ord eller uttryck, med komma emellan. Till exempel: årskurs 9, omval, grupp."),
    )  # fmt: skip

    def clean_tags(self) -> tuple[str, ...]:
        """Each once, in lower case."""
        words = [word.strip().lower() for word in self.cleaned_data["tags"].split(",")]
        tags = tuple(dict.fromkeys(word for word in words if word))
        if len(tags) > _MOST_TAGS:
            raise forms.ValidationError(_("Det är för många taggar. Välj högst åtta."))
        if any(len(tag) > _TAG_LENGTH for tag in tags):
            raise forms.ValidationError(_("En tagg är för lång. Korta den till 30 tecken."))
        return tags

    def content(self) -> MethodText:
        """The service's argument."""
        values = self.cleaned_data
        return MethodText(values["title"], values["summary"], values["text"], values["tags"])


class AttachForm(forms.Form):
    """One file."""

    fil = forms.FileField(
        label=_("Fil"), help_text=_("PDF, bild, Word, PowerPoint eller Excel, högst 10 MB. Inga personuppgifter."),
        error_messages={"required": _("Välj en fil."), "empty": _("Filen är tom. Välj en annan.")},
    )  # fmt: skip


class UseForm(forms.Form):
    """That one's school uses the method."""

    skola = forms.ChoiceField(label=_("Skola"), error_messages={"required": _("Välj skola.")})
    kommentar = forms.CharField(
        label=_("Hur går det?"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: object, schools: Mapping[UUID, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        choices = [(str(pk), name) for pk, name in schools.items()]
        self.fields["skola"].choices = choices  # type: ignore[attr-defined]  # a choice field


class ReportForm(forms.Form):
    """Why a method should not be there."""

    skal = forms.CharField(
        label=_("Varför?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bara samordnaren läser det. Skriv inga elevers namn."),
        error_messages={"required": _("Skriv varför.")},
    )  # fmt: skip
