# /// script
# requires-python = "==3.11.*"
# dependencies = ["nengo==4.1.0", "numpy==2.4.6"]
# ///
"""Nengo behind the protocol of lifspec: one JSON object per line on stdin, one answer per line on stdout."""
import json, nengo, numpy as np, sys

def require(holds, message):
    if not holds: raise ValueError(message)

def finite(source, *names):
    values = [np.array(source[name], dtype=float) for name in names]
    for name, value in zip(names, values): require(np.isfinite(value).all(), f"{name} must be finite")
    return values[0] if len(values) == 1 else values

def lif(source, **settings):  # Nengo itself refuses time constants, amplitudes and floors that cannot be
    tau_rc, tau_ref = finite(source, "tauRcSeconds", "tauRefSeconds")
    return nengo.LIF(float(tau_rc), float(tau_ref), **{name: float(value) for name, value in settings.items()})

def neuron(source):
    dt, amplitude, start, current = finite(source, "dtSeconds", "amplitude", "initialVoltage", "current")
    floor = -np.inf if source["minVoltage"] is None else finite(source, "minVoltage")
    model = lif(source, amplitude=amplitude, min_voltage=floor)
    require(0 < dt <= 30 * model.tau_rc, f"dtSeconds must be above 0 and at most 30 tauRcSeconds, but is {dt}")
    require((start <= 1).all(), f"initialVoltage must be at most 1, but is {start}")
    state = source.get("state", {"voltage": start, "refractory_time": np.zeros(len(start))})
    state = {name: np.array(values, dtype=float) for name, values in state.items()}
    output, voltage = np.zeros_like(current), np.zeros_like(current)
    for step, currents in enumerate(current):
        model.step(float(dt), currents, output[step], **state)
        voltage[step] = state["voltage"]
    model.step(float(dt), np.array([2.0]), height := np.zeros(1), voltage=np.ones(1), refractory_time=np.zeros(1))
    return {"spikes": [np.flatnonzero(train) for train in output.T], "spikeHeight": height[0], "voltage": voltage, "state": state}

def tuning(source):
    amplitude, rates, intercepts, inputs = finite(source, "amplitude", "maxRatesHz", "intercepts", "inputs")
    require((rates > 0).all() and (intercepts < 1).all(), "maxRatesHz must be above 0, intercepts below 1")
    gain, bias = lif(source).gain_bias(rates, intercepts)
    require((gain > 0).all(), f"maxRatesHz must be high enough for a gain above 0, but are {rates}")
    hertz, outputs = lif(source).rates(inputs, gain, bias), lif(source, amplitude=amplitude).rates(inputs, gain, bias)
    return {"gain": gain, "bias": bias, "ratesHz": hertz, "outputs": outputs}

def synapse(source):
    dt, tau, signal = finite(source, "dtSeconds", "tauSeconds", "signal")
    require(dt > 0 and tau > 0, "dtSeconds and tauSeconds must be above 0")
    with nengo.Network() as network:
        node = nengo.Node(lambda time: signal[round(time / dt) - 1], size_out=1)
        probe = nengo.Probe(node, synapse=nengo.Lowpass(float(tau)))
    with nengo.Simulator(network, dt=float(dt), progress_bar=False) as simulator: simulator.run_steps(len(signal), progress_bar=False)
    return {"filtered": simulator.data[probe][:, 0], "lagSteps": 1}

about = {"implementation": {"name": "Nengo", "version": nengo.__version__, "language": "Python", "homepage": "https://www.nengo.ai"},
         "protocol": 2, "capabilities": ["neuron", "tuning", "synapse"], "precision": "float64"}
for request in map(json.loads, sys.stdin):
    if request["command"] == "stop": break
    try:
        answer = about if request["command"] == "start" else {"output": globals()[request["capability"]](request["input"])}
    except ValueError as error:
        answer = {"error": {"kind": "invalid-input", "message": str(error)}}
    print(json.dumps({"id": request["id"], **answer}, default=np.ndarray.tolist), flush=True)
