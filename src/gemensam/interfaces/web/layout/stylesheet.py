"""Gathers the style sheets of the page and of every component into the one file that browsers fetch.

Run ``python -m gemensam.interfaces.web.layout.stylesheet`` after changing a .css file; a test compares.
"""

import re
from pathlib import Path

WEB = Path(__file__).resolve().parent.parent
TARGET = WEB / "static" / "gemensam" / "site.css"


def sources() -> list[Path]:
    """Our style sheets in the order they take effect: the page first, then components by name."""
    return [*sorted((WEB / "layout" / "styles").glob("*.css")), *sorted((WEB / "components").glob("*/*.css"))]


def gathered() -> str:
    """The text of site.css: comments and indentation taken away, nothing else changed."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources())
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


if __name__ == "__main__":
    TARGET.write_text(gathered(), encoding="utf-8")
