"""XML without document types and entities: the parser stops at the first one."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from xml.parsers import expat

from gemensam.foundation.documents.reading.found import Refused

DEEPEST = 100
Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def local(name: str) -> str:
    """A name without its prefix: ``table:table-cell`` → ``table-cell``."""
    return name.rpartition(":")[2]


def _refuse_doctype(*_: Any) -> int:
    raise Refused("dtd")


def walk(
    portions: Iterable[bytes], start: Start | None = None, end: End | None = None, text: Text | None = None
) -> None:
    """Read a part and call the handlers with local names. Raises Refused: dtd, damaged or too_heavy.

    Without handlers it only looks for what is refused.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    parser.ExternalEntityRefHandler = _refuse_doctype
    depth = 0

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Refused("too_heavy")
        if start:
            start(local(name), attributes)

    def on_end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end:
            end(local(name))

    if start or end or text:
        parser.StartElementHandler, parser.EndElementHandler = on_start, on_end
        parser.CharacterDataHandler = text
    try:
        for portion in portions:
            parser.Parse(portion, False)
        parser.Parse(b"", True)
    except expat.ExpatError as fault:
        raise Refused("damaged") from fault


def attribute(attributes: Mapping[str, str], name: str) -> str:
    """An attribute by its local name, or an empty text."""
    if name in attributes:
        return attributes[name]
    return next((value for key, value in attributes.items() if local(key) == name), "")
