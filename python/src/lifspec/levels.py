"""How closely spike trains agree: bits, steps, shifted, counts, rates or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Trains = Sequence[Sequence[int]]

LEVELS = ("bits", "steps", "shifted", "counts", "rates", "none")
"""Best first; `adapters/README.md` of the repository defines them."""


@dataclass(frozen=True)
class Level:
    """A level, with the direction if it is `shifted`."""

    name: str
    shift: str = ""

    def __str__(self) -> str:
        """Such as `shifted, all one step late`."""
        words = {"late": "all one step late", "early": "all one step early", "either": "each within one step"}
        return f"{self.name}, {words[self.shift]}" if self.shift else self.name

    def is_at_least(self, name: str) -> bool:
        """Whether it is as good as another level, or better."""
        return LEVELS.index(self.name) <= LEVELS.index(name)


NONE = Level("none")


def level_of_trains(expected: Trains, got: Trains, steps: int, rates: Sequence[float | None] = ()) -> Level:
    """The level of spike trains, `steps` at best.

    Args:
        expected: steps in which each neuron fires
        got: the same, from the simulator
        steps: length of the run
        rates: spikes per step of each neuron to which the count law applies, else None
    """
    if len(expected) != len(got) or any(map(len, expected)) != any(map(len, got)):
        return NONE
    pairs = list(zip(map(list, expected), map(list, got), strict=True))
    if all(own == other for own, other in pairs):
        return Level("steps")
    shift = _shift_of(pairs, steps)
    if shift:
        return Level("shifted", shift)
    known = [*rates, *[None] * (len(pairs) - len(rates))]
    if all(_counts_agree(own, other, steps, rate) for (own, other), rate in zip(pairs, known, strict=True)):
        return Level("counts")
    return Level("rates") if all(abs(len(own) - len(other)) <= 1 for own, other in pairs) else NONE


Pairs = list[tuple[list[int], list[int]]]


def _shift_of(pairs: Pairs, steps: int) -> str:
    def moved(train: list[int], by: int) -> list[int]:
        return [step + by for step in train if 0 <= step + by < steps]

    if all(moved(own, 1) == other for own, other in pairs):
        return "late"
    # a spike that is expected just after the run may appear in its last step
    if all(other in (moved(own, -1), [*moved(own, -1), steps - 1]) for own, other in pairs):
        return "early"
    return "either" if all(_is_within_one_step(own, other, steps) for own, other in pairs) else ""


def _is_within_one_step(expected: list[int], got: list[int], steps: int) -> bool:
    def near(one: list[int], other: list[int]) -> bool:
        return len(one) == len(other) and all(abs(a - b) <= 1 for a, b in zip(one, other, strict=True))

    def without_last(train: list[int]) -> list[int]:
        return train[:-1] if train and train[-1] == steps - 1 else train

    return near(expected, got) or near(without_last(expected), got) or near(expected, without_last(got))


def _counts_agree(expected: list[int], got: list[int], steps: int, rate: float | None) -> bool:
    due = came = 0
    for step in range(steps):
        while due < len(expected) and expected[due] <= step:
            due += 1
        while came < len(got) and got[came] <= step:
            came += 1
        if abs(due - came) > 1 or (rate is not None and not abs(came - (step + 1) * rate) < 1):
            return False
    return True


def worst(levels: Sequence[Level], key: Callable[[Level], int] = lambda level: LEVELS.index(level.name)) -> Level:
    """The lowest level; `none` without levels."""
    return max(levels, key=key, default=NONE)
