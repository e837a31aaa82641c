# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.3.0", "nengo-dl==3.6.0", "nengo==4.1.0", "tensorflow==2.12.1", "numpy==1.23.5", "jax==0.4.30", "jaxlib==0.4.30", "scipy==1.15.3", "grpcio==1.74.0"]
# ///
"""Whole networks in NengoDL."""
import lifspec, nengo, nengo_dl, numpy as np, tensorflow as tf

def fill(kernel, bias):
    return {f"{name}_initializer": tf.keras.initializers.Constant(values) for name, values in {"kernel": kernel, "bias": bias}.items()}

def neurons(given, layer, start):
    about, floor = given["architecture"]["neuron"], -np.inf if given["minVoltage"] is None else given["minVoltage"]
    model = nengo.LIF(about["tauRcSeconds"], about["tauRefSeconds"], floor, given["amplitude"], {"voltage": start})
    gain = model.gain_bias([about["maxRateHz"]], [about["intercept"]])[0].repeat(len(start))
    return nengo.Ensemble(len(start), 1, neuron_type=model, gain=gain, bias=layer["neuronBias"].ravel()).neurons

def network(given):
    plan, weights, readout = given["architecture"], given["weights"]["layers"], given["weights"]["readout"]
    images, steps = np.stack(given["images"]).astype(np.float32), given["steps"]
    shape, layers = [plan["input"][name] for name in ("rows", "columns", "channels")], []
    with nengo.Network(seed=0) as net:
        nengo_dl.configure_settings(stateful=False)
        x, synapse = nengo.Node(np.zeros(images.shape[1])), None  # there is none between the image and the first layer
        for sizes, border, layer, start in zip(plan["hidden"], given["padding"], weights, given["initialVoltage"]):
            parts = fill(layer["kernel"], layer["kernelBias"])
            convolution = tf.keras.layers.Conv2D(sizes["channels"], sizes["kernelSize"], sizes["stride"], **parts)
            padded = tf.keras.Sequential([tf.keras.layers.ZeroPadding2D(border), convolution]) if border else convolution
            currents = nengo_dl.Layer(padded)(x, shape_in=tuple(shape), synapse=synapse)
            layers.append(x := neurons(given, layer, start))
            nengo.Connection(currents, x, synapse=None)
            synapse = given["synapseSeconds"]
            shape = padded.compute_output_shape([None, *shape])[1:]
        logits = nengo_dl.Layer(tf.keras.layers.Dense(plan["classes"], **fill(readout["weight"], readout["bias"])))(x)
        filtered, spikes = nengo.Probe(logits, synapse=plan["readoutTauSeconds"]), [nengo.Probe(layer) for layer in layers]
        stages = {"current": "input", "voltage": "voltage", "spikes": "output"}
        named = {f"layer{number}": layer for number, layer in enumerate(layers, 1)}
        asked = [(nengo.Probe(named[probe["layer"]], stages[probe["stage"]]), probe["stage"]) for probe in given.get("probes", [])]
    with nengo_dl.Simulator(net, dt=given["dtSeconds"], minibatch_size=len(images), progress_bar=False) as sim:
        seen = sim.predict(np.tile(images[:, None], (1, steps, 1)), verbose=0)
    counts, end = np.stack([(seen[probe] > 0).sum((1, 2)) for probe in spikes], 1), seen[filtered][:, -1]
    probed = [np.float64(seen[probe][0] > 0 if stage == "spikes" else seen[probe][0]) for probe, stage in asked]
    return {"predicted": end.argmax(1), "readout": end, "spikeCounts": counts, "probed": probed}

lifspec.serve(network=network, precision="float32", name="NengoDL, networks", version=nengo_dl.__version__)
