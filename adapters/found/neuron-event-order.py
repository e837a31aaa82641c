# /// script
# requires-python = "==3.11.*"
# dependencies = ["neuron==9.0.2", "numpy==2.4.6"]
# ///
"""NEURON 9.0.2: whether IntFire1 receives an event at the end of its refractory period depends on the order of insertion.

Expected: Two runs with the same events at the same times have the same spikes.
Actual: An event at 5 ms, the end of a period of 3 ms after the spike at 2 ms, is lost if it was inserted before the
spike, and fires the cell if it was inserted after it.
Clause: E1
Upstream: none found
Report: IntFire1 ends its refractory period with a net_send to itself. An event at exactly that time is compared only by
its position in the queue: what was inserted first is delivered first. So a spike that comes from a cell with a
NetCon.delay of 3 ms is received, and one with a delay of 4 ms at the same time is lost. Results depend on delays and
on the order in which a model is built, which a user does not see, and with delays in multiples of dt such ties are
common. Comparing t with the end of the period in NET_RECEIVE, instead of waiting for the self-event, repairs it.
"""

from neuron import h

cvode = h.CVode()
cvode.active(True)


def spikes(is_early):
    cell = h.IntFire1()
    cell.tau, cell.refrac = 20, 3
    inputs, fired = [h.NetCon(None, cell) for _ in range(2)], h.Vector()
    for one in inputs:
        one.weight[0] = 2
    seen = h.NetCon(cell, None)
    seen.record(fired)
    h.finitialize()
    inputs[0].event(2.0)
    cvode.solve(1 if is_early else 3)
    inputs[1].event(5.0)
    cvode.solve(10)
    return list(fired)


assert (spikes(True), spikes(False)) == ([2.0], [2.0, 5.0]), (spikes(True), spikes(False))
