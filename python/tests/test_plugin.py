"""`pytest --lifspec` runs every vector and law as a test, and explains failures."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest
from conftest import PLAIN, SIMULATOR

DECLARED = f"--lifspec-conventions={json.dumps(PLAIN)}"
QUICK = ("-p", "no:randomly", "-p", "no:cacheprovider", "--lifspec-runs", "1")
THRESHOLD = ("-k", "threshold")


def run(pytester: pytest.Pytester, text: str, *options: str, quick: tuple[str, ...] = QUICK) -> pytest.RunResult:
    pytester.makepyfile(simulator=text)
    pytester.syspathinsert()
    return pytester.runpytest_inprocess(*quick, "--lifspec", "simulator:neuron", *options)


def changed(old: str, new: str) -> str:
    assert old in SIMULATOR
    return SIMULATOR.replace(old, new)


EULER = changed(
    'np.exp(-given["dtSeconds"] / given["tauRcSeconds"])', '1 - given["dtSeconds"] / given["tauRcSeconds"]'
).replace("voltage > 1", "voltage >= 1")
WRONG = changed("voltage > 1)", "voltage > 0.95)")


def last_line(result: pytest.RunResult) -> str:
    """The last line of the section of lifspec."""
    start = next(at for at, line in enumerate(result.outlines) if re.match("=+ lifspec =+", line))
    section = result.outlines[start + 1 :]
    end = next(at for at, line in enumerate(section) if line.startswith(("===", "!!!")))
    return [line for line in section[:end] if line][-1]


def test_a_right_simulator_gets_its_verdict_last(pytester: pytest.Pytester) -> None:
    result = run(pytester, SIMULATOR, DECLARED)
    outcomes = result.parseoutcomes()
    assert result.ret == 0
    assert outcomes["passed"] > 70
    counts = rf"{outcomes['passed'] - 1} passed, 0 failed, 0 skipped, \d+ not applicable"
    assert re.fullmatch(rf"simulator:neuron: conforms(?:, bit-identical)?: {counts}", last_line(result))


def test_ids_are_node_ids_and_titles_select(pytester: pytest.Pytester) -> None:
    listed = run(pytester, SIMULATOR, DECLARED, "--collect-only", "-q")
    listed.stdout.fnmatch_lines(["simulator:neuron::neuron/lif/leak", "simulator:neuron::lif/resets-to-zero"])
    leak = run(pytester, SIMULATOR, DECLARED, "-v", "-k", "neuron/lif/leak")
    assert leak.parseoutcomes()["passed"] == 2
    leak.stdout.fnmatch_lines(["simulator:neuron::neuron/lif/leak PASSED *", "simulator:neuron::conventions PASSED *"])
    assert run(pytester, SIMULATOR, DECLARED, *THRESHOLD).parseoutcomes()["passed"] > 3
    assert "passed" not in run(pytester, SIMULATOR, DECLARED, "-m", "not lifspec").parseoutcomes()


def test_a_failing_law_shows_code_that_can_be_pasted(pytester: pytest.Pytester) -> None:
    result = run(pytester, WRONG, DECLARED, "-k", "lif/fires-as-declared", "--lifspec-runs", "20")
    assert result.ret == 1
    text = result.stdout.str()
    assert re.search(r"(?m)^  expected  .*\n  got       ", text)
    code = re.search(r"(?ms)^import numpy as np\nfrom simulator import neuron\ngot1? = neuron\(\{.*?^\}\)", text)
    assert code is not None
    compile(code[0], "pasted", "exec")
    assert "simulator:neuron: does not conform: 0 passed, 1 failed" in result.stdout.str()
    assert last_line(result).startswith("Diagnosis: ")


def test_a_failing_vector_shows_its_input_up_to_the_first_difference(pytester: pytest.Pytester) -> None:
    result = run(pytester, WRONG, DECLARED, "-k", "neuron/lif/current-2.2")
    text = result.stdout.str()
    assert "failing input:\nimport numpy as np\nfrom simulator import neuron\n" in text
    assert '"current": np.full((12, 1), 2.2),\n' in text
    assert last_line(result).startswith("Diagnosis: ")


def test_undeclared_conventions_fail_once_with_an_option_that_can_be_pasted(pytester: pytest.Pytester) -> None:
    result = run(pytester, EULER)
    assert result.parseoutcomes()["failed"] == 1
    result.stdout.fnmatch_lines(
        ["simulator declares no conventions, and does not *", "  - integrates by Euler; *", "  - fires at 1; *"]
    )
    # in continuous integration, pytest repeats the message in its summary
    command = next(line for line in result.outlines if line.startswith("  pytest --lifspec "))
    option = shlex.split(command)[-2:]
    assert option[0] == "--lifspec-conventions"
    assert run(pytester, EULER, *option, *THRESHOLD).ret == 0


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("return {", "return  # {", "neuron must return a dictionary, but returned None"),
        (
            '"fired": fired',
            '"fired": np.transpose(fired)',
            "is it transposed?) (returned by neuron, simulator.py, line",
        ),
        ("voltage - currents", 'given["weights"]', "KeyError: 'weights'"),
        ("voltage - currents", "np.zeros(2) + np.zeros(3)", "ValueError: operands could not be broadcast together"),
        ("return {", "import sys; sys.exit(3)  # {", "SystemExit: 3"),
        ("return {", "while True: pass\n    return {", "no answer within 0.5 s"),
    ],
)
def test_a_mistake_is_shown_once_as_itself(pytester: pytest.Pytester, old: str, new: str, shown: str) -> None:
    result = run(pytester, changed(old, new), "--lifspec-timeout", "0.5")
    text = result.stdout.str()
    assert result.parseoutcomes()["failed"] == 1
    assert shown in text
    assert len(result.outlines) < 70
    assert "pluggy/" not in text
    assert "lifspec/" not in text
    assert last_line(result).startswith("simulator:neuron: nothing was judged: ")
    assert shown in last_line(result).replace("sys.exit(3)", "SystemExit: 3")


def test_an_error_in_many_cases_is_shown_once_and_counted(pytester: pytest.Pytester) -> None:
    text = changed("return {", 'assert given["amplitude"] == 1, "too high"\n    return {')
    result = run(pytester, text, DECLARED, "-k", "neuron/lif")
    failed = result.parseoutcomes()["failed"]
    assert failed > 3
    assert result.stdout.str().count(">       assert given") == 1
    counted = f"Likely cause: {failed} of {failed} failures are errors: answered with an error (failed): "
    assert last_line(result) == f"{counted}AssertionError: too high (simulator.py, line 11)"
    result.stdout.fnmatch_lines(["the same error as in simulator:neuron::*"])


def test_a_simulator_that_never_fires_does_not_conform(pytester: pytest.Pytester) -> None:
    result = run(pytester, "def neuron(given): return {'spikes': [[] for _ in given['initialVoltage']]}", *THRESHOLD)
    assert result.ret == 1
    result.stdout.fnmatch_lines(["Likely cause: it never fires on any input"])
    assert last_line(result) == "Likely cause: it never fires on any input"


def test_what_contradicts_a_declaration_is_a_test_that_fails(pytester: pytest.Pytester) -> None:
    wrong_floor = changed(
        "voltage = np.where(fired[-1], 0.0, voltage)", "voltage = np.where(fired[-1], 0.0, abs(voltage))"
    )
    options = (DECLARED, "-k", "exact-threshold", "--junit-xml=junit.xml")
    keep = ("-p", "no:randomly", "--lifspec-runs", "1")
    result = run(pytester, wrong_floor, *options, quick=keep)
    assert result.parseoutcomes() == {"passed": 1, "failed": 1, "deselected": ANY}
    assert 'name="conventions"' in Path("junit.xml").read_text().split("<failure")[0].rsplit("<testcase", 1)[1]
    again = run(pytester, wrong_floor, *options, "--lf", quick=keep)
    assert "passed" not in again.parseoutcomes()
    again.stdout.fnmatch_lines(["FAILED simulator:neuron::conventions *"])


def test_numbers_that_are_not_finite_fail_their_cases_only(pytester: pytest.Pytester) -> None:
    text = changed(
        "return {", "trace = [np.where(given['amplitude'] == 1, one, np.nan) for one in trace]\n    return {"
    )
    result = run(pytester, text, DECLARED)
    outcomes = result.parseoutcomes()
    assert outcomes["passed"] > 50
    assert outcomes["failed"] > 5
    assert '"amplitude": 0.' in result.stdout.str()
    assert "output.voltage[0][0]: expected a finite number, but got NaN at step 0, neuron 0" in last_line(result)


def test_a_skip_by_the_simulator_fails_until_it_is_listed(pytester: pytest.Pytester) -> None:
    text = changed(
        "    decay =",
        '    import lifspec\n    if given["tauRcSeconds"] == 0.05: raise lifspec.Skip("too slow")\n    decay =',
    )
    result = run(pytester, text, DECLARED, "-k", "neuron/lif/membrane-50-ms")
    assert result.parseoutcomes()["failed"] == 1
    result.stdout.fnmatch_lines(["*is skipped by the simulator (too slow); list it in the file of --lifspec-skip"])
    file = skip_file(pytester.path, "neuron/lif/membrane-50-ms")
    listed = run(pytester, text, DECLARED, "-k", "neuron/lif/membrane-50-ms", f"--lifspec-skip={file}")
    assert listed.parseoutcomes()["xfailed"] == 1


def test_a_report_is_written_per_simulator(pytester: pytest.Pytester) -> None:
    assert run(pytester, WRONG, DECLARED, *THRESHOLD, "--lifspec-html", "reports/of").ret == 1
    page = (pytester.path / "reports/of/simulator-neuron.html").read_text()
    assert "does not conform" in page
    assert page.startswith("<!doctype html>")


def test_the_seed_of_the_inputs_can_be_set(pytester: pytest.Pytester) -> None:
    run(pytester, SIMULATOR, DECLARED, *THRESHOLD, "--lifspec-seed", "7").stdout.fnmatch_lines(["*law, seed 7)*"])


def test_simulators_in_test_files_are_collected(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        lif_simulator=SIMULATOR,
        test_lif=f"""
        import lifspec
        from lif_simulator import neuron
        test_lif = lifspec.Simulator(neuron=neuron, conventions={PLAIN})
        other = lifspec.Simulator(neuron=neuron, conventions={PLAIN})
        """,
    )
    pytester.syspathinsert()
    result = pytester.runpytest_inprocess(*QUICK, *THRESHOLD)
    assert result.ret == 0
    assert last_line(result).startswith("test_lif.py::test_lif: conforms")


def skip_file(folder: Path, *ids: str) -> Path:
    file = folder / "skips.json"
    file.write_text(json.dumps({"skips": [{"id": id, "reason": "issue 12"} for id in ids]}))
    return file


def test_known_failures_are_skipped_and_a_skip_that_is_not_needed_fails(pytester: pytest.Pytester) -> None:
    file = skip_file(pytester.path, "neuron/lif/exact-threshold", "lif/fires-as-declared")
    result = run(pytester, WRONG, DECLARED, f"--lifspec-skip={file}", "-k", "exact-threshold or fires-as-declared")
    assert result.parseoutcomes()["xfailed"] == 2
    right = run(pytester, SIMULATOR, DECLARED, f"--lifspec-skip={file}", "-k", "exact-threshold")
    assert right.parseoutcomes()["failed"] == 1
    right.stdout.fnmatch_lines(["  expected  that it fails, as the skip file says"])


def test_a_skip_file_in_the_configuration_is_relative_to_it(pytester: pytest.Pytester) -> None:
    skip_file(pytester.mkdir("known"), "neuron/lif/exact-threshold")
    pytester.makeini("[pytest]\nlifspec_skip = known/skips.json\n")
    pytester.chdir()
    inner = pytester.mkdir("inner")
    pytester.makepyfile(simulator=SIMULATOR)
    pytester.syspathinsert()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(inner)
        result = pytester.runpytest_inprocess(
            *QUICK, "--lifspec", "simulator:neuron", DECLARED, "-k", "exact-threshold", "-c", "../tox.ini"
        )
    result.stdout.fnmatch_lines(["*it passes (issue 12)*"])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--lifspec", "simulator"), "must be MODULE:NAME, such as my_simulator:neuron"),
        (("--lifspec", "nowhere:neuron"), "cannot import nowhere: ModuleNotFoundError"),
        (("--lifspec", "simulator:nothing"), "simulator has no nothing"),
        (("--lifspec-conventions", "norse-bix"), "norse-bix is not a profile (did you mean norse-box?)"),
        (("--lifspec-conventions", "{"), "--lifspec-conventions: must be JSON: "),
        (("--lifspec-precision", "float16"), "precision must be float64 or float32"),
        (("--lifspec-runs", "0"), "runs: expected number of at least 1, but got 0"),
        (("--lifspec-runs", "2.5"), "runs: expected a whole number, but got 2.5"),
        (("--lifspec-seed", "-1"), "seed: expected number of at least 0, but got -1"),
        (("--lifspec-specification", "0.3"), "specification 0.3: lifspec "),
        (("--lifspec-timeout", "soon"), "timeout must be a number of seconds above 0, but is 'soon'"),
        (("--lifspec-skip", "missing.json"), "missing.json: there is no such file"),
    ],
)
def test_a_wrong_option_is_one_message(pytester: pytest.Pytester, options: Any, message: str) -> None:
    result = run(pytester, SIMULATOR, *options)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert message in result.stderr.str()


@pytest.mark.parametrize("options", [("-n", "2"), ("-p", "randomly"), ("-x",)])
def test_tests_run_in_any_order_and_in_several_processes(pytester: pytest.Pytester, options: Any) -> None:
    plugins = {"-n": "xdist", "-p": "pytest_randomly"}
    if options[0] in plugins:
        pytest.importorskip(plugins[options[0]])
    pytester.makepyfile(simulator=WRONG)
    pytester.syspathinsert()
    words = ["-k", "threshold or lif/fires-as-declared", *QUICK[2:], *options]
    result = pytester.runpytest_subprocess("--lifspec", "simulator:neuron", DECLARED, *words)
    assert result.ret == 1
    counts = re.search(r"does not conform: (\d+) passed, (\d+) failed", result.stdout.str())
    assert counts is not None
    outcomes = result.parseoutcomes()
    of_conventions = 0 if options == ("-x",) else 1
    assert (int(counts[1]), int(counts[2])) == (outcomes.get("passed", 0), outcomes["failed"] - of_conventions)
    assert outcomes["failed"] == 1 or options != ("-x",)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_requests_are_repeated_at_the_end_in_any_order(pytester: pytest.Pytester, seed: str) -> None:
    pytest.importorskip("pytest_randomly")
    result = run(pytester, SIMULATOR, DECLARED, "--collect-only", "-q", f"--randomly-seed={seed}", quick=QUICK[2:4])
    listed = [line for line in result.outlines if "::" in line and "::conventions" not in line]
    assert [line for line in listed if "::repeat/" in line] == listed[-1:]


def test_last_failures_are_run_again(pytester: pytest.Pytester) -> None:
    keep = ("-p", "no:randomly", "--lifspec-runs", "1")
    first = run(pytester, WRONG, DECLARED, *THRESHOLD, quick=keep).parseoutcomes()
    again = run(pytester, WRONG, DECLARED, *THRESHOLD, "--lf", quick=keep).parseoutcomes()
    assert again["failed"] == first["failed"]
    assert "passed" not in again
