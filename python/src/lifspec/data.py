"""The published vectors, schemas and kill matrix, as data of this package."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

Precision = Literal["float64", "float32"]

_HERE = Path(__file__).resolve().parent


@cache
def npm_folder() -> Path:
    """The folder with the files of the npm package: within this package, or the repository in a development setup."""
    inside = _HERE / "npm"
    return inside if inside.exists() else _HERE.parents[2]


def read_json(path: str) -> Any:
    """Reads a file of the npm package."""
    return json.loads((npm_folder() / path).read_text("utf-8"))


@dataclass(frozen=True)
class Vector:
    """A published input with its expected output; `fixtures/README.md` of the repository describes the fields."""

    id: str
    """Never renamed or reused, such as `neuron/lif/leak`."""
    clause: str
    """The clause of the definition that it is about, such as `threshold`."""
    title: str
    """A predicate without its subject, such as `leaks to 1/e of its voltage in 20 ms`."""
    kind: Literal["answer", "metamorphic", "refusal"]
    capability: str
    """`neuron`, `tuning`, `synapse`, `network` or `seeded`."""
    input: Mapping[str, Any]
    """The input, with the field names of the protocol."""
    expected: Mapping[str, Any]
    """The output, the relation between two outputs, or the refusal."""
    tolerance: Mapping[str, Any] | None
    """For each precision; None for a refusal."""
    kills: Sequence[str]
    """Names of the mutants that fail it."""
    second_input: Mapping[str, Any] | None = None
    """The second input of a metamorphic vector."""
    continued_at: int | None = None
    """Run the steps before this one, then continue from the state."""
    source: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """All fields, as in the file."""


@cache
def vectors() -> tuple[Vector, ...]:
    """All published vectors, in reading order."""
    files = [read_json(f"fixtures/vectors/{name}") for name in read_json("fixtures/vectors/index.json")]
    return tuple(read_vector(case) for file in files for case in complete_cases(file))


def complete_cases(file: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The cases of a file with the fields that they share."""
    shared = {field: value for field, value in file.items() if field != "cases"}
    cases = []
    for own in file["cases"]:
        complete = {**shared, **own}
        for field in own.keys() & shared.keys():
            if isinstance(own[field], dict) and isinstance(shared[field], dict):
                complete[field] = {**shared[field], **own[field]}
        if "secondInput" in own:
            complete["secondInput"] = {**complete["input"], **own["secondInput"]}
        cases.append(complete)
    return cases


def read_vector(source: Mapping[str, Any]) -> Vector:
    """A vector from the content of its file."""
    return Vector(
        id=source["id"],
        clause=source["clause"],
        title=source["title"],
        kind=source["kind"],
        capability=source["capability"],
        input=source["input"],
        expected=source["expected"],
        tolerance=source["tolerance"],
        kills=tuple(source["kills"]),
        second_input=source.get("secondInput"),
        continued_at=source.get("continuedAt"),
        source=source,
    )


@dataclass(frozen=True)
class Mutant:
    """A deliberately wrong implementation, with the laws and vectors that detect it."""

    name: str
    difference: str
    """What it does wrong, such as `fires at a voltage of exactly one`."""
    cites: str | None
    """The real bug that it reproduces, such as `nest#547`."""
    laws: Sequence[str]
    vectors: Sequence[str]


@cache
def kill_matrix() -> Mapping[str, Mutant]:
    """The mutants of simulators by name, with the laws and vectors that each of them fails."""
    killed = read_json("fixtures/kills.json")
    mutants = {}
    for mutant in read_json("dist/conformance/mutants.json"):
        name = mutant["name"]
        laws, ids = tuple(killed[name]), tuple(vector.id for vector in vectors() if name in vector.kills)
        mutants[name] = Mutant(name, mutant["difference"], mutant.get("cites"), laws, ids)
    return MappingProxyType(mutants)


@cache
def schemas() -> Mapping[str, Mapping[str, Any]]:
    """The JSON Schemas of vectors, protocol messages and reports, by name, such as `protocol/start-answer`."""
    folder = npm_folder() / "dist" / "schemas"
    files = sorted(folder.rglob("*.schema.json"))
    named = {file.relative_to(folder).as_posix().removesuffix(".schema.json"): file for file in files}
    return MappingProxyType({name: json.loads(file.read_text("utf-8")) for name, file in named.items()})


@dataclass(frozen=True)
class Clause:
    """A clause of the definition."""

    id: str
    statement: str
    why: str
    """What goes wrong for a user if it does not hold."""


@cache
def clauses() -> Mapping[str, Clause]:
    """The clauses by id, in reading order."""
    return MappingProxyType({one["id"]: Clause(**one) for one in read_json("dist/conformance/clauses.json")})


@dataclass(frozen=True)
class Profile:
    """The conventions of a known simulator, from its source code."""

    id: str
    """Such as `brian2-exact`."""
    simulator: str
    conventions: Mapping[str, Any]
    """A choice for every field of the protocol's `conventions`."""
    source: str
    note: str = ""


@cache
def profiles() -> Mapping[str, Profile]:
    """The published profiles by id, Nengo first."""
    return MappingProxyType({one["id"]: Profile(**one) for one in read_json("dist/conformance/profiles.json")})


@cache
def probes() -> tuple[Mapping[str, Any], ...]:
    """The inputs that distinguish conventions."""
    return tuple(read_json("dist/conformance/probes.json"))


def version() -> str:
    """The version of lifspec, which is that of the npm package."""
    return str(read_json("package.json")["version"])
