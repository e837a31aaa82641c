"""Reads skip files, which list cases that are known to fail, with reasons."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .data import Vector, clauses, kill_matrix, vectors

RIGHT = '{"skips":[{"id":"…","reason":"…"}]}'


@dataclass(frozen=True)
class SkippedCase:
    """A case that is known to fail."""

    id: str
    """A case, a clause, or a pattern with `*`."""
    reason: str
    is_tried: bool = True
    """False for a case that would end the program, and is not run."""
    is_flaky: bool = False
    """Whether it passes at times, so that neither outcome is a failure."""

    def matches(self, vector: Vector) -> bool:
        """Whether it skips a vector."""
        return self.id == vector.clause or _matches(self.id, vector.id)


def _matches(pattern: str, id: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, re.split(r"\*+", pattern))), id) is not None


def read_skips(path: Path) -> tuple[SkippedCase, ...]:
    """Reads a skip file, which may also list laws, so that one file serves `lifspec check` too.

    Raises:
        ValueError: if it is not JSON, lacks a reason, repeats an id or matches no case
    """
    try:
        content = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ValueError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{path}: must be JSON: {error}") from None
    listed = content.get("skips") if isinstance(content, dict) and set(content) == {"skips"} else None
    if not isinstance(listed, list):
        raise ValueError(f"{path}: must be {RIGHT}")
    skips = tuple(_read_skip(path, index, entry) for index, entry in enumerate(listed))
    ids = [skip.id for skip in skips]
    for skip in skips:
        if ids.count(skip.id) > 1:
            raise ValueError(f"{path}: {skip.id} is listed twice")
        if not _is_known(skip.id):
            near = difflib.get_close_matches(skip.id, _known_ids(), n=1)
            guess = f" (did you mean {near[0]}?)" if near else ""
            raise ValueError(f"{path}: {skip.id} is not a case or clause{guess}")
    return skips


def _read_skip(path: Path, index: int, entry: object) -> SkippedCase:
    fields = entry if isinstance(entry, dict) else {}
    texts = [fields.get("id"), fields.get("reason"), fields.get("issue", "none")]
    choices = [fields.get("try", True), fields.get("flaky", False)]
    is_right = all(isinstance(text, str) and text.strip() for text in texts)
    is_right = is_right and all(isinstance(choice, bool) for choice in choices)
    if not is_right or not set(fields) <= {"id", "reason", "issue", "try", "flaky"}:
        raise ValueError(f"{path}: must be {RIGHT}; skips.{index} is {json.dumps(entry)}")
    issue = f" ({fields['issue']})" if "issue" in fields else ""
    return SkippedCase(fields["id"], fields["reason"] + issue, *choices)


def _known_ids() -> list[str]:
    laws = {law for mutant in kill_matrix().values() for law in mutant.laws}
    return [*clauses(), *(vector.id for vector in vectors()), *laws]


def _is_known(pattern: str) -> bool:
    return any(_matches(pattern, id) for id in _known_ids())


def skip_of(vector: Vector, skips: Sequence[SkippedCase]) -> SkippedCase | None:
    """The skip that applies to a vector, if any."""
    return next((skip for skip in skips if skip.matches(vector)), None)
