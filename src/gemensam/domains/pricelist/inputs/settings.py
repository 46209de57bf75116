"""The chosen model and its parameters, between the stored plain values and the rules' own type."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from gemensam.rules.pricing.components import COMPONENTS, KINDS, Administration, PriceRules
from gemensam.rules.pricing.cost_models import Missing, Model, ModelSettings


def settings_of(stored: Mapping[str, Any]) -> ModelSettings:
    """The rules' settings; what is not stored has its default."""
    plain = ModelSettings()
    rules = PriceRules(
        Administration(stored.get("administration", plain.rules.administration)),
        Decimal(stored.get("administration_rate", plain.rules.administration_rate)),
        Decimal(stored.get("vat_rate", plain.rules.vat_rate)),
    )
    return ModelSettings(
        model=Model(stored.get("model", plain.model)),
        rules=rules,
        missing=Missing(stored.get("missing", plain.missing)),
        carry_index=Decimal(stored.get("carry_index", plain.carry_index)),
        index=Decimal(stored.get("index", plain.index)),
        index_by_code={code: Decimal(value) for code, value in stored.get("index_by_code", {}).items()},
        national_share=Decimal(stored.get("national_share", plain.national_share)),
        kinds=kinds_of(stored),
    )


def stored_settings(settings: ModelSettings) -> dict[str, object]:
    """Plain values for the database and for open data: decimals as text."""
    return {
        "model": settings.model.value,
        "administration": settings.rules.administration.value,
        "administration_rate": str(settings.rules.administration_rate),
        "vat_rate": str(settings.rules.vat_rate),
        "missing": settings.missing.value,
        "carry_index": str(settings.carry_index),
        "index": str(settings.index),
        "index_by_code": {code: str(value) for code, value in sorted(settings.index_by_code.items())},
        "national_share": str(settings.national_share),
        "kinds": list(settings.kinds),
    }


def kinds_of(stored: Mapping[str, Any]) -> tuple[str, ...]:
    """The kinds of cost of a round or of a published list; those of before had the common ones."""
    return tuple(name for name in KINDS if name in stored.get("kinds", COMPONENTS))
