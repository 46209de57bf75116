"""What a resource of the open API is: data that frame.py turns into addresses, with description and access."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema
from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints
from pydantic.alias_generators import to_camel

from gemensam.foundation.access.declaration import READ, Audience, Declaration
from gemensam.foundation.directory.editions import Register

EVERYONE = Declaration(Audience.EVERYONE, methods=READ)
LARGEST_PAGE = 500

# A word in a query: no control characters, which one of the databases refuses.
Word = Annotated[str, StringConstraints(max_length=80, pattern=r"^[^\x00-\x1f]*$")]
NeededWord = Annotated[Word, StringConstraints(min_length=1)]
FOUR_DIGITS, EIGHT_DIGITS = r"^([0-9]{4})?$", r"^([0-9]{8})?$"
MunicipalityCode = Annotated[str, StringConstraints(pattern=FOUR_DIGITS)]
SchoolUnitCode = Annotated[str, StringConstraints(pattern=EIGHT_DIGITS)]
Year = Annotated[int, Field(ge=1990, le=2200)]
# An exact number, written as a number in JSON.
Exact = Annotated[Decimal, PlainSerializer(float, return_type=float)]


class Row(BaseModel):
    """One object of an answer. Field names are written in camelCase.

    Not the library's Schema, which looks up each field as a template does and takes ten times as long.
    """

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Filters(Schema):
    """What a collection can be narrowed by."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Paging(Schema):
    """Which part of a collection is wanted."""

    page: int = Field(1, ge=1, le=100_000, description="Sida, från 1.")
    size: int = Field(100, ge=1, le=LARGEST_PAGE, description=f"Rader på en sida, högst {LARGEST_PAGE}.")


@dataclass(frozen=True, slots=True)
class Collection:
    """Many rows of one kind: a JSON list in pages at ``path``, and all of them in files at ``path`` + a name's end.

    find: the request and the filters → everything that matches, in a fixed order; sliced before it is shown.
    show: the found objects of one page → rows.
    registers: those that decide everything in it, so that each whole file is made once after each change of them.
    """

    name: str  # operation id and address name, for example past_cut_offs
    path: str  # plural, for example /past-cut-offs
    summary: str
    description: str
    tag: str
    row: type[Row]
    filters: type[Filters]
    find: Callable[[HttpRequest, Any], Sequence[Any]]
    show: Callable[[HttpRequest, Sequence[Any]], list[Any]]
    access: Declaration = EVERYONE
    registers: tuple[Register, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One object by its id. ``find(request, id)`` raises ObjectDoesNotExist where there is none for this actor."""

    name: str
    path: str  # of the collection, for example /offerings
    part: str  # what the id is called, for example offering_id
    summary: str
    description: str
    tag: str
    row: type[Row]
    find: Callable[[HttpRequest, UUID], Any]
    access: Declaration = EVERYONE
