"""What the log can be searched by."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.queries import KnownActor
from gemensam.interfaces.web.audit.texts import event_choices

_DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class LogFilter(forms.Form):
    """Filter of the log; every field may be empty."""

    handelse = forms.ChoiceField(label=_("Händelse"), required=False)
    vem = forms.ChoiceField(label=_("Vem"), required=False)
    fran = forms.DateField(label=_("Från och med"), required=False, widget=_DATE)
    till = forms.DateField(label=_("Till och med"), required=False, widget=_DATE)
    vad = forms.CharField(label=_("Id på det som ändrades"), required=False, max_length=200)

    def __init__(self, *args: Any, actors: list[KnownActor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["handelse"].choices = [("", _("Alla händelser")), *event_choices()]
        fields["vem"].choices = [("", _("Alla")), *((str(known.id), known.name) for known in actors)]

    def arguments(self) -> dict[str, Any]:
        """Arguments of ``audit.queries.entries``; what cannot be understood is left out."""
        self.is_valid()
        found = self.cleaned_data
        since, until = found.get("fran"), found.get("till")
        return {
            "event": AuditEvent(found["handelse"]) if found.get("handelse") else None,
            "actor_id": UUID(found["vem"]) if found.get("vem") else None,
            "target": found.get("vad", "").strip(),
            "since": _midnight(since) if since else None,
            "until": _midnight(until + timedelta(days=1)) if until else None,
        }


def _midnight(day: Any) -> datetime:
    """When the day begins in Sweden."""
    return timezone.make_aware(datetime.combine(day, time.min))


class AnchorForm(forms.Form):
    """A head hash that was noted earlier, outside the database."""

    huvud = forms.RegexField(
        label=_("Kontrollsumma som ni har antecknat tidigare"),
        regex=r"\A[0-9a-f]{64}\Z",
        required=False,
        help_text=_("64 tecken. Lämna tomt om ni inte har någon."),
        error_messages={"invalid": _("Kontrollsumman ska ha 64 tecken: siffror och a–f.")},
    )
