"""A list to choose from that is long: municipalities, schools."""

from functools import lru_cache

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


@lru_cache(maxsize=5_000)
def _option(code: str, label: str, chosen: bool) -> SafeString:
    return format_html(
        '<option value="{}"{}>{}</option>', code, mark_safe(" selected") if chosen else "", label
    )


class PlainSelect(forms.Select):
    """A list to choose from, written at once: a template for each of a thousand schools takes too long."""

    def render(self, name: str, value: object, attrs: object = None, renderer: object = None) -> SafeString:
        """The element with its options."""
        chosen = {str(one) for one in self.format_value(value)}
        options = SafeString(
            "".join(_option(str(code), str(label), str(code) in chosen) for code, label in self.choices)
        )
        everything = {**self.build_attrs(self.attrs, attrs), "name": name}  # type: ignore[arg-type]  # attributes
        return format_html("<select{}>{}</select>", flatatt(everything), options)
