"""The data of the package are those of the repository."""

from __future__ import annotations

import json

import pytest
from conftest import REPOSITORY

import lifspec
from lifspec.conventions import CHOICES, complete
from lifspec.serving import PROTOCOL


def test_the_vectors_are_the_files_in_reading_order() -> None:
    folder = REPOSITORY / "fixtures" / "vectors"
    ids = json.loads((folder / "index.json").read_text())
    assert [vector.id for vector in lifspec.vectors()] == ids
    assert all(vector.source == json.loads((folder / f"{vector.id}.json").read_text()) for vector in lifspec.vectors())
    assert all(vector.clause in lifspec.clauses() for vector in lifspec.vectors())


def test_the_version_is_that_of_the_npm_package() -> None:
    assert lifspec.__version__ == json.loads((REPOSITORY / "package.json").read_text())["version"]


def test_the_kill_matrix_agrees_with_the_vectors() -> None:
    for name, mutant in lifspec.kill_matrix().items():
        assert [vector.id for vector in lifspec.vectors() if name in vector.kills] == list(mutant.vectors)


def test_schemas_are_found_by_name() -> None:
    assert lifspec.schemas()["vector"]["$schema"].endswith("2020-12/schema")
    assert lifspec.schemas()["protocol/start-request"]["properties"]["protocol"]["const"] == PROTOCOL


def test_the_choices_are_those_of_the_schema() -> None:
    fields = lifspec.schemas()["protocol/start-answer"]["properties"]["conventions"]["properties"]
    assert list(fields) == list(CHOICES)
    for name, schema in fields.items():
        if name != "refractory":
            assert sorted(schema["enum"]) == sorted(CHOICES[name])
    kinds = {branch["properties"]["kind"]["const"] for branch in fields["refractory"]["oneOf"]}
    assert {choice["kind"] for choice in CHOICES["refractory"]} == kinds


def test_every_profile_is_complete() -> None:
    for profile in lifspec.profiles().values():
        assert complete(dict(profile.conventions)) == profile.conventions


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        ("norse", "'norse' is not a profile; choose from nengo, "),
        ({"threshold": ">"}, "'threshold' is not a field; choose from integrator, "),
        ({"reset": "soft"}, 'reset must be "zero" or "subtract" or "none", but is "soft"'),
        ({"inputDelaySteps": True}, "inputDelaySteps must be 0 or 1, but is true"),
        ({"refractory": {"kind": "whole-steps"}}, 'refractory must be {"kind": "none"} or '),
        (["exact"], "expected the name of a profile or a dictionary"),
    ],
)
def test_wrong_conventions_are_refused_with_the_right_ones(declared: object, message: str) -> None:
    with pytest.raises(ValueError, match="conventions: ") as raised:
        complete(declared)  # type: ignore[arg-type]
    assert message in str(raised.value)
