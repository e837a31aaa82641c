# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "nest-simulator==3.10.0", "numpy==2.4.6"]
# ///
"""NEST's iaf_psc_delta. A step is a millisecond of NEST's: only ratios of times count. It has no amplitude."""

import lifspec

lifspec.protect_stdout()  # NEST prints when it is imported
import nest, numpy as np

LEAD = 2  # steps from a generator to a voltage: one on the way, one in the neuron


def neuron(given):
    start, current, tau = given["initialVoltage"], given["current"], given["tauRcSteps"]
    nest.ResetKernel()
    nest.set(tics_per_ms=1_000_000, resolution=1.0, verbosity=nest.VerbosityLevel.ERROR)
    constants = {"E_L": 0.0, "V_reset": 0.0, "V_th": 1.0, "V_min": given["minVoltage"]}
    constants |= {"tau_m": tau, "C_m": tau, "t_ref": given["tauRefSteps"]}
    cells = nest.Create("iaf_psc_delta", len(start), constants)
    times = np.arange(1.0, len(current) + 1)
    for values, cell in zip(current.T, cells):
        drive = nest.Create("step_current_generator", params={"amplitude_times": times, "amplitude_values": values})
        nest.Connect(drive, cell)
    fired, seen = nest.Create("spike_recorder"), nest.Create("multimeter", {"record_from": ["V_m"], "interval": 1.0})
    nest.Connect(cells, fired)
    nest.Connect(seen, cells)
    nest.Simulate(LEAD)
    cells.V_m = start
    nest.Simulate(len(current) + 1)  # a spike is recorded a step after it is fired
    steps = np.rint(fired.events["times"]).astype(int) - LEAD - 1
    trains = [np.sort(steps[(fired.events["senders"] == cell) & (steps < len(current))]) for cell in cells.tolist()]
    rows = np.lexsort((seen.events["senders"], seen.events["times"])).reshape(-1, len(start))
    return {"spikes": trains, "voltage": seen.events["V_m"][rows[LEAD : LEAD + len(current)]]}


lifspec.serve(neuron=neuron, conventions="nest", name="NEST iaf_psc_delta", version=nest.__version__)
