# /// script
# requires-python = "==3.11.*"
# dependencies = ["sinabs==3.1.3", "nir==1.0.4", "nirtorch==2.0.2", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""Sinabs 3.1.3: the NIR exporter writes tau in steps, and ignores norm_input, tau_syn and min_v_mem.

Expected: to_nir has an argument for the step, norm_input=False gives another r, and tau_syn gives a CubaLIF.
Actual: There is no such argument, tau is 20 for 20 steps, r is 1, and a LIF with tau_syn is written as one without.
Clause: X2
Upstream: none found
Report: to_nir in sinabs/nir.py writes tau_mem, a number of steps, as tau, which NIR states in seconds. r is 1, although a layer
with norm_input=False settles at I / (1 - alpha). A layer with tau_syn is written as nir.LIF, without its synapse, and
min_v_mem and reset_fn are not read, so a reset by subtraction, the default, is lost. None of these gives a warning. An
argument dt, r = 1 / (1 - alpha) without norm_input, nir.CubaLIF for tau_syn, and errors for the rest repair it.
"""

import inspect
import nir, torch
from sinabs.layers import LIF
from sinabs.nir import to_nir

def export(**options):
    layer = LIF(tau_mem=torch.tensor([20.0]), spike_threshold=torch.ones(1), **options)
    graph = to_nir(torch.nn.Sequential(torch.nn.Linear(2, 1), layer), torch.zeros(1, 4, 2))
    return list(graph.nodes.values())

def lif_in(nodes):
    return next(node for node in nodes if isinstance(node, nir.LIF))

assert "dt" not in inspect.signature(to_nir).parameters, "there is a step"
assert lif_in(export()).tau[0] == 20, "tau is in seconds"
assert lif_in(export(norm_input=False)).r[0] == 1, "norm_input counts"  # 1 / (1 - exp(-1 / 20)) is 20.5
assert not any(isinstance(node, nir.CubaLIF) for node in export(tau_syn=torch.tensor([5.0]))), "tau_syn counts"
