# /// script
# requires-python = "==3.11.*"
# dependencies = ["nengo-dl==3.6.0", "nengo==4.1.0", "tensorflow==2.12.1", "numpy==1.23.5", "jax==0.4.30", "jaxlib==0.4.30", "scipy==1.15.3", "grpcio==1.74.0"]
# ///
"""Whole networks in NengoDL behind the protocol of lifspec: one JSON object per line on stdin, one answer per line on stdout."""
import base64, json, os, sys
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import nengo, nengo_dl, numpy as np, tensorflow as tf

def numbers(text, kind="<f4"):
    if np.isfinite(values := np.frombuffer(base64.b64decode(text), kind)).all(): return values
    raise ValueError("weights and voltages must be finite")

def fill(kernel, bias):
    return {f"{name}_initializer": tf.keras.initializers.Constant(numbers(text)) for name, text in {"kernel": kernel, "bias": bias}.items()}

def neurons(source, layer, start):
    if not (start <= 1).all(): raise ValueError("initialVoltage must be at most 1")
    about, floor = source["architecture"]["neuron"], -np.inf if source["minVoltage"] is None else source["minVoltage"]
    model = nengo.LIF(about["tauRcSeconds"], about["tauRefSeconds"], floor, source["amplitude"], {"voltage": start})
    gain = model.gain_bias([about["maxRateHz"]], [about["intercept"]])[0].repeat(len(start))
    return nengo.Ensemble(len(start), 1, neuron_type=model, gain=gain, bias=numbers(layer["neuronBias"])).neurons

def network(source):
    plan, weights, readout = source["architecture"], source["weights"]["layers"], source["weights"]["readout"]
    images = np.stack([numbers(image, np.uint8) for image in source["images"]]).astype(np.float32)
    shape, layers, steps = [plan["input"][name] for name in ("rows", "columns", "channels")], [], source["steps"]
    if not (plan["hidden"] and plan["classes"] > 1 and steps > 1 and steps % 1 == 0 and source["dtSeconds"] > 0 and images.shape[1] == np.prod(shape)):
        raise ValueError("at least one layer, two classes and two whole steps longer than 0, and images of the size that is said")
    with nengo.Network(seed=0) as net:
        nengo_dl.configure_settings(stateful=False)
        x, synapse = nengo.Node(np.zeros(images.shape[1])), None  # there is none between the image and the first layer
        for sizes, layer, start in zip(plan["hidden"], weights, map(numbers, source["initialVoltage"])):
            parts = fill(layer["kernel"], layer["kernelBias"])
            convolution = tf.keras.layers.Conv2D(sizes["channels"], sizes["kernelSize"], sizes["stride"], **parts)
            currents = nengo_dl.Layer(convolution)(x, shape_in=tuple(shape), synapse=synapse)
            layers.append(x := neurons(source, layer, start))
            nengo.Connection(currents, x, synapse=None)
            synapse = source.get("synapseSeconds") or None
            shape = convolution.compute_output_shape([None, *shape])[1:]
        logits = nengo_dl.Layer(tf.keras.layers.Dense(plan["classes"], **fill(readout["weight"], readout["bias"])))(x)
        filtered, spikes = nengo.Probe(logits, synapse=plan["readoutTauSeconds"]), [nengo.Probe(layer) for layer in layers]
        stages = {"current": "input", "voltage": "voltage", "spikes": "output"}
        named = {f"layer{number}": layer for number, layer in enumerate(layers, 1)}
        asked = [(nengo.Probe(named[probe["layer"]], stages[probe["stage"]]), probe["stage"]) for probe in source.get("probes", [])]
    with nengo_dl.Simulator(net, dt=source["dtSeconds"], minibatch_size=len(images), progress_bar=False) as sim:
        seen = sim.predict(np.tile(images[:, None], (1, steps, 1)), verbose=0)
    counts, end = np.stack([(seen[probe] > 0).sum((1, 2)) for probe in spikes], 1), seen[filtered][:, -1]
    probed = [np.float64(seen[probe][0] > 0 if stage == "spikes" else seen[probe][0]).tolist() for probe, stage in asked]
    return {"predicted": end.argmax(1).tolist(), "readout": end.tolist(), "spikeCounts": counts.tolist(), "probed": probed}

about = {"implementation": {"name": "NengoDL, networks", "version": nengo_dl.__version__, "language": "Python", "homepage": "https://www.nengo.ai/nengo-dl"},
         "protocol": 2, "capabilities": ["network"], "precision": "float32"}
answers, sys.stdout = sys.stdout, sys.stderr  # nothing that TensorFlow says is taken for an answer
for request in map(json.loads, sys.stdin):
    if request["command"] == "stop": os._exit(0)  # TensorFlow takes its time to end by itself
    try:
        answer = about if request["command"] == "start" else {"output": network(request["input"])}
    except Exception as error:  # what NengoDL cannot build is no network
        answer = {"error": {"kind": "invalid-input", "message": str(error)}}
    print(json.dumps({"id": request["id"], **answer}), file=answers, flush=True)
