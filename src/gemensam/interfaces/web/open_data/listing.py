"""An OpenAPI description as a reader needs it: resources by subject, with parameters and fields."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

Described = Mapping[str, Any]
_FILES = (".csv", ".xlsx")
_KINDS = {
    "string": gettext_noop("text"),
    "integer": gettext_noop("heltal"),
    "number": gettext_noop("tal"),
    "boolean": gettext_noop("sant eller falskt"),
    "array": gettext_noop("lista"),
    "object": gettext_noop("objekt"),
    "date-time": gettext_noop("tidpunkt"),
    "uuid": gettext_noop("id"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A parameter or a field."""

    name: str
    kind: str
    values: str
    description: str
    may_be_missing: bool
    needed: bool  # nothing is answered without it


@dataclass(frozen=True, slots=True)
class Resource:
    """One address of the API. ``files``: where the same rows are, all in one, as CSV and as Excel."""

    summary: str
    description: str
    path: str
    files: list[str]
    is_list: bool
    parameters: list[Named]
    fields: list[Named]

    @property
    def can_be_tried(self) -> bool:
        """Answers without being asked about anything."""
        return self.is_list and not any(one.needed for one in self.parameters)


def groups(described: Described) -> list[tuple[str, list[Resource]]]:
    """Every resource by its subject, in the order of the description."""
    found: dict[str, list[Resource]] = defaultdict(list)
    paths = described["paths"]
    for path, methods in paths.items():
        if not path.endswith(_FILES):
            files = [path + kind for kind in _FILES if path + kind in paths]
            found[_(methods["get"]["tags"][0])].append(_resource(path, files, methods["get"], described))
    return list(found.items())


def _resource(path: str, files: list[str], operation: Described, described: Described) -> Resource:
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    row = _followed(answer, described)
    is_list = "items" in row.get("properties", {})
    if is_list:
        row = _followed(row["properties"]["items"]["items"], described)
    return Resource(
        summary=_(operation["summary"]),
        description=_(operation["description"]),
        path=path,
        files=files,
        is_list=is_list,
        parameters=[
            _named(one["name"], one["schema"], described, needed=one.get("required", False))
            for one in operation.get("parameters", ())
            if one["in"] == "query"
        ],
        fields=[_named(name, schema, described) for name, schema in row["properties"].items()],
    )


def _named(name: str, schema: Described, described: Described, *, needed: bool = False) -> Named:
    choices = schema.get("anyOf", [schema])
    plain = next((one for one in choices if one.get("type") != "null"), schema)
    target = _followed(plain, described)
    kind = plain.get("format") if plain.get("format") in _KINDS else target.get("type", "string")
    return Named(
        name=name,
        kind=_(_KINDS.get(str(kind), "text")),
        values=", ".join(f"”{value}”" for value in plain.get("enum", ())),
        description=_(schema["description"]) if schema.get("description") else "",
        may_be_missing=any(one.get("type") == "null" for one in choices),
        needed=needed,
    )


def _followed(schema: Described, described: Described) -> Described:
    """The schema itself, or the one that it refers to."""
    reference = schema.get("$ref")
    return described["components"]["schemas"][reference.rpartition("/")[2]] if reference else schema
