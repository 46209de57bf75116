"""Forms of the imports."""

from datetime import datetime, time
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gemensam.domains.admissions.queries.imports import ImportView, fields_of
from gemensam.interfaces.web.layout.import_texts import KIND_HINTS, KINDS, field_name


class UploadForm(forms.Form):
    """A file, what it holds, who sends it, and the sender's own totals."""

    kind = forms.ChoiceField(
        label=_("Vad innehåller filen?"),
        choices=[(code, name) for code, name in KINDS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad filen innehåller.")},
    )
    sender = forms.ChoiceField(
        label=_("Avsändare"), error_messages={"required": _("Välj vem filen kommer från.")}
    )
    file = forms.FileField(
        label=_("Fil"),
        help_text=_("Excel (.xlsx, .xls), OpenDocument (.ods), CSV eller JSON från Skolverket. Högst 25 MB."),
        error_messages={
            "required": _("Välj en fil."),
            "empty": _("Filen är tom. Välj en fil med rubriker och rader."),
        },
    )
    registered_at = forms.DateField(
        label=_("När registrerades betygen? (bara betygsfiler utan datumkolumn)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    persons = forms.CharField(label=_("Antal elever enligt ert system"), required=False, max_length=12)
    merit = forms.CharField(label=_("Summa meritvärde enligt ert system"), required=False, max_length=20)

    def __init__(self, *args: object, senders: list[tuple[UUID, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        options = [(str(pk), name) for pk, name in senders]
        self.fields["sender"].choices = [("", _("Välj avsändare")), *options] if len(options) > 1 else options  # type: ignore[attr-defined]  # a choice field
        self.hints = KIND_HINTS

    def clean_file(self) -> object:
        """Refuse a file over the limit before it is read."""
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT_BYTES:
            raise forms.ValidationError(_("Filen är för stor. Den får vara högst 25 MB. Dela upp den."))
        return file

    def declared(self) -> dict[str, str]:
        """The sender's own totals, those that were given."""
        return {
            name: self.cleaned_data[name].strip()
            for name in ("persons", "merit")
            if self.cleaned_data[name].strip()
        }


class MatchForm(forms.Form):
    """Which column holds what: one select per field, filled in as far as titles are known."""

    def __init__(self, *args: object, view: ImportView, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        titles = [
            (str(index), title or _("Kolumn %(number)s") % {"number": index + 1})
            for index, title in enumerate(view.columns)
        ]
        for field in fields_of(view.kind):
            self.fields[field.code] = forms.ChoiceField(
                label=field_name(field.code) + (" *" if field.required else ""),
                choices=[("", _("Finns inte i filen")), *titles],
                required=False,
                initial=str(view.mapping[field.code]) if field.code in view.mapping else "",
            )
        if view.kind == "grades":
            self.fields["registered_at"].label = _("Registreringsdatum (kolumn)")

    def mapping(self) -> dict[str, int]:
        """Field → column index, those that were chosen."""
        return {code: int(value) for code, value in self.cleaned_data.items() if value not in ("", None)}


class ConfirmForm(forms.Form):
    """The sender's word that the totals are right."""

    stop_reason = forms.CharField(
        label=_("Varför ställs utbildningarna in?"), max_length=500, required=False,
        help_text=_("De sökande får läsa det. Nämn ingen person."), widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    re_choice_until = forms.DateField(
        label=_("Sista dag att välja om"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Till och med den dagen räknas ingen som har sökt någon av dem som sen."),
        error_messages={"invalid": _("Skriv datumet som år-månad-dag, till exempel 2027-05-15.")},
    )  # fmt: skip
    right = forms.BooleanField(
        label=_("Summorna stämmer med vårt eget system."),
        error_messages={"required": _("Kryssa i rutan när du har jämfört summorna.")},
    )

    def __init__(self, *args: object, view: ImportView, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        if not any(one.concerned for one in view.stops):
            del self.fields["stop_reason"], self.fields["re_choice_until"]
            return
        self.fields["stop_reason"].required = self.fields["re_choice_until"].required = True
        self.fields["stop_reason"].error_messages["required"] = _("Skriv varför utbildningarna ställs in.")
        self.fields["re_choice_until"].error_messages["required"] = _("Välj den sista dagen att välja om.")

    def until_the_end(self) -> datetime | None:
        """The last second of the day."""
        day = self.cleaned_data.get("re_choice_until")
        if day is None:
            return None
        return timezone.make_aware(datetime.combine(day, time(23, 59, 59)), timezone.get_current_timezone())
