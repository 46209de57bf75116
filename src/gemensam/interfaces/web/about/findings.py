"""What our own tests found about accessibility: read from accessibility.json, which the browser tests write.

``GEMENSAM_ACCESSIBILITY=1`` on a run of tests/journeys/test_every_page.py notes each page;
``tools/accessibility_report.py`` puts the notes together.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from django.utils.translation import gettext_lazy as _

# What no program finds, as far as we know it.
KNOWN_FAULTS: Final = (
    _(
        "Tjänsten är ännu inte prövad tillsammans med personer som använder skärmläsare, förstoring eller röststyrning."
    ),
    _(
        "Diagram går inte att läsa punkt för punkt med skärmläsare. Under varje diagram finns samma siffror i tabell."
    ),
    _("Bilagor som sökande lämnar visas som de är och är inte alltid tillgängliga."),
    _("Filer med öppna data är till för program och saknar formgivning."),
)
REPORT = Path(__file__).parent / "accessibility.json"


@dataclass(frozen=True, slots=True)
class CheckedPage:
    """A page and what was found on it."""

    path: str
    title: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccessibilityReport:
    """When and how the pages were checked, and what came of it."""

    made: date
    version: str
    tool: str
    widths: tuple[int, ...]
    pages: tuple[CheckedPage, ...]

    @property
    def faulty(self) -> tuple[CheckedPage, ...]:
        """The pages on which something was found."""
        return tuple(page for page in self.pages if page.findings)


@cache
def accessibility_report() -> AccessibilityReport:
    """The committed report."""
    content = json.loads(REPORT.read_text(encoding="utf-8"))
    return AccessibilityReport(
        made=date.fromisoformat(content["made"]),
        version=content["version"],
        tool=content["tool"],
        widths=tuple(content["widths"]),
        pages=tuple(
            CheckedPage(page["path"], page["title"], tuple(page["findings"])) for page in content["pages"]
        ),
    )
