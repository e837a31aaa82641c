# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "pynn==0.13.0", "nest-simulator==3.10.0", "numpy==2.4.6"]
# ///
"""PyNN's IF_curr_delta on NEST, without floor and amplitude. A step is a millisecond of PyNN's: only ratios of times count.
It ignores initial voltages and records none: https://github.com/NeuralEnsemble/PyNN/issues/844, fixed after 0.13.0."""

import lifspec

lifspec.protect_stdout()  # NEST prints when it is imported
import numpy as np, pyNN, pyNN.nest as sim

SCALE = {"v_rest": -70.0, "v_reset": -70.0, "v_thresh": -69.0}  # millivolts; NEST starts at -70


def neuron(given):
    sim.setup(timestep=1.0, min_delay=1.0, spike_precision="on_grid", verbosity="error")
    tau = given["tauRcSteps"]
    model = sim.IF_curr_delta(tau_m=tau, cm=tau, tau_refrac=given["tauRefSteps"], **SCALE)
    cells = sim.Population(len(given["initialVoltage"]), model)
    times = np.arange(len(given["current"])) + 2.0
    for values, cell in zip(given["current"].T, cells):
        sim.StepCurrentSource(times=times, amplitudes=values).inject_into([cell])
    cells.record("spikes")
    sim.run(len(times) + 2.0)
    trains = cells.get_data().segments[0].spiketrains  # a current arrives after two steps
    return {"spikes": [np.rint(train.magnitude).astype(int) - 3 for train in trains]}


conventions = {"profile": "nest", "floor": "none", "initialVoltage": "zero"}
lifspec.serve(neuron=neuron, conventions=conventions, name="PyNN IF_curr_delta on NEST", version=pyNN.__version__)
