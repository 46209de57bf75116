"""Swedish order and search that are the same on SQLite and PostgreSQL.

Order: a key of bytes that both databases compare byte by byte. Letters a-z, å, ä, ö (ISO 8859-based Swedish
alphabet, SAOL since 2006: v and w are two letters); accents and case decide only between else equal words.
Search: text folded to lower case without accents, except those of å, ä and ö.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import Q

KEY_SOURCE_LIMIT = 200
_FIELD_END, _LEVEL_END = b"\x01", b"\x00"
_DIGITS, _LETTERS, _OTHER = 0x10, 0x20, 0xFF
_KEPT = {"å": 26, "ä": 27, "ö": 28}
_LIKE = {"æ": "ä", "ø": "ö", "ð": "d", "þ": "th", "ß": "ss", "œ": "ö", "ł": "l", "đ": "d", "ı": "i", "ü": "y"}
_KEEPS_RING_OR_DOTS = {"a\u030a": "å", "a\u0308": "ä", "o\u0308": "ö", "u\u0308": "ü"}


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """A lower-case character without accents, except å, ä, ö and ü."""
    decomposed = unicodedata.normalize("NFKD", character)
    start = _KEEPS_RING_OR_DOTS.get(decomposed[:2])
    if start:
        return start
    return "".join(part for part in decomposed if not unicodedata.combining(part))


@lru_cache(maxsize=4096)
def _weight(character: str) -> bytes:
    """Primary weight of one lower-case character: other signs < digits < a…z å ä ö < other scripts."""
    weight = b""
    for letter in _LIKE.get(_plain(character), _plain(character)):
        if letter in _KEPT:
            weight += bytes((_LETTERS + _KEPT[letter],))
        elif "a" <= letter <= "z":
            weight += bytes((_LETTERS + ord(letter) - ord("a"),))
        elif "0" <= letter <= "9":
            weight += bytes((_DIGITS + int(letter),))
        elif letter.isalnum():
            weight += bytes((_OTHER,)) + letter.encode()
        else:
            weight += b"\x02"
    return weight


def swedish_sort_key(*texts: str) -> bytes:
    """Bytes that sort as the texts do in Swedish, the first text before the second.

    ``Ale < Édouardskolan < edsbyn < Vara < Wira < Zinkgruvan < Åre < Ängelholm < Örebro``.
    """
    primary, accents, case = b"", b"", b""
    for text in texts:
        composed = unicodedata.normalize("NFC", text.strip()[:KEY_SOURCE_LIMIT])
        lowered = composed.casefold()
        primary += b"".join(map(_weight, lowered)) + _FIELD_END
        accents += lowered.encode() + _FIELD_END
        case += bytes(2 if sign.isupper() else 1 for sign in composed) + _FIELD_END
    return primary + _LEVEL_END + accents + _LEVEL_END + case


def folded(text: str) -> str:
    """Text as it is searched: lower case, single spaces, no accents except those of å, ä and ö."""
    lowered = unicodedata.normalize("NFC", text).casefold()
    plain = "".join({"æ": "ä", "ø": "ö", "ü": "u"}.get(_plain(sign), _plain(sign)) for sign in lowered)
    return " ".join(plain.replace("\x00", " ").split())


def matches(field: str, text: str) -> Q:
    """A condition that every word of the text occurs in the search field, in any order."""
    condition = Q()
    for word in folded(text).split():
        condition &= Q(**{f"{field}__contains": word})
    return condition


class _ComputedField(models.Field):
    """Computed from other fields of the row each time it is written by ``save`` or ``bulk_create``.

    ``QuerySet.update``, ``bulk_update`` and ``save(update_fields=…)`` do not compute it.
    """

    sources: tuple[str, ...]

    def _texts(self, instance: models.Model) -> list[str]:
        return [str(getattr(instance, source) or "") for source in self.sources]

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        if not self.sources:
            raise ValueError(f"{cls.__name__}.{name} names no source")


class SwedishSortKeyField(_ComputedField, models.BinaryField):
    """Sort key of one or more text fields: ``order_by("sort_key")`` is Swedish order on any database."""

    description = "Swedish sort key"

    def __init__(self, *args: Any, source: str | Sequence[str] = "display_name", **kwargs: Any) -> None:
        self.sources = (source,) if isinstance(source, str) else tuple(source)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.sources}

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes:
        key = swedish_sort_key(*self._texts(model_instance))
        setattr(model_instance, self.attname, key)
        return key


class SearchTextField(_ComputedField, models.TextField):
    """Folded text of one or more fields, for ``matches``."""

    description = "Searchable text"

    def __init__(self, *args: Any, sources: Sequence[str] = (), **kwargs: Any) -> None:
        self.sources = tuple(sources)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "sources": self.sources}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        text = folded(" ".join(self._texts(model_instance)))
        setattr(model_instance, self.attname, text)
        return text
