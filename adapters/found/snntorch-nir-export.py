# /// script
# requires-python = "==3.11.*"
# dependencies = ["snntorch==1.0.0", "nir==1.0.8", "nirtorch==2.6", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""snnTorch 1.0.0: the NIR exporter always assumes steps of 0.1 ms, and writes every reset as one to 0.

Expected: export_to_nir has an argument for the step, a reset by subtraction or none is refused, and a layer of 3 neurons
with one beta is exported.
Actual: There is no such argument, all reset mechanisms become v_reset = 0, and the export of one beta for 3 neurons fails.
Clause: X2
Upstream: none found
Report: export_to_nir in snntorch/export_nir.py sets dt = 1e-4, so the tau of a network that was trained with steps of 1 ms
is written 10 times too short, without a warning. reset_mechanism is not read: subtract, the default, and none are written
as v_reset = 0, as zero is. A beta that is one number becomes arrays without axes, so type inference fails for a layer of
several neurons (issue 410 has the same for Synaptic). An argument dt, an error for other resets, and broadcasting repair it.
"""

import inspect
import nir, snntorch, torch
from snntorch.export_nir import export_to_nir

def export(neurons=1, beta=torch.tensor([0.95]), **options):
    leaky = snntorch.Leaky(beta=beta, threshold=torch.ones(len(beta)) if torch.is_tensor(beta) else 1.0, **options)
    graph = export_to_nir(torch.nn.Sequential(torch.nn.Linear(2, neurons), leaky), torch.zeros(2))
    return next(node for node in graph.nodes.values() if isinstance(node, nir.LIF))

try:
    export(neurons=3, beta=0.95)
    raise AssertionError("one beta is exported for 3 neurons")
except ValueError:
    pass
assert "dt" not in inspect.signature(export_to_nir).parameters, "there is a step"
assert abs(export().tau[0] - 0.0001 / 0.05) < 1e-6, "another step is assumed"
assert all(export(reset_mechanism=name).v_reset[0] == 0 for name in ("subtract", "zero", "none")), "resets differ"
