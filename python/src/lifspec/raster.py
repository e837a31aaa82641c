"""Draws spike trains, one character per step."""

from __future__ import annotations

from collections.abc import Sequence

from .compare_neurons import first_difference

DRAWN_STEPS = 72
"""Number of steps on a line."""

LISTED_SPIKES = 12
"""Most spikes whose steps are listed."""


def draw_trains(expected: Sequence[int], got: Sequence[int], steps: int) -> tuple[str, str]:
    """Draws two trains, to be printed one above the other, around the first step in which they differ."""
    center = first_difference(expected, got) or 0
    start = max(0, min(center - DRAWN_STEPS // 2, steps - DRAWN_STEPS))
    return draw_train(expected, steps, start), draw_train(got, steps, start)


def draw_train(spikes: Sequence[int], steps: int, start: int = 0) -> str:
    """Draws a spike train: `|` for a step with a spike, `·` for one without."""
    end, fired = min(steps, start + DRAWN_STEPS), set(spikes)
    marks = "".join("|" if step in fired else "·" for step in range(start, end))
    window = f"steps {start} to {end - 1}: " if start > 0 or end < steps else ""
    count = "no spike" if not spikes else "1 spike" if len(spikes) == 1 else f"{len(spikes)} spikes"
    listed = " ".join(map(str, spikes[:LISTED_SPIKES])) + (" …" if len(spikes) > LISTED_SPIKES else "")
    return f"{window}{marks}  {count}{': ' + listed if listed else ''}"
