# /// script
# requires-python = "==3.10.*"
# dependencies = ["lifspec==0.3.0", "lava-nc==0.10.0", "numpy==1.26.4"]
# ///
"""Lava's LIF and LIFRefractory in floating point, which the run configuration for Loihi 2 simulates. They have no floor or amplitude."""
from importlib.metadata import version
import lifspec
lifspec.protect_stdout()  # before Lava is imported
from lava.magma.core.run_conditions import RunSteps
from lava.magma.core.run_configs import Loihi2SimCfg
from lava.proc.io.sink import RingBuffer as Sink
from lava.proc.io.source import RingBuffer as Source
from lava.proc.lif.process import LIF, LIFRefractory
from lava.proc.monitor.process import Monitor

def neuron(given):
    (steps, neurons), dt = given["current"].shape, given["dtSeconds"]
    refractory = int(given["tauRefSeconds"] / dt + 0.5 + 1e-9)  # steps; halves go up
    settings = {"shape": (neurons,), "v": given["initialVoltage"], "du": 1.0, "dv": dt / given["tauRcSeconds"], "vth": 1.0}
    lif = LIFRefractory(refractory_period=refractory, **settings) if refractory else LIF(**settings)
    source, sink, monitor = Source(data=given["current"].T.copy()), Sink(shape=(neurons,), buffer=steps), Monitor()
    source.s_out.connect(lif.a_in)
    lif.s_out.connect(sink.a_in)
    monitor.probe(lif.v, steps)
    try:
        lif.run(condition=RunSteps(num_steps=steps), run_cfg=Loihi2SimCfg(select_tag="floating_pt"))
        voltage = next(iter(monitor.get_data().values()))["v"]
        return {"fired": sink.data.get().T, "voltage": voltage.reshape(steps, neurons)}
    finally:
        lif.stop()

if __name__ == "__main__":  # Lava starts a process for each part
    refractory = {"kind": "whole-steps", "rounding": "nearest", "more": 0, "meanwhile": "clamped"}
    lifspec.serve(neuron=neuron, name="Lava LIFRefractory", version=version("lava-nc"),
                  conventions={"integrator": "euler", "inputScale": "one", "floor": "none", "spikeHeight": "1", "refractory": refractory})
