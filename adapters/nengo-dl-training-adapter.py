# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.3.0", "nengo-dl==3.6.0", "nengo==4.1.0", "tensorflow==2.12.1", "numpy==1.23.5", "jax==0.4.30", "jaxlib==0.4.30", "scipy==1.15.3", "grpcio==1.74.0"]
# ///
"""Networks that NengoDL trains with Keras."""
import lifspec, nengo, nengo_dl, numpy as np, tensorflow as tf

def fill(kernel, bias):
    return {f"{name}_initializer": tf.keras.initializers.Constant(values) for name, values in {"kernel": kernel, "bias": bias}.items()}

def classifier(given, neurons, weights, voltages):
    plan, shape = given["architecture"], tuple(given["architecture"]["input"].values())
    about, layers = plan["neuron"], weights["layers"] if weights else [None] * len(plan["hidden"])
    ensembles, dense = [], fill(*weights["readout"].values()) if weights else {}
    with nengo.Network(seed=given["seed"]) as net:
        nengo_dl.configure_settings(stateful=False)
        x = nengo.Node(np.zeros(np.prod(shape)))
        for sizes, layer, start in zip(plan["hidden"], layers, voltages or layers):
            parts = fill(layer["kernel"], layer["kernelBias"]) if layer else {}
            convolution = tf.keras.layers.Conv2D(sizes["channels"], sizes["kernelSize"], sizes["stride"], **parts)
            border = sizes.get("padding", 0)
            padded = tf.keras.Sequential([tf.keras.layers.ZeroPadding2D(border), convolution]) if border else convolution
            currents = nengo_dl.Layer(padded)(x, shape_in=shape)
            shape = padded.compute_output_shape([None, *shape])[1:]
            model = neurons(start)
            gain, bias = model.gain_bias([about["maxRateHz"]] * np.prod(shape), [about["intercept"]] * np.prod(shape))
            bias = np.ravel(layer["neuronBias"]) if layer else bias
            ensembles.append(nengo.Ensemble(len(gain), 1, neuron_type=model, gain=gain, bias=bias))
            nengo.Connection(currents, x := ensembles[-1].neurons, synapse=None)
        x = nengo_dl.Layer(tf.keras.layers.Dense(plan["classes"], **dense))(x)
        return net, ensembles, nengo.Probe(x), nengo.Probe(x, synapse=plan["readoutTauSeconds"])

def weights_in(sim, ensembles):
    named = {part: [weight.numpy() for weight in sim.keras_model.trainable_weights if f"/{part}:" in weight.name] for part in ("kernel", "bias")}
    *kernels, weight = named["kernel"]
    *biases, bias = named["bias"]
    layers = [{"kernel": kernel, "kernelBias": own, "neuronBias": np.array(sim.data[ensemble].bias)}
              for kernel, own, ensemble in zip(kernels, biases, ensembles)]
    return {"layers": layers, "readout": {"weight": weight, "bias": bias}}

def mean_loss(truth, logits):  # of the images of a batch, without those that fill it up
    return tf.keras.losses.sparse_categorical_crossentropy(truth[..., 0], logits, from_logits=True) * truth[..., 1]

def training(given):
    floor, images = -np.inf if given["minVoltage"] is None else given["minVoltage"], np.float32(given["images"])[:, None]
    taus = [given["architecture"]["neuron"][name] for name in ("tauRcSeconds", "tauRefSeconds")]
    size, is_shuffled, settings = min(given["batchSize"], len(images)), given["order"] == "shuffled", given["optimizer"]
    last = len(images) % size  # NengoDL leaves out images that do not fill a batch
    if last and is_shuffled: raise lifspec.Skip("a last batch that is not full is filled up with images, which are not shuffled")
    filler, parts = -len(images) % size, np.ones(len(images), np.float32)
    if last: parts[-last:] = size / last
    truth = np.stack([np.append(given["labels"], np.zeros(filler)), np.append(parts, np.zeros(filler))], 1)
    tf.keras.utils.set_random_seed(given["seed"])  # from which Keras shuffles the images
    def lif(start): return nengo.LIF(*taus, floor, given["amplitude"], *([] if start is None else [{"voltage": start}]))
    net, ensembles, logits, _ = classifier(given, lif, given.get("weights"), given.get("initialVoltage"))
    with nengo_dl.Simulator(net, dt=given["dtSeconds"], minibatch_size=size, progress_bar=False) as sim:
        sim.compile(tf.optimizers.RMSprop(settings["learningRate"], settings["decay"], epsilon=settings["epsilon"]), loss={logits: mean_loss})
        shown = np.concatenate([images, np.zeros((filler, *images.shape[1:]), np.float32)])
        sim.fit(shown, {logits: truth[:, None]}, epochs=given["epochs"], shuffle=is_shuffled, verbose=0)
        weights = weights_in(sim, ensembles)
        voltages = [np.array(sim.model.sig[ensemble.neurons]["voltage"].initial_value) for ensemble in ensembles]
    def accuracy(neurons, probe, steps=1):
        net, _, *probes = classifier(given, neurons, weights, voltages)
        with nengo_dl.Simulator(net, dt=given["dtSeconds"], minibatch_size=len(images), progress_bar=False) as sim:
            outputs = sim.predict(np.repeat(images, steps, 1), verbose=0)[probes[probe]][:, -1]
        return np.mean(outputs.argmax(1) == given["labels"])
    rate = accuracy(lambda _: nengo.LIFRate(*taus, given["amplitude"]), 0)
    return {"rateAccuracy": rate, "spikingAccuracy": accuracy(lif, 1, given["steps"]), "weights": weights, "initialVoltage": voltages}

lifspec.serve(training=training, precision="float32",
              limits={"seed": 2**32 - 1},  # of NumPy's RandomState
              name="NengoDL, training", version=nengo_dl.__version__)
