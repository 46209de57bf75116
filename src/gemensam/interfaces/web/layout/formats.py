"""Our own filters and tags, loaded in every template: Swedish numbers and dates, and parts of components."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django import template
from django.core.paginator import Page
from django.forms import BoundField, CheckboxInput
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import json_script
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gemensam.interfaces.web.layout.charts import Chart
from gemensam.interfaces.web.layout.timelines import with_today

register = template.Library()

Number = int | float | Decimal | Fraction | str
THIN_SPACE = "\u202f"  # narrow and unbreakable: 1 234
FIXED_SPACE = "\u00a0"
NOTHING = "–"
SOFT_HYPHEN = "\u00ad"
_JOINTS = re.compile(r"(?<=\w{6})(?=(?:antagning|vetenskaps|program)\w)")


def _decimal(value: Number) -> Decimal:
    """The value as a decimal; a fraction to 20 digits, which is more than any format shows."""
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(str(value))


def _written(value: Number, decimals: int) -> str:
    """Rounded half away from zero, thousands in groups, the language's decimal sign."""
    rounded = _decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,.{decimals}f}".replace(",", THIN_SPACE)
    if get_language() != "en":
        text = text.replace(".", ",")
    return f"−{text}" if rounded < 0 else text


@register.filter
def with_breaks(text: str) -> str:
    """The text with soft hyphens in its long compounds: not every browser knows where Swedish words part."""
    return _JOINTS.sub(SOFT_HYPHEN, str(text))


@register.filter
def merit(value: Number | None) -> str:
    """A merit value with two decimals: 287,50. Nothing gives a dash."""
    return NOTHING if value is None or value == "" else _written(value, 2)


@register.filter
def number(value: Number | None, decimals: int = 0) -> str:
    """A number with thin spaces between thousands: 2 800. Nothing gives a dash."""
    return NOTHING if value is None or value == "" else _written(value, int(decimals))


@register.filter
def percent(share: Number | None, decimals: int = 0) -> str:
    """A share of one as per cent: 0.873 → 87 %. Nothing gives a dash."""
    return (
        NOTHING
        if share is None or share == ""
        else f"{_written(_decimal(share) * 100, int(decimals))}{FIXED_SPACE}%"
    )


@register.filter
def date_sv(day: date | None) -> str:
    """A day in running text: 15 maj 2026. A moment is told in the service's own time zone."""
    if not day:
        return NOTHING
    local = timezone.localtime(day) if isinstance(day, datetime) and timezone.is_aware(day) else day
    return date_format(local, "j F Y")


@register.filter
def datetime_sv(moment: datetime | None) -> str:
    """A moment in running text: 15 maj 2026 kl. 13.00."""
    if not moment:
        return NOTHING
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return _("%(day)s kl. %(time)s") % {"day": date_format(local, "j F Y"), "time": f"{local:%H.%M}"}


@register.filter
def date_short(day: date | None) -> str:
    """A day in a table: 2026-05-15."""
    if not day:
        return NOTHING
    local = timezone.localtime(day) if isinstance(day, datetime) and timezone.is_aware(day) else day
    return f"{local:%Y-%m-%d}"


@register.filter
def datetime_short(moment: datetime | None) -> str:
    """A moment in a table: 2026-05-15 13:00."""
    if not moment:
        return NOTHING
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{local:%Y-%m-%d %H:%M}"


@register.filter
def week(day: date | None) -> str:
    """The ISO week: v. 7."""
    return NOTHING if not day else _("v. %(week)s") % {"week": day.isocalendar().week}


@register.filter
def school_year(start_year: int | None) -> str:
    """The school year that begins in the given autumn: 2027 → 2027/28."""
    return NOTHING if not start_year else f"{int(start_year)}/{(int(start_year) + 1) % 100:02}"


@register.filter
def masked_civic(civic_number: object) -> str:
    """A civic number as lists show it: the year of birth, the rest dots. Takes the value type or its text."""
    if not civic_number:
        return NOTHING
    masked = getattr(civic_number, "masked", None)
    return masked() if callable(masked) else f"{str(civic_number)[:4]}••••-••••"


