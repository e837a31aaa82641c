"""Runs ten neurons, moved from NEST as `lifspec compare` says, behind an adapter of events, and prints their spikes.

python adapters/ten-neurons.py exponential|delta nest|brian2|brainpy|norse ADAPTER...
"""

import json, subprocess, sys
from math import exp

kind, simulator, *adapter = sys.argv[1:]
dt, tau, tau_s, steps = 0.001, 0.02, 0.005, 300
a, b = dt / tau, dt / tau_s
E, A = exp(-a), 1 - exp(-a)
held = {"weight": (a * E * (1 - exp(a - b)) / (b - a)) / A, "delay": 1}
moves = {
    "exponential brainpy": held,
    "exponential norse": held | {"tau": dt / (1 - exp(-dt / tau)), "tau_s": dt / (1 - exp(-dt / tau_s))},
    "delta brian2": {"weight": exp(dt / tau), "delay": -1, "refractory": -1},
}  # nothing is changed for the others
move = {"weight": 1, "delay": 0, "refractory": 0, "tau": tau, "tau_s": tau_s} | moves.get(f"{kind} {simulator}", {})

size = {"exponential": 4.0, "delta": 0.75}[kind]


def connect(start, target, weight, delay):
    changed = {"weight": weight * move["weight"], "delaySteps": delay + move["delay"]}
    return start | {"target": target, "receptor": 0} | changed


drive = [connect({"source": one % 3}, one, size * (1 + one % 4) / 4, 2 + one % 5) for one in range(10)]
ring = [connect({"neuron": one}, (one + 1) % 10, size, 2 + one % 4) for one in range(10)]
inhibition = [connect({"neuron": one}, (one + 3) % 10, -size / 2, 3 + one % 3) for one in range(10)]
network = {
    "dtSeconds": dt,
    "tauRcSeconds": move["tau"],
    "refractorySteps": 2 + move["refractory"],
    "minVoltage": None,
    "initialVoltage": [0] * 10,
    "receptors": [{"kind": kind} | ({"tauSeconds": move["tau_s"]} if kind == "exponential" else {})],
    "sources": [list(range(start, steps, every)) for start, every in ((0, 7), (2, 9), (5, 11))],
    "connections": drive + ring + inhibition,
    "steps": steps,
}
run = {"id": 1, "command": "run", "capability": "events", "input": network}
lines = [{"id": 0, "command": "start", "protocol": 4}, run, {"id": 2, "command": "stop"}]
requests = "".join(json.dumps(line) + "\n" for line in lines)
answers = subprocess.run(adapter, input=requests, stdout=subprocess.PIPE, text=True, check=True).stdout
for neuron, fired in enumerate(json.loads(answers.splitlines()[1])["output"]["spikes"]):
    print(neuron, *fired)
