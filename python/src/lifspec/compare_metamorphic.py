"""Compares the outputs for two inputs with each other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .comparison import Comparison, Divergence


def compare_metamorphic(
    relation: Mapping[str, Any], first: Mapping[str, Any], second: Mapping[str, Any], relative: float
) -> Comparison | None:
    """Compares the outputs for two inputs; None if neither contains what is compared. Silence proves nothing."""

    def is_given(field: str) -> bool:
        return first.get(field) is not None and second.get(field) is not None

    times = relation.get("times", {"factor": 1, "fields": []})
    factors = [(field, 1) for field in relation["same"]] + [(field, times["factor"]) for field in times["fields"]]
    factors = [(field, factor) for field, factor in factors if is_given(field)]
    others = [field for field in relation.get("other", []) if is_given(field)]
    if not factors and not others:
        return None
    if _count_spikes(first) == 0:
        return Comparison(divergence=Divergence("spikes", "spikes", "silence"))
    offs = [_unequal(field, first[field], second[field], factor, relative) for field, factor in factors]
    for field in others:
        if json.dumps(first[field]) == json.dumps(second[field]):
            offs.append(Divergence(field, "other values for the second input", "the same"))
    return Comparison(divergence=next((off for off in offs if off is not None), None))


def _count_spikes(output: Mapping[str, Any]) -> int | None:
    if "spikes" in output:
        return sum(map(len, output["spikes"]))
    return sum(map(sum, output["spikeCounts"])) if "spikeCounts" in output else None


def _unequal(stage: str, one: Any, other: Any, factor: float, relative: float) -> Divergence | None:
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        offs = (_unequal(f"{stage}[{index}]", a, b, factor, relative) for index, (a, b) in pairs)
        return next((off for off in offs if off is not None), None)
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        expected = factor * one
        is_close = abs(expected - other) <= relative * max(abs(expected), abs(other))
        return None if is_close else Divergence(stage, expected, other)
    return None if one == other else Divergence(stage, one, other)
