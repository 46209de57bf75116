"""Colours of every theme: text against its ground; charts against the card, told apart by those who see less.

Simulation of colour-vision deficiency: Machado, Oliveira and Fernandes 2009, severity 1.0. Difference: CIE76.
Patterns, dashes and marks say the same as the colours; this is the second wall.
"""

import re
from itertools import combinations

import pytest

from gemensam.interfaces.web.layout import stylesheet
from gemensam.interfaces.web.layout.themes import THEMES

THEME_FOLDER = stylesheet.WEB / "static" / "gemensam" / "vendor" / "themes"
CHART_CSS = stylesheet.WEB / "components" / "chart" / "chart.css"
SIGHTS = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}
Rgb = tuple[float, float, float]


def linear(color: str) -> Rgb:
    """#rrggbb as linear light, 0-1."""
    digits = color.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def seen(color: Rgb, sight: str) -> Rgb:
    """The colour as seen with a deficiency."""
    return tuple(min(1, max(0, sum(k * c for k, c in zip(row, color, strict=True)))) for row in SIGHTS[sight])


def lab(color: Rgb) -> Rgb:
    """CIE Lab under D65."""
    r, g, b = color
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: Rgb, other: Rgb) -> float:
    """CIE76 difference; about 2 can just be seen side by side."""
    return sum((a - b) ** 2 for a, b in zip(lab(one), lab(other), strict=True)) ** 0.5


def contrast(one: Rgb, other: Rgb) -> float:
    """WCAG contrast ratio."""
    low, high = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (one, other))
    return (high + 0.05) / (low + 0.05)


def block(css: str, selector: str) -> str:
    """The first rule of the style sheet whose selector begins so."""
    return re.search(re.escape(selector) + r"[^{]*\{([^}]*)\}", css).group(1)


def tokens(theme: str, scheme: str) -> dict[str, str]:
    """The theme's colours by name, "accent-text-subtle" and so on."""
    css = (THEME_FOLDER / f"{theme}.css").read_text(encoding="utf-8")
    rules = re.findall(r"\{([^{}]*--ds-color-accent-background-default:\s*#[^{}]*)\}", css)
    rule = rules[0] if scheme == "light" else rules[-1]
    return dict(re.findall(r"--ds-color-([\w-]+):\s*(#[0-9a-fA-F]{3,6})", rule))


def palette(theme: str, scheme: str) -> tuple[list[str], str]:
    """The six chart colours and the card's own."""
    own = CHART_CSS.read_text(encoding="utf-8")
    base = dict(re.findall(r"--g-chart-(\d): (#[0-9a-f]{6})", block(own, ":root, [data-color-scheme]")))
    if scheme == "dark":
        base |= dict(re.findall(r"--g-chart-(\d): (#[0-9a-f]{6})", block(own, '[data-color-scheme="dark"]')))
    colors = tokens(theme, scheme)
    chart = [colors["accent-base-default"], *(base[str(number)] for number in range(2, 7))]
    return chart, colors["neutral-surface-default"]


# What our style sheets set on what, for each colour of the theme; the second of a pair is the ground.
PAIRS = [
    *((f"{{}}-text-{strength}", "neutral-surface-default") for strength in ("subtle", "default")),
    *((f"{{}}-text-{strength}", "neutral-background-tinted") for strength in ("subtle", "default")),
    *((f"{{}}-text-{strength}", "{}-surface-tinted") for strength in ("subtle", "default")),
    ("neutral-text-subtle", "{}-surface-tinted"),
    ("{}-base-contrast-default", "{}-base-default"),
    ("{}-base-contrast-default", "{}-base-hover"),
    ("{}-base-contrast-default", "{}-base-active"),
]
COLORS = ("accent", "brand", "neutral", "info", "success", "warning", "danger")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", THEMES)
def test_text_of_every_color_is_read_on_its_ground(theme: str, scheme: str):
    colors = tokens(theme, scheme)
    pairs = {(text.format(name), ground.format(name)) for name in COLORS for text, ground in PAIRS}
    weak = {
        pair: round(ratio, 2)
        for pair in sorted(pairs)
        if (ratio := contrast(linear(colors[pair[0]]), linear(colors[pair[1]]))) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", THEMES)
def test_border_of_a_field_is_seen_on_its_ground(theme: str, scheme: str):
    colors = tokens(theme, scheme)
    ratio = contrast(linear(colors["neutral-border-default"]), linear(colors["neutral-surface-default"]))
    assert ratio >= 3


def test_contrast_of_black_and_white_is_21():
    assert round(contrast(linear("#000"), linear("#ffffff")), 3) == 21


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", THEMES)
def test_chart_colors_stand_out_from_the_card(theme: str, scheme: str):
    colors, surface = palette(theme, scheme)
    weak = [color for color in colors if contrast(linear(color), linear(surface)) < 3]
    assert weak == []


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", THEMES)
def test_first_four_chart_colors_differ_for_every_sight(theme: str, scheme: str, sight: str):
    colors = [seen(linear(color), sight) for color in palette(theme, scheme)[0][:4]]
    close = [(i + 1, j + 1) for i, j in combinations(range(4), 2) if difference(colors[i], colors[j]) < 12]
    assert close == []


def test_difference_of_red_and_green_shrinks_without_red_cones():
    red, green = linear("#b32020"), linear("#3f7a20")
    full = difference(red, green)
    assert difference(seen(red, "protanopia"), seen(green, "protanopia")) < full / 2
