"""Put what the browser tests noted of each page together as the report that the accessibility statement shows.

GEMENSAM_ACCESSIBILITY=1 .venv/bin/python -m pytest tests/journeys/test_every_page.py
.venv/bin/python tools/accessibility_report.py
"""

import json
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOTES = ROOT / "test-results" / "accessibility"
REPORT = ROOT / "src" / "gemensam" / "interfaces" / "web" / "about" / "accessibility.json"

# Pages whose titles name somebody or something made up.
TITLES = {
    "/sokande/*/": "En sökande",
    "/vagledning/elever/*/": "En elev",
    "/utbildningar/*/": "En utbildning",
}


def title_of(note: dict[str, str]) -> str:
    """The page's title without the name of the service, which every title ends with."""
    return TITLES.get(note["path"], note["title"].rpartition(" – ")[0] or note["title"])


def main() -> int:
    """Write the report; 1 without notes."""
    notes = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(NOTES.glob("*.json"))]
    if not notes:
        print(f"no notes in {NOTES}")
        return 1
    pages: dict[str, dict[str, object]] = {}
    for note in notes:
        kept = pages.setdefault(note["path"], {"path": note["path"], "title": title_of(note), "findings": []})
        kept["findings"] = sorted({*kept["findings"], *note["findings"]})  # type: ignore[misc]  # a list of texts
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    report = {
        "made": datetime.now(UTC).date().isoformat(),
        "version": project["version"],
        "tool": f"axe-core {notes[0]['axe']}",
        "widths": [1280, 390, 320],
        "pages": [pages[path] for path in sorted(pages)],
    }
    REPORT.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(pages)} pages, {sum(bool(page['findings']) for page in pages.values())} with findings")
    return 0


if __name__ == "__main__":
    sys.exit(main())
