# /// script
# requires-python = "==3.11.*"
# dependencies = ["nengo-dl==3.6.0", "nengo==4.1.0", "tensorflow==2.12.1", "numpy==1.23.5", "jax==0.4.30", "jaxlib==0.4.30", "scipy==1.15.3", "grpcio==1.74.0"]
# ///
"""Exports networks of NengoDL and Keras to folders, and prints the classes that they themselves give to digits, as JSON.

    python exporters.py MNIST_DIR OUT_DIR
"""
import json, os, sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path[:0] = ["fixtures/networks/nengo-dl", "python/src"]
import lifspec, nengo, nengo_dl, numpy as np, tensorflow as tf
from generate import mnist, tutorial_network, use_tutorial_settings
from synapse import use_weights

STEPS, AMPLITUDE = 40, 0.02
layers = tf.keras.layers


def small_network(factor):
    """Padding, pooling and a dense layer of neurons, with weights that make them fire. A factor scales what spikes send."""
    tf.keras.utils.set_random_seed(0)
    with nengo.Network(seed=3) as net:
        use_tutorial_settings(net)
        neuron, x = nengo.LIF(tau_ref=0.001, amplitude=AMPLITUDE), nengo.Node(np.zeros(784))
        x = nengo_dl.Layer(layers.Conv2D(4, 3, padding="same", kernel_initializer="he_normal"))(x, shape_in=(28, 28, 1), transform=1 / 64)
        x = nengo_dl.Layer(neuron)(x)
        x = nengo_dl.Layer(layers.AveragePooling2D(2))(x, shape_in=(28, 28, 4), transform=factor)
        x = nengo_dl.Layer(neuron)(nengo_dl.Layer(layers.Dense(30, use_bias=False))(x))
        net.out = nengo_dl.Layer(layers.Dense(10))(x)
        net.filtered = nengo.Probe(net.out, synapse=0.05)
    return net


def export_tutorial(folder):
    net = tutorial_network(0.01, 0)
    with nengo_dl.Simulator(net, progress_bar=False) as sim:
        use_weights(sim, net)
        lifspec.export_nengo_dl(sim, folder)


def classes_of_small(images, folder):
    net = small_network(2.0)
    with nengo_dl.Simulator(net, minibatch_size=len(images), progress_bar=False) as sim:
        lifspec.export_nengo_dl(sim, folder)
        readout = sim.predict(np.tile(images, (1, STEPS, 1)), verbose=0)[net.filtered][:, -1]
    return readout.argmax(1).tolist()


def classes_of_keras(images, folder):
    tf.keras.utils.set_random_seed(0)
    model = tf.keras.Sequential([
        *(tf.keras.Input((28, 28, 1)), layers.Conv2D(6, 5, padding="same", activation="relu"), layers.AveragePooling2D(2)),
        *(layers.Conv2D(16, 3, strides=2, use_bias=False), layers.ReLU(), layers.AveragePooling2D(4)),
        *(layers.Flatten(), layers.Dense(20, activation="relu"), layers.Dropout(0.5), layers.Dense(10, activation="softmax")),
    ])
    train, labels = mnist(sys.argv[1], "train")
    model.compile(tf.keras.optimizers.Adam(5e-3), "sparse_categorical_crossentropy")
    model.fit(train[:5000].reshape(-1, 28, 28, 1) / 255, labels[:5000].ravel(), batch_size=50, verbose=0)
    lifspec.export_keras(model, folder, train[:500].reshape(-1, 28, 28, 1) / 255)
    return model.predict(images.reshape(-1, 28, 28, 1) / 255, verbose=0).argmax(1).tolist()


images, _ = mnist(sys.argv[1], "t10k")
export_tutorial(f"{sys.argv[2]}/tutorial")
answers = {"nengo-dl": classes_of_small(images[:100], f"{sys.argv[2]}/nengo-dl")}
print(json.dumps({**answers, "keras": classes_of_keras(images[:100], f"{sys.argv[2]}/keras")}))
