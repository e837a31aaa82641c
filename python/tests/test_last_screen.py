"""Six simulators with one mistake each, and what the last screen of pytest has to say about it."""

from __future__ import annotations

import re

import pytest
from conftest import REPOSITORY

IN_READING_ORDER = ("-p", "no:randomly", "-p", "no:cacheprovider")
SCREEN_LINES = 24  # the height of a terminal

NENGO = """
import numpy as np

def neuron(given):
    dt, tau = given["dtSeconds"], given["tauRcSeconds"]
    voltage, refractory = given["initialVoltage"], np.zeros(len(given["initialVoltage"]))
    for current in given["current"]:
        refractory = refractory - dt
        awake = np.clip(dt - refractory, 0, dt)
        voltage = current - (current - voltage) * np.exp(-awake / tau)
        fired = voltage > 1
        with np.errstate(all="ignore"):
            since = -tau * np.log((current - voltage) / (current - 1))
        refractory = np.where(fired, given["tauRefSeconds"] + dt - since, refractory)
        voltage = np.where(fired, 0, np.maximum(voltage, given["minVoltage"]))
        yield {"fired": fired, "voltage": voltage, "spikeHeight": given["amplitude"] / dt}
"""
"""A correct simulator: what Nengo does. The time since a spike is 0/0 if both the voltage and the current are 1."""

MISTAKES: dict[str, dict[str, str]] = {
    "nan": {"voltage > 1": "voltage >= 1"},
    "heights": {'"fired": fired': '"fired": fired * given["amplitude"] / dt'},
    "refractory": {'given["tauRefSeconds"] + dt': 'given["tauRefSeconds"] + 2 * dt'},
    "float32": {
        'refractory = given["initialVoltage"]': 'refractory = np.float32(given["initialVoltage"])',
        "np.zeros(len(": "np.zeros(dtype=np.float32, shape=len(",
        'in given["current"]': 'in np.float32(given["current"])',
    },
    "state": {
        "np.zeros(len": "KEPT.setdefault(len",
        '(given["initialVoltage"]))': '(given["initialVoltage"]), np.zeros(len(given["initialVoltage"])))',
        "\ndef neuron": "\nKEPT = {}\n\ndef neuron",
        "refractory = refractory - dt": "refractory -= dt",
        "refractory = np.where": "refractory[:] = np.where",
    },
    "floor": {'given["minVoltage"]': "0"},
}
"""What is replaced in `NENGO`."""

NAMED = {
    "nan": r"voltage.* (NaN|nan) .*step \d+.*neuron \d+",
    "heights": r"fired.* height.*spikeHeight",
    "refractory": "refractory for one step more",
    "float32": r"float32.*precision|precision.*float32",
    "state": "state survives between requests",
    "floor": "voltage floor",
}
"""What the last screen has to say."""


def simulator_with(mistake: str) -> str:
    """The code of a simulator with a mistake."""
    text = NENGO
    for old, new in MISTAKES[mistake].items():
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_last_screen_names_the_mistake(pytester: pytest.Pytester, mistake: str) -> None:
    pytester.makepyfile(mine=simulator_with(mistake))
    pytester.syspathinsert()
    result = pytester.runpytest_inprocess(*IN_READING_ORDER, "--lifspec", "mine:neuron")
    assert result.ret == 1
    assert re.search(NAMED[mistake], "\n".join(result.outlines[-SCREEN_LINES:]))


def test_the_last_screen_names_the_mistake_of_a_network(pytester: pytest.Pytester) -> None:
    text = (REPOSITORY / "python/examples/network_numpy.py").read_text()
    pytester.makepyfile(mine=text.replace('layer["kernel"].astype', 'layer["kernel"][::-1, ::-1].astype'))
    pytester.syspathinsert()
    words = ("--lifspec", "mine:simulator", "--lifspec-runs", "1", "-k", "convolution")
    result = pytester.runpytest_inprocess(*IN_READING_ORDER, *words)
    assert "rotates every kernel by 180 degrees" in "\n".join(result.outlines[-SCREEN_LINES:])
    assert "# the input has " in result.stdout.str()


def test_the_simulator_without_a_mistake_conforms(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(mine=NENGO)
    pytester.syspathinsert()
    assert pytester.runpytest_inprocess(*IN_READING_ORDER, "--lifspec", "mine:neuron").ret == 0
