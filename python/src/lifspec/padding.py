"""Pads runs of neurons to a few lengths, and cuts what happened in the padding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

SHORTEST_PADDED = 16
"""Steps of the shortest padded run."""


def padded(given: Mapping[str, Any]) -> dict[str, Any]:
    """An input of neurons with steps without current at its end, up to a power of two."""
    current = given["current"]
    length = max(SHORTEST_PADDED, 1 << (len(current) - 1).bit_length())
    rest = np.zeros((length - len(current), current.shape[1]))
    return {**given, "current": np.concatenate([current, rest])}


def cut(output: Mapping[str, Any], steps: int) -> dict[str, Any]:
    """An output of neurons without what happened after a number of steps."""
    short = {"spikes": [[step for step in train if step < steps] for train in output["spikes"]]}
    if "voltage" in output:
        short["voltage"] = output["voltage"][:steps]
    return {**short, "spikeHeight": output["spikeHeight"]}
