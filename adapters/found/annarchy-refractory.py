# /// script
# requires-python = "==3.11.*"
# dependencies = ["annarchy==5.0.4.1", "cmake==4.0.3", "numpy==2.4.6"]
# ///
"""ANNarchy 5.0.4.1: some refractory periods last a step too short at steps of 0.1 ms.

Expected: 0.3, 0.6 and 0.7 ms last 3, 6 and 7 steps.
Actual: 2, 5 and 6 steps.
Clause: N4
Upstream: none found
Report: The generated code computes the number of refractory steps as int(refractory/dt). In floating point, 0.3/0.1,
0.6/0.1 and 0.7/0.1 are just below 3, 6 and 7, so int() drops a whole step, and neurons at high currents fire too
often. The line is in generator/Population/SingleThreadGenerator.py and in its copies for OpenMP and CUDA: refrac_var
= "int(" + pop.neuron_type.refractory + "[i]/dt)". Rounding repairs it: lround(refractory/dt), or floor(refractory/dt
+ 1e-6) if periods that are no multiple of dt are to be rounded down.
"""

import os, sys, tempfile

os.environ["PATH"] = os.path.dirname(sys.executable) + ":" + os.environ["PATH"]  # cmake
import ANNarchy as ann, numpy as np

periods = np.array([0.3, 0.5, 0.6, 0.7])
net = ann.Network(dt=0.1)
voltage = ann.Variable("10.0 * dv/dt = 1000.0 - v", method="exponential")
parameters = {"tau_ref": ann.Parameter(0.3, locality="local")}
rules = {"spike": "v > 1.0", "reset": "v = 0.0", "refractory": "tau_ref"}
cells = net.create(geometry=4, neuron=ann.Neuron(parameters=parameters, equations=[voltage], **rules))
cells.tau_ref = periods
seen = net.monitor(cells, ["spike"])
with tempfile.TemporaryDirectory() as folder:
    net.compile(directory=folder)
    net.simulate(5.0)
steps = [int(np.diff(spikes)[0]) - 1 for _, spikes in sorted(seen.get("spike").items())]
assert steps == [2, 5, 5, 6], steps
