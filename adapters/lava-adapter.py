# /// script
# requires-python = "==3.10.*"
# dependencies = ["lifspec==0.4.0", "lava-nc==0.10.0", "numpy==1.26.4"]
# ///
"""Lava's LIF and LIFRefractory in floating point, which the run configuration for Loihi 2 simulates.
They have no floor or amplitude."""

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
    steps, neurons = given["current"].shape
    settings = {"shape": (neurons,), "v": given["initialVoltage"], "vth": 1.0}
    settings |= {"du": 1.0, "dv": given["dtSeconds"] / given["tauRcSeconds"]}
    refractory = int(round(given["tauRefSteps"], 9) + 0.5)  # Lava takes whole steps; halves go up
    lif = LIFRefractory(refractory_period=refractory, **settings) if refractory else LIF(**settings)
    source, sink, monitor = Source(data=given["current"].T.copy()), Sink(shape=(neurons,), buffer=steps), Monitor()
    source.s_out.connect(lif.a_in)
    lif.s_out.connect(sink.a_in)
    monitor.probe(lif.v, steps)
    lif.run(condition=RunSteps(num_steps=steps), run_cfg=Loihi2SimCfg(select_tag="floating_pt"))
    fired, voltage = sink.data.get().T, next(iter(monitor.get_data().values()))["v"]
    lif.stop()
    return {"fired": fired, "voltage": voltage.reshape(steps, neurons)}


if __name__ == "__main__":  # Lava starts a process for each part
    conventions = {"profile": "lava-float", "refractory": "nearest"}
    lifspec.serve(neuron=neuron, conventions=conventions, name="Lava LIFRefractory", version=version("lava-nc"))
