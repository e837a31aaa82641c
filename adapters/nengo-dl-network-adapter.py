# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "nengo-dl==3.6.0", "nengo==4.1.0", "tensorflow==2.12.1", "numpy==1.23.5", "jax==0.4.30", "jaxlib==0.4.30", "scipy==1.15.3", "grpcio==1.74.0"]
# ///
"""Networks in NengoDL, with given weights or trained by Keras."""

import lifspec, nengo, nengo_dl, numpy as np, tensorflow as tf
from tensorflow.keras.layers import Conv2D, Dense, ZeroPadding2D

PARTS = "kernel", "kernelBias", "neuronBias"
STAGES = {"current": "input", "voltage": "voltage", "spikes": "output"}


def neurons(given, kind, **more):
    about = given["architecture"]["neuron"]
    return kind(about["tauRcSeconds"], about["tauRefSeconds"], amplitude=given["amplitude"], **more)


def build(given):
    plan, weights, layers, ensembles = given["architecture"], given.get("weights"), [], []
    starts = given.get("initialVoltage", [nengo.dists.Uniform(0, 1)] * len(plan["hidden"]))
    synapse = None  # before the first layer
    with nengo.Network(seed=given.get("seed", 0)) as net:
        nengo_dl.configure_settings(stateful=False)
        x = nengo.Node(np.zeros(np.prod(given["shapes"][0])))
        for number, (sizes, shape, start) in enumerate(zip(plan["hidden"], given["shapes"], starts)):
            x = nengo_dl.Layer(ZeroPadding2D(sizes.get("padding", 0)))(x, shape_in=shape, synapse=synapse)
            layers.append(Conv2D(sizes["channels"], sizes["kernelSize"], sizes["stride"]))
            layers[-1].build((None, *x.shape_out))
            x, synapse = nengo_dl.Layer(layers[-1])(x, shape_in=x.shape_out), given.get("synapseSeconds")
            lif = neurons(given, nengo.LIF, min_voltage=given["minVoltage"], initial_state={"voltage": start})
            tuning = [np.full(x.size_out, plan["neuron"][name]) for name in ("maxRateHz", "intercept")]
            gain, bias = lif.gain_bias(*tuning)
            if weights:
                kernel, kernel_bias, bias = (weights["layers"][number][part] for part in PARTS)
                layers[-1].set_weights([kernel, kernel_bias])
            ensembles.append(nengo.Ensemble(x.size_out, 1, neuron_type=lif, gain=gain, bias=bias.ravel()))
            nengo.Connection(x, ensembles[-1].neurons, synapse=None)
            x = ensembles[-1].neurons
        layers.append(Dense(plan["classes"]))
        layers[-1].build((None, x.size_out))
        if weights:
            layers[-1].set_weights([weights["readout"]["weight"], weights["readout"]["bias"]])
        x = nengo_dl.Layer(layers[-1])(x)
        return net, ensembles, layers, nengo.Probe(x), nengo.Probe(x, synapse=plan["readoutTauSeconds"])


def simulate(given, net, size):
    return nengo_dl.Simulator(net, dt=given["dtSeconds"], minibatch_size=size, progress_bar=False)


def network(given):
    net, ensembles, _, _, readout = build(given)
    with net:
        spikes = [nengo.Probe(ensemble.neurons) for ensemble in ensembles]
        named = {f"layer{number}": ensemble.neurons for number, ensemble in enumerate(ensembles, 1)}
        asked = [nengo.Probe(named[probe["layer"]], STAGES[probe["stage"]]) for probe in given["probes"]]
    with simulate(given, net, len(given["images"])) as sim:
        seen = sim.predict(np.repeat(np.float32(given["images"])[:, None], given["steps"], 1), verbose=0)
    counts, end = np.stack([(seen[probe] > 0).sum((1, 2)) for probe in spikes], 1), seen[readout][:, -1]
    probed = [seen[probe][0] > 0 if probe.attr == "output" else seen[probe][0] for probe in asked]
    return {"predicted": end.argmax(1), "readout": end, "spikeCounts": counts, "probed": probed}


def training(given):
    count, settings, is_shuffled = len(given["images"]), given["optimizer"], given["order"] == "shuffled"
    size = min(given["batchSize"], count)
    last, rest = count % size, -count % size  # NengoDL leaves out images that do not fill a batch
    if last and is_shuffled:
        raise lifspec.Skip("a last batch that is not full is filled up with images, which are not shuffled")
    images = np.pad(given["images"], ((0, rest), (0, 0)))[:, None].astype(np.float32)
    labels = np.pad(given["labels"], (0, rest))[:, None, None]
    parts = np.repeat([1, size / (last or size), 0], [count - last, last, rest])
    tf.keras.utils.set_random_seed(given["seed"])  # from which Keras shuffles the images
    net, ensembles, layers, logits, readout = build(given)

    def accuracy(sim, probe, steps):
        outputs = sim.predict(np.repeat(images, steps, 1), verbose=0)[probe][:count, -1]
        return np.mean(outputs.argmax(1) == given["labels"])

    with simulate(given, net, size) as sim:
        optimizer = tf.optimizers.RMSprop(settings["learningRate"], settings["decay"], epsilon=settings["epsilon"])
        sim.compile(optimizer, loss={logits: tf.losses.SparseCategoricalCrossentropy(from_logits=True)})
        about = {"epochs": given["epochs"], "shuffle": is_shuffled, "sample_weight": {sim.get_name(logits): parts}}
        sim.fit(images, {logits: labels}, verbose=0, **about)
        sim.freeze_params(ensembles)
        voltages = [np.array(sim.model.sig[ensemble.neurons]["voltage"].initial_value) for ensemble in ensembles]
        spiking = accuracy(sim, readout, given["steps"])
    for ensemble in ensembles:
        ensemble.neuron_type = neurons(given, nengo.LIFRate)
    with simulate(given, net, size) as sim:
        rate = accuracy(sim, logits, 1)
    trained = [dict(zip(PARTS, [*layer.get_weights(), each.bias])) for layer, each in zip(layers, ensembles)]
    weights = {"layers": trained, "readout": dict(zip(("weight", "bias"), layers[-1].get_weights()))}
    return {"rateAccuracy": rate, "spikingAccuracy": spiking, "weights": weights, "initialVoltage": voltages}


about = {"name": "NengoDL, networks", "version": nengo_dl.__version__, "limits": {"seed": 2**32 - 1}}  # of NumPy
lifspec.serve(network=network, training=training, precision="float32", **about)
