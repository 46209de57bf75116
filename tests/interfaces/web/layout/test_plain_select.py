"""The list that is written at once is the element that Django's own would be."""

import lxml.html
import pytest
from django import forms
from django.utils.translation import gettext_lazy as _

from gemensam.interfaces.web.layout.plain_select import PlainSelect

CHOICES = [("", _("Alla")), ("2281", "Sundsvall"), ("0001", 'Å <b> "ö" & ä')]


def drawn(widget: type[forms.Select], value: str | None) -> list[tuple[object, ...]]:
    """The element and its options: tag, attributes and text."""
    content = widget(attrs={"id": "k"}, choices=CHOICES).render(
        "kommun", value, {"class": "ds-input", "required": True}
    )
    (select,) = lxml.html.fragments_fromstring(str(content))
    return [(one.tag, dict(one.attrib), (one.text or "").strip()) for one in select.iter()]


@pytest.mark.parametrize("value", [None, "", "2281", "0001", "9999"])
def test_plain_select_is_what_the_frameworks_own_is(value: str | None):
    assert drawn(PlainSelect, value) == drawn(forms.Select, value)
