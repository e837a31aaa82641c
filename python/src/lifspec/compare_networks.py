"""Compares networks in the order of cause and effect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from .comparison import Comparison, Divergence, first_off
from .levels import NONE, Level, level_of_trains


def compare_networks(
    given: Mapping[str, Any], expected: Mapping[str, Any], got: Mapping[str, Any], tolerance: Mapping[str, float]
) -> Comparison:
    """Compares networks in the order of cause and effect: current, voltage, spikes, counts, read-out, class."""
    probes = given.get("probes", [])
    is_probed = "probed" in expected and len(got.get("probed") or []) == len(expected["probed"])
    divergence = _probed_off(given, expected, got, tolerance) if is_probed else None
    if divergence is None:
        offs = (
            first_off("spikeCounts", expected["spikeCounts"], got["spikeCounts"], 0),
            first_off("filtered", expected["readout"], got["readout"], tolerance["readout"]),
            first_off("class", expected["predicted"], got["predicted"], 0),
        )
        divergence = next((off for off in offs if off is not None), None)
    if not is_probed:
        return Comparison(NONE if divergence else Level("steps"), divergence)
    if all(expected.get(field) == got.get(field) for field in ("readout", "spikeCounts", "predicted", "probed")):
        return Comparison(Level("bits"), divergence)
    trains = [_probed_trains(one["probed"], probes) for one in (expected, got)]
    return Comparison(level_of_trains(trains[0], trains[1], given["steps"]), divergence)


def _probed_off(
    given: Mapping[str, Any], expected: Mapping[str, Any], got: Mapping[str, Any], tolerance: Mapping[str, float]
) -> Divergence | None:
    for step in range(given["steps"]):
        for index, probe in enumerate(given["probes"]):
            own = 0 if probe["stage"] == "spikes" else tolerance[probe["stage"]]
            due, came = (one["probed"][index][step] for one in (expected, got))
            off = first_off(f"{probe['layer']} {probe['stage']}", due, came, own)
            if off is not None:
                return replace(off, step=step)
    return None


def _probed_trains(probed: Sequence[Any], probes: Sequence[Mapping[str, str]]) -> list[list[int]]:
    """The spike trains of all neurons whose spikes were probed."""
    spiking = [steps for steps, probe in zip(probed, probes, strict=True) if probe["stage"] == "spikes"]
    return [
        [step for step, fired in enumerate(steps) if fired[neuron]]
        for steps in spiking
        for neuron in range(len(steps[0]) if steps else 0)
    ]
