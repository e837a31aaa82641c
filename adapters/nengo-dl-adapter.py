# /// script
# requires-python = "==3.11.*"
# dependencies = ["nengo-dl==3.6.0", "nengo==4.1.0", "tensorflow==2.12.1", "numpy==1.23.5", "jax==0.4.30", "jaxlib==0.4.30", "scipy==1.15.3", "grpcio==1.74.0"]
# ///
"""The step of a LIF neuron in NengoDL's graphs behind the protocol of lifspec: one JSON object per line on stdin and stdout."""
import json, os, sys
from types import SimpleNamespace
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import nengo, nengo_dl, numpy as np, tensorflow as tf
from nengo_dl.neuron_builders import LIFBuilder

def finite(source, *names):
    for name in names:
        if not np.isfinite(value := np.array(source[name], dtype=float)).all(): raise ValueError(f"{name} must be finite")
        yield value if value.ndim else float(value)

def settings(source):
    dt, tau_rc, tau_ref, amplitude, start, current = finite(
        source, "dtSeconds", "tauRcSeconds", "tauRefSeconds", "amplitude", "initialVoltage", "current")
    floor = -np.inf if source["minVoltage"] is None else next(finite(source, "minVoltage"))
    model = nengo.LIF(tau_rc, tau_ref, floor, amplitude)  # refuses a time constant, an amplitude or a floor that cannot be
    if not 0 < dt <= 30 * tau_rc: raise ValueError(f"dtSeconds must be above 0 and at most 30 tauRcSeconds, but is {dt}")
    if not (start <= 1).all(): raise ValueError("initialVoltage must be at most 1")
    return dt, model, source.get("state", [start, np.zeros(len(start))]), current

@tf.function(reduce_retracing=True)
def step(dt, constants, *arrays):
    zeros = tf.zeros_like(arrays[0])
    builder = SimpleNamespace(**constants, zero=tf.constant(0.0), one=tf.constant(1.0), zeros=zeros)
    return LIFBuilder.step(builder, arrays[0], dt, *arrays[1:])

def neuron(source):
    dt, model, state, current = settings(source)
    dt, state = tf.constant(dt), [tf.constant(values, tf.float32) for values in state]
    constants = {name: tf.constant(getattr(model, name)) for name in ("tau_rc", "tau_ref", "min_voltage")}
    constants["alpha"] = tf.constant(model.amplitude) / dt
    fired, voltage = np.zeros(current.shape), np.zeros(current.shape)
    for number, currents in enumerate(tf.constant(current, tf.float32)):
        fired[number], *state = step(dt, constants, currents, *state)
        voltage[number] = state[0]
    height = step(dt, constants, tf.constant([2.0]), tf.ones(1), tf.zeros(1))[0]  # from the threshold: it fires
    return {"spikes": [np.flatnonzero(train).tolist() for train in fired.T], "spikeHeight": float(height[0]),
            "voltage": voltage.tolist(), "state": [values.numpy().tolist() for values in state]}

about = {"implementation": {"name": "NengoDL", "version": nengo_dl.__version__, "language": "Python", "homepage": "https://www.nengo.ai/nengo-dl"},
         "protocol": 2, "capabilities": ["neuron"], "precision": "float32"}
answers, sys.stdout = sys.stdout, sys.stderr  # so that nothing that TensorFlow says is taken for an answer
for request in map(json.loads, sys.stdin):
    if request["command"] == "stop": os._exit(0)  # TensorFlow takes its time to end by itself
    try:
        answer = about if request["command"] == "start" else {"output": neuron(request["input"])}
    except ValueError as error:
        answer = {"error": {"kind": "invalid-input", "message": str(error)}}
    print(json.dumps({"id": request["id"], **answer}), file=answers, flush=True)
