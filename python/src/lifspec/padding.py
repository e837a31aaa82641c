"""Pads runs of neurons to a few lengths, and cuts what happened in the padding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SHORTEST_PADDED = 16
"""Steps of the shortest padded run."""


def padded(given: Mapping[str, Any]) -> dict[str, Any]:
    """An input of neurons with steps without current at its end, up to a power of two."""
    steps = len(given["current"])
    length = max(SHORTEST_PADDED, 1 << (steps - 1).bit_length()) if steps > 0 else SHORTEST_PADDED
    rest = [[0.0] * len(given["initialVoltage"]) for _ in range(length - steps)]
    return {**given, "current": [*given["current"], *rest]}


def cut(output: Mapping[str, Any], steps: int) -> dict[str, Any]:
    """An output of neurons without what happened after a number of steps."""
    short = {"spikes": [[step for step in train if step < steps] for train in output["spikes"]]}
    if "voltage" in output:
        short["voltage"] = output["voltage"][:steps]
    return {**short, "spikeHeight": output["spikeHeight"]}
