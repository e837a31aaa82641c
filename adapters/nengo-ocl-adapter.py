# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.3.0", "nengo-ocl==3.0.0", "nengo==4.1.0", "pyopencl==2026.1.4", "pocl-binary-distribution==3.0", "numpy==2.4.6"]
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
    dt, start, current = given["dtSeconds"], given["initialVoltage"], np.float32(given["current"])
    fill = lambda values: CLRaggedArray(queue, RaggedArray([np.full(len(start), values, np.float32)]))
    drive, output = fill(0), fill(0)
    voltage, refractory = map(fill, given.get("state", [start, 0]))
    times = [fill(given[name] / dt) for name in ("tauRefSeconds", "tauRcSeconds", "amplitude")]
    step, outputs, voltages = plan_lif(queue, 1.0, drive, voltage, refractory, output, *times), [], []
    for currents in current:
        drive[0] = currents
        step()
        outputs.append(output[0].ravel())
        voltages.append(voltage[0].ravel())
    if np.isnan(voltages).any(): raise lifspec.Skip("gives NaN after a spike whose voltage rounding takes above the current")
    return {"fired": np.array(outputs) > 0, "spikeHeight": np.float32(given["amplitude"] / dt), "voltage": voltages,
            "state": [voltage[0].ravel(), refractory[0].ravel()]}

lifspec.serve(neuron=neuron, conventions={"floor": "zero"}, precision="float32", name="NengoOCL", version=nengo_ocl.__version__)
