# /// script
# requires-python = "==3.11.*"
# dependencies = ["brian2==2.9.0", "numpy==2.3.5"]
# ///
"""Brian2 2.9.0: a neuron with a refractory period above 10,000 s never fires.

Expected: 1 spike in 20 ms, because nothing came before it.
Actual: No spike.
Clause: N6
Upstream: none found
Report: A new NeuronGroup has lastspike = -10,000 s (brian2/groups/neurongroup.py), which stands for never. A
refractory period above that, such as a neuron that may fire once per run, makes all neurons refractory from the
start, so they neither integrate nor fire, without a warning. Both spellings, a quantity and a string, are affected.
If lastspike began at minus infinity, or if not_refractory were true until the first spike, nothing else would change;
otherwise, a refractory period of 10,000 s or more could be refused.
"""

import brian2
from brian2 import Network, NeuronGroup, SpikeMonitor, ms, second

brian2.prefs.codegen.target = "numpy"


def spikes(refractory):
    rules = {"threshold": "v > 1", "reset": "v = 0", "refractory": refractory, "method": "exact"}
    group = NeuronGroup(1, "dv/dt = (3 - v)/(10*ms) : 1 (unless refractory)", **rules)
    seen = SpikeMonitor(group)
    Network(group, seen).run(20 * ms)
    return seen.num_spikes


assert (spikes(9999 * second), spikes(10001 * second)) == (1, 0), "it fires"
