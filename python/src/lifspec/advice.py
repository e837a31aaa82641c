"""What a simulator has to declare that does not follow Nengo's conventions."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from typing import Any

from .simulator import Simulator


def advise(simulator: Simulator, advice: Mapping[str, Any], named: str = "module:name") -> str:
    """The advice as text, with what can be pasted on the command line and in Python."""
    declared = advice["undeclared"]
    lines = [
        f"{simulator.label} does not follow Nengo's rules:",
        *(f"  - {difference}" for difference in advice["differences"]),
        *advice["warnings"],
        "Nothing was judged. Mend what is a mistake. Declare what is intended, then test again:",
        f"  in Python: conventions={declared!r}",
        f"  pytest --lifspec {named} --lifspec-conventions {shlex.quote(json.dumps(declared))}",
    ]
    return "\n".join([*lines, ""])
