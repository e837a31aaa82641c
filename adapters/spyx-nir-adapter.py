# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "spyx==1.0.0", "nir==1.0.8", "numpy==2.4.6"]
# ///
"""Spyx's NIR importer."""

import lifspec, jax.numpy as jnp, spyx
from spyx.nir import from_nir


def nir(given):
    inputs = jnp.asarray(given["inputs"])[:, None]
    _, (fired, states) = from_nir(given["graph"], inputs, dt=given["dtSeconds"], return_all_states=True)
    return {"fired": fired[:, 0]}


lifspec.serve(nir=nir, precision="float32", name="Spyx, NIR", version=spyx.__version__)
