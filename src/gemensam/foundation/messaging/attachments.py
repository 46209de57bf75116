"""Files that go with a mail: made when it is sent, from an id in the message, so that nothing old is sent.

A part of the system registers who makes them in its ``tasks.py``. The message holds an id and no content.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from gemensam.foundation.directory.models import Person


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file with a name of our own. ``media_type`` may carry parameters."""

    name: str
    content: bytes
    media_type: str


Maker = Callable[[UUID, Person], Attachment | None]
_MAKERS: dict[str, Maker] = {}


def attachment_maker(word: str) -> Callable[[Maker], Maker]:
    """Register who makes the file that the context's ``word`` asks for. Raises ValueError when there is one."""

    def register(maker: Maker) -> Maker:
        if _MAKERS.get(word, maker) is not maker:
            raise ValueError(f"{word} has two makers")
        _MAKERS[word] = maker
        return maker

    return register


def attachments_of(context: Mapping[str, str], person: Person) -> list[Attachment]:
    """The files that the message's context asks for, for this reader."""
    made = [_MAKERS[word](UUID(value), person) for word, value in context.items() if word in _MAKERS]
    return [one for one in made if one is not None]
