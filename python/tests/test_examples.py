"""The examples in the documentation of the public functions run."""

import doctest
import inspect

import pytest

import lifspec
import lifspec.requests

functions = [one for one in map(lifspec.__dict__.get, lifspec.__all__) if inspect.isfunction(one)]
needs_another_package = [lifspec.export_keras, lifspec.export_nengo_dl, lifspec.export_torch]
"""Their examples are programs of their own: fixtures/networks/own-network."""

others = [lifspec.requests.read_input, lifspec.Verdict.raise_for_failures]


@pytest.mark.parametrize("function", [one for one in functions + others if one not in needs_another_package])
def test_the_example_of_a_function_prints_what_it_says(function: object) -> None:
    found = doctest.DocTestFinder(recurse=False).find(function, globs={})
    runner = doctest.DocTestRunner()
    for example in found:
        runner.run(example)
    assert runner.tries > 0
    assert runner.failures == 0
