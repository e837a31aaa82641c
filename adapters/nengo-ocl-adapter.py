# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "nengo-ocl==3.0.0", "nengo==4.1.0", "pyopencl==2026.1.4", "pocl-binary-distribution==3.0", "numpy==2.4.6"]
# ///
"""The kernel of LIF neurons in NengoOCL, which has a floor of 0. A step is one unit of time: only ratios of times count."""

import lifspec

lifspec.protect_stdout()  # compilers of OpenCL print
import nengo_ocl, numpy as np, pyopencl
from nengo_ocl.clra_nonlinearities import plan_lif
from nengo_ocl.clraggedarray import CLRaggedArray
from nengo_ocl.raggedarray import RaggedArray

queue = pyopencl.CommandQueue(pyopencl.create_some_context(interactive=False))


def neuron(given):
    dt, start = given["dtSeconds"], given["initialVoltage"]
    fill = lambda values: CLRaggedArray(queue, RaggedArray([np.full(len(start), values, np.float32)]))
    drive, output, (voltage, refractory) = fill(0), fill(0), map(fill, given.get("state", [start, 0]))
    tau_ref, tau_rc, height = (fill(given[name] / dt) for name in ("tauRefSeconds", "tauRcSeconds", "amplitude"))
    step = plan_lif(queue, 1.0, drive, voltage, refractory, output, tau_ref, tau_rc, height)
    for currents in np.float32(given["current"]):
        drive[0] = currents
        step()
        now, wait, fired = (array[0].ravel() for array in (voltage, refractory, output))
        if not np.isfinite([now, wait]).all():  # from a dt of 17 tau_rc; -inf ends refractory periods, as in NengoDL
            raise lifspec.Skip("log1p gives NaN or -inf where rounding takes a voltage to the current or above it")
        yield {"fired": fired > 0, "voltage": now, "spikeHeight": height[0].max(), "state": [now, wait]}


about = {"name": "NengoOCL", "version": nengo_ocl.__version__}
lifspec.serve(neuron=neuron, conventions={"floor": "zero"}, precision="float32", **about)
