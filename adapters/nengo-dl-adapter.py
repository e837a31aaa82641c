# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "nengo-dl==3.6.0", "nengo==4.1.0", "tensorflow==2.12.1", "numpy==1.23.5", "jax==0.4.30", "jaxlib==0.4.30", "scipy==1.15.3", "grpcio==1.74.0"]
# ///
"""The step of a LIF neuron in NengoDL's graphs."""

from types import SimpleNamespace

import lifspec, nengo_dl, numpy as np, tensorflow as tf
from nengo_dl.neuron_builders import LIFBuilder


@tf.function(reduce_retracing=True)
def step(dt, constants, *arrays):
    builder = SimpleNamespace(**constants, zero=tf.constant(0.0), one=tf.constant(1.0), zeros=tf.zeros_like(arrays[0]))
    return LIFBuilder.step(builder, arrays[0], dt, *arrays[1:])


def neuron(given):
    start, dt = given["initialVoltage"], tf.constant(given["dtSeconds"])
    state = [tf.constant(values, tf.float32) for values in given.get("state", [start, np.zeros(len(start))])]
    names = {"tau_rc": "tauRcSeconds", "tau_ref": "tauRefSeconds", "min_voltage": "minVoltage", "alpha": "amplitude"}
    constants = {name: tf.constant(given[field]) for name, field in names.items()}
    constants["alpha"] /= dt
    height = step(dt, constants, tf.constant([2.0]), tf.ones(1), tf.zeros(1))[0]  # from the threshold: it fires
    for currents in tf.constant(given["current"], tf.float32):
        output, *state = step(dt, constants, currents, *state)
        if not np.isfinite(state).all():  # from a dt of 17 tau_rc; -inf ends refractory periods: it fires at every step
            raise lifspec.Skip("log1p gives NaN or -inf where rounding takes a voltage to the current or above it")
        yield {"fired": output > 0, "voltage": state[0], "spikeHeight": height[0], "state": state}


lifspec.serve(neuron=neuron, precision="float32", name="NengoDL", version=nengo_dl.__version__)
