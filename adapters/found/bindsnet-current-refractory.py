# /// script
# requires-python = "==3.11.*"
# dependencies = ["bindsnet==0.3.4", "torch>=2.13,<2.14", "torchvision>=0.28,<0.29", "numpy==2.4.6", "scipy>=1,<2", "matplotlib>=3,<4", "pandas>=3,<4", "scikit-image<1", "scikit-learn>=1,<2", "opencv-python-headless>=4", "tensorboardX==2.6.5", "tqdm>=4,<5", "gymnasium>=1,<2", "ale-py<1"]
# [tool.lifspec]
# no-deps = ["bindsnet==0.3.4"]
# ///
"""BindsNET 0.3.4: the refractory periods of CurrentLIFNodes last a step too short.

Expected: With strong input in every step and a refractory period of 3 steps, spikes are 4 steps apart, as with LIFNodes.
Actual: 3 steps apart.
Clause: E5
Upstream: none found
Report: CurrentLIFNodes.forward subtracts dt from refrac_count before it tests the counter, so the first step after a
spike already counts as passed when it integrates. LIFNodes tests the counter first, then subtracts. Periods of 1, 2, 3 and 5 steps give
intervals of 1, 2, 3 and 5 steps with CurrentLIFNodes, and 2, 3, 4 and 6 with LIFNodes: a period of 1 has no effect.
Moving the subtraction below the integration repairs it. Pull request 179 was about this counter.
"""

import torch
from bindsnet.network.nodes import CurrentLIFNodes, LIFNodes


def interval(kind, period):
    cell = kind(1, thresh=1.0, rest=0.0, reset=0.0, refrac=period, tc_decay=10.0)
    cell.set_batch_size(1)
    cell.compute_decays(1.0)
    fired = []
    for step in range(40):
        cell(torch.full((1, 1), 50.0))  # fires whenever it can
        fired += [step] if cell.s[0, 0] else []
    return fired[2] - fired[1]


intervals = {kind: [interval(kind, period) for period in (1, 2, 3, 5)] for kind in (LIFNodes, CurrentLIFNodes)}
assert list(intervals.values()) == [[2, 3, 4, 6], [1, 2, 3, 5]], intervals
