# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "norse==1.1.0", "nir==1.0.8", "nirtorch==2.6", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""Norse's NIR exporter."""

import lifspec, norse.torch, torch


@torch.no_grad()
def nir_export(given):
    weights, dt, rows = given["weights"], given["dtSeconds"], torch.tensor(given["inputs"], dtype=torch.float32)
    linear = torch.nn.Linear(*weights.T.shape, bias=given["bias"] is not None)
    for own, values in zip(linear.parameters(), (weights, given["bias"])):
        own[:] = torch.tensor(values)
    half = torch.full([len(weights)], 0.5)  # voltages from -0.5 to 0.5, which are not the defaults
    parameters = norse.torch.LIFBoxParameters(2 * half / given["tauRcSeconds"], v_leak=-half, v_th=half, v_reset=-half)
    net, state, fired = norse.torch.SequentialState(linear, norse.torch.LIFBoxCell(parameters, dt=dt)), None, []
    for row in rows:
        spikes, state = net(row, state)
        fired.append(spikes)
    return {"fired": fired, "graph": norse.torch.to_nir(net, rows[:1], dt=dt)}


lifspec.serve(nir_export=nir_export, precision="float32", name="Norse, NIR export", version=norse.__version__)
