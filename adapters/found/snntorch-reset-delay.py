# /// script
# requires-python = "==3.11.*"
# dependencies = ["snntorch==1.0.0", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""snnTorch 1.0.0: reset_delay=False changes the spikes of Leaky.

Expected: The same spikes with and without a delayed reset: 0 1 1 0 1 1.
Actual: 0 1 0 1 0 1 with the delay, which is the default.
Clause: N3
Upstream: https://github.com/jeshraghian/snntorch/issues/364
Report: reset_delay says when a reset is applied, in the step of the spike or in the next, so it should not change
spikes. With reset_mechanism="subtract", it does: at once, the threshold is subtracted before the voltage decays;
delayed, after it. The delayed reset therefore takes away threshold instead of beta·threshold, and neurons fire less
often: 3 instead of 4 of the first 6 steps here. In snntorch/_neurons/leaky.py, _base_sub would have to subtract
beta·reset·threshold, as issue 364 proposes and as tutorial 3 describes. reset_mechanism="zero" is not affected. Issue
341 has the same cause; pull request 426 refactors it.
"""

import snntorch, torch


def spikes(**delay):
    cell, fired = snntorch.Leaky(beta=0.5, threshold=1.0, **delay), []
    voltage = cell.init_leaky()
    for _ in range(6):
        spike, voltage = cell(torch.tensor([0.9]), voltage)
        fired.append(int(spike))
    return fired


assert spikes(reset_delay=False) == [0, 1, 1, 0, 1, 1], spikes(reset_delay=False)
assert spikes() == [0, 1, 0, 1, 0, 1], spikes()
