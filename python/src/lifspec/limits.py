"""The largest requests that a simulator can answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LEAST: Mapping[str, int] = {"neurons": 100, "steps": 2000, "products": 100_000, "seed": 2**31 - 1}
"""The sizes that can be limited, and what the vectors need."""


_SIZES: Mapping[str, Mapping[str, str]] = {
    "neuron": {"neurons": "initialVoltage", "steps": "current"},
    "tuning": {"neurons": "maxRatesHz"},
    "synapse": {"steps": "signal"},
    "network": {"steps": "steps"},
    "seeded": {"neurons": "neurons", "seed": "seed"},
    "training": {"steps": "steps", "seed": "seed"},
    "nir": {"steps": "inputs"},
}
"""The fields that say how large an input is."""


def check_limits(limits: Mapping[str, int]) -> None:
    """Requires limits that the protocol allows.

    Raises:
        ValueError: if there is no such size, or if it is too small
    """
    for name, limit in limits.items():
        if name not in LEAST:
            raise ValueError(f"limits: {name!r} is not a size; choose from {', '.join(LEAST)}")
        if not isinstance(limit, int) or limit < LEAST[name]:
            right = f"a whole number of {LEAST[name]} or more, which the vectors need"
            raise ValueError(f"limits: {name} must be {right}, but is {limit!r}")


def excess(capability: str, given: Mapping[str, Any], limits: Mapping[str, int]) -> str | None:
    """What an input requires beyond the limits; it may come from a file of recorded requests."""
    for name, field in _SIZES[capability].items():
        size = given[field] if isinstance(given[field], (int, float)) else len(given[field])
        if size > limits.get(name, size):
            what = f"seed {size}" if name == "seed" else f"{size} {name}"
            return f"a request asks for {what}, but the limit is {limits[name]}"
    return None
