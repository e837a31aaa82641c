"""Writes messages as lines of JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from ._answers import WrongAnswer
from ._causes import error_answer


def to_line(message: Mapping[str, Any]) -> bytes:
    """A line of JSON in UTF-8: numbers with all their digits, NaN and infinities as text."""
    try:
        text = json.dumps(message, allow_nan=False, default=_refuse)
    except ValueError:
        text = json.dumps(_with_texts(message), allow_nan=False, default=_refuse)
    except WrongAnswer as wrong:
        text = json.dumps({"id": message["id"], **error_answer("shape", str(wrong))})
    return f"{text}\n".encode()


def _refuse(value: Any) -> str:
    raise WrongAnswer(f"{type(value).__name__} cannot be written as JSON")


def _with_texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_texts(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value
