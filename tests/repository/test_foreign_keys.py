"""Foreign keys are strings that import contracts cannot see: they follow the order of bands and domains."""

import tomllib

from django.apps import apps

from tests.repository import tree


def order() -> dict[str, int]:
    """Every application of ours -> its height: a key may only point downward or within."""
    contracts = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]
    layers = {contract["id"]: contract.get("layers", []) for contract in contracts["contracts"]}
    lowest_first = [*reversed(layers["foundation-order"]), *reversed(layers["domain-order"])]
    return {name.strip(): height for height, row in enumerate(lowest_first) for name in row.split("|")}


def upward(edges: list[tuple[str, str]], heights: dict[str, int]) -> list[str]:
    """Keys that point at a higher application, or at a neighbour of the same height."""
    return sorted(
        {
            f"{source} -> {target}"
            for source, target in edges
            if source != target
            and source in heights
            and target in heights
            and heights[target] >= heights[source]
        }
    )


def own_edges() -> list[tuple[str, str]]:
    """(application, application that its key points at) for every relation of our models."""
    return [
        (model._meta.app_label, field.related_model._meta.app_label)
        for model in apps.get_models()
        if model.__module__.startswith("gemensam.")
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
    ]


def test_foreign_keys_follow_the_order():
    edges = own_edges()
    assert edges != []
    assert upward(edges, order()) == []


def test_upward_with_a_key_against_the_order_finds_it():
    heights = {"directory": 3, "catalogue": 7, "admissions": 8, "pricelist": 8}
    edges = [("admissions", "catalogue"), ("directory", "catalogue"), ("pricelist", "admissions")]
    assert upward(edges, heights) == ["directory -> catalogue", "pricelist -> admissions"]


def test_order_holds_every_application_of_ours():
    ours = {
        config.label
        for config in apps.get_app_configs()
        if config.name.startswith(("gemensam.foundation.", "gemensam.domains."))
    }
    assert ours - set(order()) == set()
