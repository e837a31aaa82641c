"""`pytest --lifspec` runs every vector that applies, and explains failures."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import pytest
from conftest import MAIN, REPOSITORY

import lifspec
from lifspec.conventions import complete
from lifspec.expectations import why_not_applicable

NEURON = """
def neuron(given):
    decay = math.exp(-given["dtSeconds"] / given["tauRcSeconds"])
    voltage, fired, trace = given["initialVoltage"], [], []
    for currents in given["current"]:
        voltage = [j + (v - j) * decay for v, j in zip(voltage, currents)]
        fired.append([v > THRESHOLD for v in voltage])
        voltage = [0.0 if v > THRESHOLD else v for v in voltage]
        trace.append(voltage)
    return {"fired": fired, "voltage": trace}
"""
RIGHT = f"import math\n{NEURON.replace('THRESHOLD', '1')}"
WRONG = f"import math\n{NEURON.replace('THRESHOLD', '0.9')}"
CONVENTIONS = {"refractory": {"kind": "none"}, "floor": "none", "spikeHeight": "1"}
DECLARED = f"--lifspec-conventions={json.dumps(CONVENTIONS)}"


def applicable(conventions: Mapping[str, object]) -> list[lifspec.Vector]:
    """Without refusals, because the simulator is not asked to refuse invalid input."""
    judged = [one for one in lifspec.vectors() if one.kind != "refusal"]
    return [one for one in judged if why_not_applicable(one, ["neuron"], complete(conventions)) is None]


APPLICABLE = len(applicable(CONVENTIONS))
# two continue a run from a state, which the simulator omits
JUDGED = APPLICABLE - 2


def run(pytester: pytest.Pytester, text: str, *options: str) -> pytest.RunResult:
    pytester.makepyfile(simulator=text)
    pytester.syspathinsert()
    return pytester.runpytest_inprocess("-p", "no:randomly", "--lifspec", "simulator:neuron", *options)


def test_a_right_simulator_fails_nothing(pytester: pytest.Pytester) -> None:
    result = run(pytester, RIGHT, DECLARED)
    result.assert_outcomes(passed=JUDGED, skipped=2)
    result.stdout.fnmatch_lines([f"level steps: {JUDGED} of {JUDGED} vectors passed"])


def test_the_readme_shows_this_verdict_and_selections_that_match(pytester: pytest.Pytester) -> None:
    readme = (REPOSITORY / "python" / "README.md").read_text("utf-8")
    assert f"level steps: {JUDGED} of {JUDGED} vectors passed" in readme
    for option, word in re.findall(r"`(-[km]) (\w+)`", readme):
        assert run(pytester, RIGHT, DECLARED, option, word).parseoutcomes()["passed"] < JUDGED / 2


def test_auto_finds_the_conventions(pytester: pytest.Pytester) -> None:
    result = run(pytester, RIGHT, "--lifspec-conventions=auto")
    result.assert_outcomes(passed=JUDGED, skipped=2)
    result.stdout.fnmatch_lines(["simulator:neuron: like brian2-exact * except refractory {'kind': 'none'}"])
    result.stdout.fnmatch_lines([f"declare it with conventions={CONVENTIONS}"])


def test_a_found_convention_that_is_a_known_mistake_is_called_one(pytester: pytest.Pytester) -> None:
    found = {"kind": "whole-steps", "rounding": "nearest", "more": 1, "meanwhile": "clamped"}
    lines = "from lifspec.conventions import complete\nfrom lifspec.simulation import simulate\n"
    lines += f"def neuron(given): return simulate(complete({{'refractory': {found}}}), given)"
    result = run(pytester, lines, "--lifspec-conventions=auto", "-k", "exact-threshold")
    result.stdout.fnmatch_lines(['"more":1 is also a known mistake (refractory-one-step-long): *mend it instead*'])
    assert f"declare it with conventions={ {'refractory': found} }" in result.outlines


def test_conventions_that_explain_only_some_trains_are_not_to_be_declared(pytester: pytest.Pytester) -> None:
    result = run(pytester, WRONG, "--lifspec-conventions=auto", "-k", "exact-threshold")
    result.stdout.fnmatch_lines(["these conventions explain * of 111 trains, but not the *"])
    result.stdout.no_fnmatch_line("declare it with*")


SILENT = "def neuron(given): return {'fired': [[0] * len(row) for row in given['current']]}"


def test_a_simulator_that_never_fires_gets_one_sentence(pytester: pytest.Pytester) -> None:
    result = run(pytester, SILENT)
    told = result.outlines[result.outlines.index("simulator:neuron:") :]
    assert told[1].startswith("level none: ")
    assert told[2].startswith("it never fires: ")
    assert "short test summary" in told[3]
    result = run(pytester, SILENT, "--lifspec-conventions=auto")
    result.stderr.fnmatch_lines(['*conventions="auto": ValueError: it never fires on any input*'])


def test_undeclared_conventions_are_advised(pytester: pytest.Pytester) -> None:
    result = run(pytester, RIGHT)
    result.stdout.fnmatch_lines(["if its conventions are not Nengo's, declare them, or use*"])


def test_undeclared_float32_is_advised(pytester: pytest.Pytester) -> None:
    text = RIGHT.replace("j + (v - j) * decay", "to_float32(j + (v - j) * decay)")
    text = f"from lifspec.rule import to_float32\n{text}"
    for conventions in (DECLARED, "--lifspec-conventions=auto"):
        result = run(pytester, text, conventions)
        result.stdout.fnmatch_lines(["likely cause: it declares float64, but *; add --lifspec-precision float32*"])
        result.stdout.no_fnmatch_line('*use conventions="auto"*')
        run(pytester, text, conventions, "--lifspec-precision=float32").stdout.no_fnmatch_line("likely cause*")


def test_every_test_has_an_id_a_title_and_markers(pytester: pytest.Pytester) -> None:
    result = run(pytester, RIGHT, DECLARED, "--collect-only", "-q")
    result.stdout.fnmatch_lines(["simulator:neuron::neuron/lif/leak: leaks to 1/e of its voltage in 20 ms"])
    for options in (["-k", "lif/leak:"], ["-m", "lifspec_integration", "-k", "lif/leak:"]):
        run(pytester, RIGHT, DECLARED, "--strict-markers", *options).assert_outcomes(
            passed=1, deselected=APPLICABLE - 1
        )
    run(pytester, RIGHT, DECLARED, "-m", "not lifspec").assert_outcomes(deselected=APPLICABLE)


def test_a_failure_shows_the_clause_and_the_trains_and_the_summary_similar_mistakes(pytester: pytest.Pytester) -> None:
    result = run(pytester, WRONG, DECLARED, "-k", "exact-threshold")
    result.stdout.fnmatch_lines(
        [
            "threshold does not hold: A neuron fires if its voltage is above 1, not at 1.",
            "  vector neuron/lif/exact-threshold, level none: stays at exactly 1 and never fires",
            "    expected  ····················  no spike; voltage 1.0",
            "    got       |···················  1 spike: 0; voltage 0.0",
            "    first difference: voltage, step 0, neuron 0",
            "fails like *% of failures in common)",
        ]
    )
    assert "fires-at-threshold" not in result.stdout.str().partition("= lifspec =")[0]
    result.assert_outcomes(failed=1, deselected=APPLICABLE - 1)


def test_three_lines_in_a_test_file_do_the_same(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(simulator=RIGHT)
    lines = (
        "import lifspec\nfrom simulator import neuron\ntest_lif = lifspec.Simulator(neuron=neuron, conventions='auto')"
    )
    pytester.makepyfile(test_lif=lines)
    pytester.syspathinsert()
    result = pytester.runpytest_inprocess("-v")
    result.assert_outcomes(passed=JUDGED, skipped=2)
    result.stdout.fnmatch_lines(
        ["test_lif.py::test_lif::neuron/lif/leak: leaks to 1/e of its voltage in 20 ms PASSED*"]
    )


def test_two_simulators_have_a_verdict_each(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(right=RIGHT, wrong=WRONG)
    pytester.syspathinsert()
    result = pytester.runpytest_inprocess("--lifspec=right:neuron", "--lifspec=wrong:neuron", DECLARED, "--tb=no", "-q")
    result.stdout.fnmatch_lines(
        [
            "right:neuron:",
            f"level steps: {JUDGED} of {JUDGED} vectors passed",
            "wrong:neuron:",
            f"level none: * of {JUDGED} vectors passed",
        ]
    )


def test_options_are_read_from_the_configuration(pytester: pytest.Pytester) -> None:
    skip_file(pytester, {"id": "neuron/lif/exact-*", "reason": "issue 12", "try": False})
    pytester.makeini(f"[pytest]\nlifspec_conventions = {json.dumps(CONVENTIONS)}\nlifspec_skip = skips.json")
    result = run(pytester, RIGHT)
    result.assert_outcomes(passed=JUDGED - 1, skipped=3)


def skip_file(pytester: pytest.Pytester, *skips: Mapping[str, object]) -> str:
    pytester.makefile(".json", skips=json.dumps({"skips": skips}))
    return "--lifspec-skip=skips.json"


def test_known_failures_are_skipped_and_unneeded_skips_fail(pytester: pytest.Pytester) -> None:
    skip = skip_file(
        pytester, {"id": "neuron/lif/exact-*", "reason": "issue 12"}, {"id": "lif/resets-to-zero", "reason": "a law"}
    )
    result = run(pytester, WRONG, DECLARED, skip, "-k", "exact-threshold", "-rs")
    result.assert_outcomes(skipped=1, deselected=APPLICABLE - 1)
    result.stdout.fnmatch_lines(["*issue 12"])
    pytester.makepyfile(right=RIGHT)
    result = pytester.runpytest_inprocess("--lifspec", "right:neuron", DECLARED, skip, "-k", "exact-threshold")
    result.assert_outcomes(failed=1, deselected=APPLICABLE - 1)
    result.stdout.fnmatch_lines(["is skipped but passes; remove it from the skip file (issue 12)"])


def test_a_flaky_case_may_pass_and_an_issue_is_shown(pytester: pytest.Pytester) -> None:
    address = "https://example.com/12"
    skip = skip_file(pytester, {"id": "neuron/lif/exact-*", "reason": "at times", "flaky": True, "issue": address})
    chosen = [DECLARED, skip, "-k", "exact-threshold", "-rs"]
    run(pytester, RIGHT, *chosen).assert_outcomes(passed=1, deselected=APPLICABLE - 1)
    pytester.makepyfile(wrong=WRONG)
    result = pytester.runpytest_inprocess("--lifspec", "wrong:neuron", *chosen)
    result.assert_outcomes(skipped=1, deselected=APPLICABLE - 1)
    result.stdout.fnmatch_lines([f"*at times ({address})"])


def test_a_case_that_would_end_the_process_is_not_tried(pytester: pytest.Pytester) -> None:
    skip = skip_file(pytester, {"id": "*", "reason": "exits", "try": False})
    result = run(pytester, "import os\ndef neuron(given):\n    os._exit(3)", DECLARED, skip)
    result.assert_outcomes(skipped=APPLICABLE)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[", "skips.json: must be JSON: "),
        ("[" * 100_000, "skips.json: must be JSON: "),
        ("[]", 'skips.json: must be {"skips":[{"id":"…","reason":"…"}]}'),
        ('{"skips":[{"id":"threshold"}]}', 'skips.0 is {"id": "threshold"}'),
        ('{"skips":[{"id":"threshold","reason":" "}]}', 'skips.0 is {"id": "threshold", "reason": " "}'),
        ('{"skips":[{"id":"C44","reason":"a"}]}', "C44 is not a case or clause"),
        ('{"skips":[{"id":"neuron/lif/exact-treshold","reason":"a"}]}', "did you mean neuron/lif/exact-threshold?"),
        ('{"skips":[{"id":"threshold","reason":"a"},{"id":"threshold","reason":"b"}]}', "threshold is listed twice"),
    ],
)
def test_a_wrong_skip_file_is_explained(pytester: pytest.Pytester, text: str, message: str) -> None:
    pytester.makefile(".json", skips=text)
    result = run(pytester, RIGHT, DECLARED, "--lifspec-skip=skips.json")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert message in result.stderr.str()
    assert "Traceback" not in result.stderr.str()


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        ("import nothing_of_this_name", [], "cannot import simulator_9: ModuleNotFoundError: No module named"),
        ("neuron = (", [], "cannot import simulator_9: SyntaxError: "),
        ("", [], "simulator_9 has no neuron"),
        ("neuron = 3", [], "neuron must be a function, but is int"),
        ("def neuron(): pass", [], "neuron must be a function of one argument, the input, but neuron takes ()"),
        ("def neuron(a, b): pass", [], "but neuron takes (a, b)"),
        (RIGHT, ["--lifspec-conventions=norse"], "'norse' is not a profile; choose from nengo, "),
        (RIGHT, ["--lifspec-conventions={"], "--lifspec-conventions: must be JSON: "),
        (RIGHT, ["--lifspec-precision=float16"], "precision must be float64 or float32"),
        (RIGHT, ["--lifspec-limit=soon"], "--lifspec-limit: expected seconds, a number above 0, but got 'soon'"),
        (RIGHT, ["--lifspec-limit=0"], "--lifspec-limit: expected seconds, a number above 0, but got '0'"),
        (RIGHT, ["--lifspec-limit=nan"], "--lifspec-limit: expected seconds, a number above 0, but got 'nan'"),
        ("def neuron(given): return given[0]", ["--lifspec-conventions=auto"], 'conventions="auto": KeyError: 0'),
    ],
)
def test_bad_input_is_one_message(pytester: pytest.Pytester, text: str, options: list[str], message: str) -> None:
    pytester.makepyfile(simulator_9=text)
    result = pytester.runpytest_subprocess("--lifspec", "simulator_9:neuron", *options)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert message in result.stderr.str()
    assert "Traceback" not in result.stderr.str() + result.stdout.str()


def test_a_name_without_a_module_is_explained(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest_inprocess("--lifspec", "neuron")
    result.stderr.fnmatch_lines(["*must be MODULE:NAME, such as my_simulator:neuron"])


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("return {'fired': [[0]]}", ["*fired: expected shape (20, 1): ?step??neuron?, but got 1 values"]),
        (
            "return {'fired': [[math.nan]] * 20}",
            ["*expected whether or how often a neuron fired in a step, but got nan*"],
        ),
        (
            "return {'spikes': [[]], 'voltage': [[math.nan]] * 20}",
            ["*every number must be finite, but voltage?0??0? is nan"],
        ),
        ("raise KeyError('tau')", ["*KeyError: 'tau'"]),
        ("raise ValueError('too slow')", ["*a refusal: too slow"]),
        ("while True: pass", ["*no answer within 0.2 s; --lifspec-limit changes the limit"]),
        (
            "global calls; calls += 1; return {'fired': [[calls % 2 == 0]] * 20, 'voltage': [[1.0]] * 20}",
            ["*does it keep state between two calls?*"],
        ),
    ],
)
def test_whatever_a_simulator_does_is_explained(pytester: pytest.Pytester, body: str, lines: list[str]) -> None:
    pytester.makepyfile(simulator_8=f"import math\ncalls = 0\ndef neuron(given):\n    {body}\n")
    options = ["--lifspec-limit=0.2", DECLARED, "-k", "exact-threshold"]
    result = pytester.runpytest_subprocess("--lifspec", "simulator_8:neuron", *options)
    result.assert_outcomes(failed=1, deselected=APPLICABLE - 1)
    result.stdout.fnmatch_lines(lines)
    assert "lifspec/judging.py" not in result.stdout.str()


@pytest.mark.parametrize("body", ["return {'fird': []}", "raise KeyError('tau')"])
def test_an_error_is_told_in_few_lines_and_is_like_no_mistake(pytester: pytest.Pytester, body: str) -> None:
    result = run(pytester, f"def neuron(given): {body}", "-k", "exact-threshold or current-one:", "--tb=short")
    result.assert_outcomes(failed=2, deselected=len(applicable({})) - 2)
    for line in ("*does not hold*", "fails like*", "if its conventions*"):
        result.stdout.no_fnmatch_line(line)
    result.stdout.fnmatch_lines(["*0 of 2 vectors passed"])


def test_other_capabilities_run_too(pytester: pytest.Pytester) -> None:
    lines = """
        import lifspec

        expected = {str(vector.input): vector for vector in lifspec.vectors()}

        def synapse(given):
            decay = 2.718281828459045 ** (-given["dtSeconds"] / given["tauSeconds"])
            filtered, value = [], 0.0
            for x in given["signal"]:
                filtered.append(value)
                value = decay * value + (1 - decay) * x
            return {"filtered": filtered, "lagSteps": 1}

        test_synapse = lifspec.Simulator(synapse=synapse)
    """
    pytester.makepyfile(test_synapse=lines)
    outcomes = pytester.runpytest_inprocess().parseoutcomes()
    own = [one for one in lifspec.vectors() if one.capability == "synapse" and one.kind != "refusal"]
    assert outcomes == {"passed": len(own)}


def test_refusals_are_tested_if_the_simulator_refuses(pytester: pytest.Pytester) -> None:
    arguments = f"neuron=neuron, conventions={CONVENTIONS}, refuse_invalid=False"
    pytester.makepyfile(test_refusals=f"{RIGHT}\nimport lifspec\ntest_lif = lifspec.Simulator({arguments})")
    outcomes = pytester.runpytest_inprocess().parseoutcomes()
    refusals = [one for one in lifspec.vectors() if one.capability == "neuron" and one.kind == "refusal"]
    assert outcomes["failed"] > len(refusals) / 2
    assert complete(CONVENTIONS)["reset"] == "zero"


MUTANTS = (
    "resets-to-a-hundredth",
    "amplitude-in-gain",
    "low-pass-forward-euler",
    "seed-ignored",
    "network-reads-out-ones",
)
"""One for each capability."""


def test_what_the_command_line_serves_is_caught_as_the_kill_matrix_says(pytester: pytest.Pytester, node: str) -> None:
    known = lifspec.kill_matrix()
    lines = ["import json, subprocess", "import lifspec", PIPE]
    for number, name in enumerate(MUTANTS):
        lines += [f"test_{number} = simulator({node!r}, {str(MAIN)!r}, 'serve', '--mutant', {name!r})"]
    pytester.makepyfile(test_mutants="\n".join(lines))
    result = pytester.runpytest_subprocess("-q", "--tb=no")
    failed = [line.partition("::")[2] for line in result.outlines if line.startswith("FAILED")]
    for number, name in enumerate(MUTANTS):
        own = {line.split("::")[1].split(": ")[0] for line in failed if line.startswith(f"test_{number}::")}
        assert set(known[name].vectors) <= own, name


PIPE = """
from lifspec.requests import read_input


def wired(value):
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(value)]
    if isinstance(value, bytes) or hasattr(value, "typecode"):
        import base64
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, dict):
        return {key: wired(item) for key, item in value.items()}
    return [wired(item) for item in value] if isinstance(value, list) else value


def simulator(*command):
    program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def send(**request):
        program.stdin.write(json.dumps({"id": 1, **request}) + "\\n")
        program.stdin.flush()
        return json.loads(program.stdout.readline())

    def function_of(capability):
        def function(given, synapseSeconds=None, padding=()):
            synapse = {} if synapseSeconds is None else {"synapseSeconds": synapseSeconds}
            answer = send(command="run", capability=capability, input=wired({**given, **synapse}))
            if "error" in answer:
                raise ValueError(answer["error"]["message"])
            return answer["output"]
        return function

    names = [name for name in send(command="start", protocol=2)["capabilities"] if name != "training"]
    return lifspec.Simulator(**{name: function_of(name) for name in names}, refuse_invalid=False)
"""
