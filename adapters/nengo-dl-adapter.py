# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.3.0", "nengo-dl==3.6.0", "nengo==4.1.0", "tensorflow==2.12.1", "numpy==1.23.5", "jax==0.4.30", "jaxlib==0.4.30", "scipy==1.15.3", "grpcio==1.74.0"]
# ///
"""The step of a LIF neuron in NengoDL's graphs."""
from types import SimpleNamespace
import lifspec, nengo_dl, numpy as np, tensorflow as tf
from nengo_dl.neuron_builders import LIFBuilder

@tf.function(reduce_retracing=True)
def step(dt, constants, *arrays):
    zeros = tf.zeros_like(arrays[0])
    builder = SimpleNamespace(**constants, zero=tf.constant(0.0), one=tf.constant(1.0), zeros=zeros)
    return LIFBuilder.step(builder, arrays[0], dt, *arrays[1:])

def neuron(given):
    start, current = given["initialVoltage"], given["current"]
    state = [tf.constant(np.array(values, np.float32)) for values in given.get("state", [start, np.zeros(len(start))])]
    floor = -np.inf if given["minVoltage"] is None else given["minVoltage"]
    constants = {"tau_rc": given["tauRcSeconds"], "tau_ref": given["tauRefSeconds"], "min_voltage": floor}
    constants = {name: tf.constant(value) for name, value in constants.items()}
    dt = tf.constant(given["dtSeconds"])
    constants["alpha"] = tf.constant(given["amplitude"]) / dt
    output, voltage = np.zeros(current.shape), np.zeros(current.shape)
    for number, currents in enumerate(tf.constant(current, tf.float32)):
        output[number], *state = step(dt, constants, currents, *state)
        voltage[number] = state[0]
    if np.isnan(voltage).any(): raise lifspec.Skip("gives NaN after a spike whose voltage rounding takes above the current")
    height = step(dt, constants, tf.constant([2.0]), tf.ones(1), tf.zeros(1))[0]  # from the threshold: it fires
    return {"fired": output > 0, "spikeHeight": float(height[0]), "voltage": voltage,
            "state": [values.numpy() for values in state]}

lifspec.serve(neuron=neuron, precision="float32", name="NengoDL", version=nengo_dl.__version__)
