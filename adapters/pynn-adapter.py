# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.3.0", "pynn==0.13.0", "nest-simulator==3.10.0", "numpy==2.4.6"]
# ///
"""PyNN's IF_curr_delta on NEST, without floor and amplitude. A step is a millisecond of PyNN's: only ratios of times count.
It ignores initial voltages and records none: https://github.com/NeuralEnsemble/PyNN/issues/844, fixed after 0.13.0."""
import lifspec
lifspec.protect_stdout()  # NEST prints when it is imported
import numpy as np, pyNN, pyNN.nest as sim
REST = -70.0  # millivolts; NEST starts there

def neuron(given):
    dt, start, current = given["dtSeconds"], given["initialVoltage"], given["current"]
    tau_rc, tau_ref = given["tauRcSeconds"] / dt, given["tauRefSeconds"] / dt
    sim.setup(timestep=1.0, min_delay=1.0, spike_precision="on_grid", verbosity="error")
    model = sim.IF_curr_delta(tau_m=tau_rc, cm=tau_rc, tau_refrac=tau_ref, v_rest=REST, v_reset=REST, v_thresh=REST + 1)
    cells = sim.Population(len(start), model)
    times = np.arange(len(current)) + 2.0
    for values, cell in zip(current.T, cells): sim.StepCurrentSource(times=times, amplitudes=values).inject_into([cell])
    cells.record("spikes")
    sim.run(len(current) + 2.0)
    trains = cells.get_data().segments[0].spiketrains
    return {"spikes": [np.rint(train.magnitude).astype(int) - 3 for train in trains]}  # a current arrives after two steps

lifspec.serve(neuron=neuron, conventions={**lifspec.profiles()["nest"]["conventions"], "floor": "none", "initialVoltage": "zero"},
              name="PyNN IF_curr_delta on NEST", version=pyNN.__version__)
