# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.2.0", "nengo-dl==3.6.0", "nengo==4.1.0", "tensorflow==2.12.1", "numpy==1.23.5", "jax==0.4.30", "jaxlib==0.4.30", "scipy==1.15.3", "grpcio==1.74.0"]
# ///
"""Neurons that NengoDL draws, and networks that it trains with Keras."""
import os
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import lifspec, nengo, nengo_dl, numpy as np, tensorflow as tf

def drawn_from(kind, values=(), low=0, high=1):
    return nengo.dists.Choice(values) if kind == "choice" else nengo.dists.Uniform(low, high)

def seeded(given):
    rates, intercepts, voltage = (drawn_from(**given[name]) for name in ("maxRatesHz", "intercepts", "initialVoltage"))
    with nengo.Network(seed=given["seed"]) as net:
        model = nengo.LIF(given["tauRcSeconds"], given["tauRefSeconds"], initial_state={"voltage": voltage})
        neurons = nengo.Ensemble(given["neurons"], 1, max_rates=rates, intercepts=intercepts, neuron_type=model)
    with nengo_dl.Simulator(net, progress_bar=False) as sim:
        start = sim.model.sig[neurons.neurons]["voltage"].initial_value
        return {"gain": sim.data[neurons].gain, "bias": sim.data[neurons].bias, "initialVoltage": start}

def classifier(given, model):
    plan, shape = given["architecture"], tuple(given["architecture"]["input"].values())
    with nengo.Network(seed=given["seed"]) as net:
        nengo_dl.configure_settings(stateful=False)
        net.config[nengo.Ensemble].max_rates = nengo.dists.Choice([plan["neuron"]["maxRateHz"]])
        net.config[nengo.Ensemble].intercepts = nengo.dists.Choice([plan["neuron"]["intercept"]])
        x = nengo.Node(np.zeros(np.prod(shape)))
        for sizes in plan["hidden"]:
            convolution = tf.keras.layers.Conv2D(sizes["channels"], sizes["kernelSize"], sizes["stride"])
            x = nengo_dl.Layer(model)(nengo_dl.Layer(convolution)(x, shape_in=shape))
            shape = convolution.compute_output_shape([None, *shape])[1:]
        x = nengo_dl.Layer(tf.keras.layers.Dense(plan["classes"]))(x)
        return net, nengo.Probe(x), nengo.Probe(x, synapse=plan["readoutTauSeconds"])

def training(given):
    floor, images = -np.inf if given["minVoltage"] is None else given["minVoltage"], np.float32(given["images"])[:, None]
    taus = [given["architecture"]["neuron"][name] for name in ("tauRcSeconds", "tauRefSeconds")]
    if len(images) % given["batchSize"]: raise lifspec.Skip("NengoDL leaves out images that do not fill a batch")
    tf.keras.utils.set_random_seed(given["seed"])  # from which Keras shuffles the images
    net, logits, filtered = classifier(given, nengo.LIF(*taus, floor, given["amplitude"]))
    with nengo_dl.Simulator(net, dt=given["dtSeconds"], minibatch_size=given["batchSize"], progress_bar=False) as sim:
        sim.compile(tf.optimizers.RMSprop(0.001), loss={logits: tf.losses.SparseCategoricalCrossentropy(from_logits=True)})
        sim.fit(images, {logits: given["labels"].reshape(-1, 1, 1)}, epochs=given["epochs"], verbose=0)
        weights = [weight.numpy() for weight in sim.keras_model.trainable_weights]
    def accuracy(net, probe, steps=1):
        with nengo_dl.Simulator(net, dt=given["dtSeconds"], minibatch_size=len(images), progress_bar=False) as sim:
            for weight, trained in zip(sim.keras_model.trainable_weights, weights): weight.assign(trained)
            outputs = sim.predict(np.repeat(images, steps, 1), verbose=0)[probe][:, -1]
        return np.mean(outputs.argmax(1) == given["labels"])
    rates, of_rates, _ = classifier(given, nengo.LIFRate(*taus, given["amplitude"]))
    return {"rateAccuracy": accuracy(rates, of_rates), "spikingAccuracy": accuracy(net, filtered, given["steps"])}

lifspec.serve(seeded=seeded, training=training, precision="float32",
              limits={"seed": 2**32 - 1},  # of NumPy's RandomState
              name="NengoDL, training", version=nengo_dl.__version__, homepage="https://www.nengo.ai/nengo-dl")
os._exit(0)  # TensorFlow takes its time to end by itself