_ALERT_KINDS = {
    "debug": "info",
    "info": "info",
    "success": "success",
    "warning": "warning",
    "error": "danger",
}


@register.filter
def alert_kind(level_tag: str) -> str:
    """The alert that shows a message of Django's level."""
    return _ALERT_KINDS.get(level_tag, "info")


@register.filter
def before_colon(label: object) -> str:
    """A label in front of its message: "Namn:", but "Hur vill du få beskedet?" as it stands."""
    text = str(label)
    return text if text.endswith(("?", "!", ".", ":")) else f"{text}:"


@register.filter
def share_of(part: Number, whole: Number) -> Decimal:
    """Part of whole as a share between 0 and 1; an empty whole gives 0, more than the whole gives 1."""
    if not whole or not _decimal(whole):
        return Decimal(0)
    return min(Decimal(1), max(Decimal(0), _decimal(part or 0) / _decimal(whole)))


@register.simple_tag
def widget(field: BoundField, hint: str = "") -> str:
    """The field's own widget, dressed for our style sheet; ``hint`` is a help text from the page itself."""
    attrs: dict[str, str | bool] = {"class": "ds-input"}
    if hint and not field.help_text:
        attrs["aria-describedby"] = f"{field.auto_id}_helptext {field.aria_describedby or ''}".strip()
    if isinstance(field.field.widget, CheckboxInput) and field.errors:
        attrs["aria-invalid"] = "true"
    return field.as_widget(attrs=attrs)


@register.filter
def widget_kind(field: BoundField) -> str:
    """Which shape of field component suits the widget: checkbox, choices, file, hidden or plain."""
    kind = field.field.widget
    if getattr(kind, "is_hidden", False):
        return "hidden"
    input_type = getattr(kind, "input_type", "")
    if input_type in {"radio", "checkbox"}:
        return "choices" if hasattr(kind, "choices") else "checkbox"
    return "file" if input_type == "file" else "plain"


@register.simple_tag(takes_context=True)
def page_links(context: template.Context, page: Page, parameter: str = "sida") -> list[dict[str, object]]:
    """The numbers of a pagination with their addresses; a gap has no address."""
    query = context["request"].GET if "request" in context else None
    links: list[dict[str, object]] = []
    for entry in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if entry == page.paginator.ELLIPSIS:
            links.append({"number": entry, "url": ""})
            continue
        links.append(
            {"number": entry, "url": _with(query, parameter, entry), "current": entry == page.number}
        )
    return links


@register.simple_tag(takes_context=True)
def address_with(context: template.Context, parameter: str, value: object) -> str:
    """The page's own address with one parameter changed; an empty value takes it away."""
    return _with(context["request"].GET if "request" in context else None, parameter, value)


def _with(query: QueryDict | None, parameter: str, value: object) -> str:
    changed = QueryDict(mutable=True) if query is None else query.copy()
    changed.pop(parameter, None)
    if value not in (None, ""):
        changed[parameter] = str(value)
    return f"?{changed.urlencode()}" if changed else "?"


@register.simple_tag
def chart_script(chart: Chart, name: str) -> str:
    """The chart's numbers as data in the page, for the script that draws."""
    return json_script(chart.as_data(), f"{name}-data")


@register.filter
def figure_value(value: object, chart: Chart) -> str:
    """A value of a chart as its table writes it; pairs and fives are written one after another."""
    if isinstance(value, tuple | list):
        return "; ".join(_written(part, chart.decimals) for part in value)
    if value is None:
        return NOTHING
    text = _written(value, chart.decimals)  # type: ignore[arg-type]  # a plain number by now
    return f"{text}{FIXED_SPACE}{chart.unit}" if chart.unit else text


@register.filter
def svg_percent(share: Decimal) -> str:
    """A share of one as a number of hundredths for a drawing, where the decimal sign is always a point."""
    return f"{_decimal(share) * 100:.1f}"


register.filter("with_today", with_today)
