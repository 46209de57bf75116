"""A small reading of OpenAPI 3.1, written apart from the library that makes ours: does a value fit its schema?"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

TYPES = {
    "null": type(None), "boolean": bool, "integer": int, "number": (int, float), "string": str, "array": list,
    "object": dict,
}  # fmt: skip


def misfits(value: Any, schema: dict[str, Any], whole: dict[str, Any], where: str = "$") -> Iterator[str]:
    """What in the value is not as the schema says."""
    if "$ref" in schema:
        schema = whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        if all(list(misfits(value, one, whole, where)) for one in schema["anyOf"]):
            yield f"{where}: fits none of {schema['anyOf']}"
        return
    wanted = schema.get("type")
    if wanted and (not isinstance(value, TYPES[wanted]) or (wanted != "boolean" and isinstance(value, bool))):
        yield f"{where}: {value!r} is not {wanted}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where}: {value!r} is not one of {schema['enum']}"
    if schema.get("format") == "uuid":
        UUID(value)
    if schema.get("format") == "date-time":
        datetime.fromisoformat(value)
    if wanted == "array":
        for number, one in enumerate(value):
            yield from misfits(one, schema["items"], whole, f"{where}[{number}]")
    if wanted == "object":
        properties = schema.get("properties", {})
        yield from (f"{where}: lacks {name}" for name in schema.get("required", ()) if name not in value)
        yield from (
            f"{where}: has {name}, which is not described" for name in value if name not in properties
        )
        for name, one in value.items():
            if name in properties:
                yield from misfits(one, properties[name], whole, f"{where}.{name}")
