"""A simulator that was written from the documents alone, with right variants and bugs that were reported elsewhere.

python3 simulator.py                 Nengo's rules in float64
python3 simulator.py --bug NAME      one change of RIGHT (another convention) or of BUGS (a mistake)
python3 simulator.py --only network  offers one capability, or several with commas, so that a check is short

expected.json has the first set of bugs, then second.json, third.json and fourth.json, with what their verdicts said.
"""
import base64, json, math, sys
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

RIGHT = {  # conventions; and what is no convention: float32, textbook, quiet, lag0, nirEuler
    "nest": {"refractory": "nearest", "comparison": ">=", "inputDelay": "one-step"},
    "snntorch": {"refractory": "none", "floor": "none", "reset": "subtract", "resetTime": "one-step-late", "inputScale": "one"},
    "float32": {},
    "quiet": {},
    "euler": {"integrator": "euler", "refractory": "up"},
    "textbook": {},
    "norse-like": {"integrator": "backward-euler", "refractory": "none", "floor": "none", "comparison": ">=", "reset": "subtract"},
    "masked": {"refractory": "down", "refractoryExtra": "one-step-more", "whileRefractory": "input-masked", "shownVoltage": "before-reset"},
    "silent": {"refractory": "nearest-even", "whileRefractory": "silent", "spikeDelay": "one-step", "floor": "zero", "initialVoltage": "zero"},
    "gated": {"reset": "subtract", "refractory": "nearest"},  # added after the first checks: silent while refractory, whatever its voltage
    "subtract": {"reset": "subtract"},  # likewise: a voltage that starts above 1 fires at the end of its first active step
    "otherwise": {"spikeHeight": "amplitude/dt"},  # NIR by Euler from v_reset, with >=, one step late; synapse without lag, which S1 does not allow
}
SECOND = {  # as RIGHT, of the second set; and what is no convention: held, deltas, together, millivolts
    "brian": {"refractory": "nearest", "refractoryExtra": "one-step-fewer", "floor": "none", "spikeHeight": "amplitude/dt"},
    "heun": {"integrator": "heun", "refractory": "down"},
    "runge-kutta": {"integrator": "runge-kutta-4", "refractory": "up", "comparison": ">=", "floor": "zero"},
    "trapezoidal": {"integrator": "trapezoidal", "refractory": "nearest-even", "reset": "subtract"},
    "delayed": {"inputDelay": "one-step", "spikeDelay": "one-step", "shownVoltage": "before-reset", "refractory": "nearest"},
    "single": {"integrator": "euler", "refractory": "none", "floor": "none"},  # in float32
    "held": {},  # an exponential current is held at its value at the start of a step, its weight converted; no alpha receptors
    "deltas": {},  # no receptor but deltas
    "together": {},  # both equations of a CubaLIF are solved together, exactly
    "millivolts": {},  # exports graphs in millivolts, with the bias in v_leak, and reads them
}
THIRD = {  # likewise, of the third set
    "adams-like": {"integrator": "heun", "comparison": ">=", "refractory": "down", "reset": "subtract", "floor": "none"},
    "implicit": {"integrator": "backward-euler", "refractory": "nearest", "refractoryExtra": "one-step-more", "shownVoltage": "before-reset"},
    "charged": {"integrator": "euler", "inputScale": "one", "refractory": "none", "comparison": ">=", "floor": "zero"},
    "scaled": {"inputScale": "dt-over-tau", "refractory": "up", "refractoryExtra": "one-step-fewer", "inputDelay": "one-step"},
}
FOURTH = {  # likewise, of the fourth set; and what is no convention: cleared, membrane-first, untaken, nine-digits
    "arbor-like": {"comparison": ">=", "refractory": "up", "refractoryExtra": "one-step-fewer", "floor": "none", "spikeDelay": "one-step"},
    "jelly-like": {"integrator": "euler", "refractory": "none", "comparison": ">=", "floor": "none", "shownVoltage": "before-reset",
                   "initialVoltage": "zero"},
    "several": {"reset": "subtract", "spikesPerStep": "many", "refractory": "none", "floor": "none"},
    "ends": {"spikeTime": "end-of-step"},
    "unhurried": {"integrator": "backward-euler", "reset": "subtract", "resetTime": "one-step-late", "refractory": "none", "floor": "none"},
    "twelve": {"integrator": "exact-in-12-bits", "inputScale": "one", "refractory": "nearest"},
    "cleared": {},  # a spike clears the currents, deltas act a step late, and a neuron fires at 1: conventions of events
    "membrane-first": {},  # the membrane of a CubaLIF takes a step of Euler with the current before its synapse takes an exact one
    "untaken": {},  # its training draws its own weights, as it cannot start from given ones
    "nine-digits": {},  # float32, written with 9 digits
}
RIGHT.update(SECOND)
RIGHT.update(THIRD)
RIGHT.update(FOURTH)
BUGS = """bindsnet223 lava841 snntorch426 pynn651 moose476 sinabs236 spytorch10 hnncore996 nengo938 nengo252 nengo610 nengo1248
snntoolbox45 snntoolbox47 mlgenn190 spikingjelly153 bindsnet577 syopscounter4 nest499 hnncore641 graphitti21 genn425 brian2genn47
neurolib80 spikingjelly412 jax1427 keras13750 mlgenn89 snntorch363 nir164

pysnn10 spinecreator7 spynnaker652 nest3248 brainsim32 spynnaker563 nest1038 pynn410 brian352 neurolib260 tvb40 jaxley327 brian576
nrn1444 pynn161 nest1100 neurobench258 convsnn3 nengo1639 snntoolbox23 loihi43 pyret90 nestml831 dynasim538 norse412 pynn339 stbp3
lpl5 cluster43 hnncore414

neurons13 bindsnet533 waspnet5 auryn16 auryn30 genn404 nengo510 loihi170 lfpy46 spiketools75 pynn513 spynnaker506 sinabs148 nengo497
spike16 carlsim18 nestml1393 arbor273 pytorch54080 aidotnet1512 xolotl150 swiftapis22 classyvision118 tez38 tflearn562 nntrainer1570
snntorch395 spyx40 tennlab3 nengolib75

nestgpu118 brainstorm131 nest1378 bindsnet340 neuroconstruct12 brian359 nrn1261 dynasim456 carlsim26 neuromatch478 nengo1559
kerasspiking20 mlgenn86 nengodl213 lfpy119 lavadl260 nengo337 nengo1234 spynnaker171 brian461 annarchycd4b annarchyda36 rockpoold04c
snntorch442 spikingjelly728 prophecy7 matrixslow28 keras2252 brian505 spynnaker13""".split()  # an empty line before each further set
BUG = sys.argv[sys.argv.index("--bug") + 1] if "--bug" in sys.argv else ""
assert BUG in ("", *RIGHT, *BUGS), BUG
CONVENTIONS = RIGHT.get(BUG, {})
choice = lambda field, default: CONVENTIONS.get(field, default)
F = np.float32 if BUG in ("float32", "single", "nine-digits") else np.float64
LAYOUT = "kernel", "kernelBias", "neuronBias"
answered = {"seeded": 0, "left": {}}  # what bugs carry over from one request to the next


class Refusal(Exception):
    pass


class Unsupported(Exception):
    """Its argument is the parameter."""


def need(condition, message):
    if not condition:
        raise Refusal(message)


def number(value, name):
    need(isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value), f"{name} must be a finite number")
    return float(value)


def whole(value, name, least=0):
    number(value, name)
    need(value == int(value) and value >= least, f"{name} must be a whole number of at least {least}")
    return int(value)


def numbers(values, name, size=None):
    for value in values:
        number(value, name)
    need(size is None or len(values) == size, f"{name} must have {size} numbers")
    return np.array(values, float)


def table(rows, name, size):
    return np.array([numbers(row, name, size) for row in rows], float).reshape(len(rows), size)


# ---------------------------------------------------------------- neuron
class Neurons:
    def __init__(self, dt, tau_rc, tau_ref, floor, start):
        if BUG == "pynn651":
            tau_ref = 0.0
        if BUG == "pysnn10":
            tau_ref += dt
        if BUG == "auryn16":
            tau_rc = 0.02
        self.dt, self.tau_rc, self.tau_ref = dt, tau_rc, tau_ref
        x = (1e-4 if BUG == "spinecreator7" else dt) / tau_rc
        self.E, A = math.exp(-x), -math.expm1(-x)
        if BUG == "spynnaker563":
            self.E = math.floor(self.E * 2**15) / 2**15
            A = 1 - self.E
        fractions = {"exact": A, "euler": x, "backward-euler": x / (1 + x), "heun": x - x**2 / 2, "trapezoidal": x / (1 + x / 2),
                     "runge-kutta-4": x - x**2 / 2 + x**3 / 6 - x**4 / 24, "exact-in-12-bits": round(A * 4095) / 4095}
        self.fraction = F(fractions[choice("integrator", "exact")])
        if BUG == "bindsnet533":
            self.fraction = F(x - x**2 / 4)
        self.scale = F({"one-minus-decay": self.fraction, "dt-over-tau": x, "one": 1}[choice("inputScale", "one-minus-decay")])
        if BUG == "bindsnet223":
            self.fraction = F(self.E)
        self.floor = F({"as-asked": floor, "none": -math.inf, "zero": 0}[choice("floor", "as-asked")])
        self.v = np.array(start, F)
        if choice("initialVoltage", "as-asked") == "zero" or BUG == "nest3248":
            self.v = self.v * F(0)
        if BUG == "hnncore996":
            self.v = self.v * 0 + 0.1
        self.wait = np.zeros(self.v.shape, int)
        self.f = np.full(self.v.shape, self.fraction, F)
        self.late = np.zeros(self.v.shape, bool)  # fired in the last step
        self.older = np.zeros(self.v.shape, bool)  # fired in the step before the last
        self.input = np.zeros(self.v.shape, F)  # of the last step
        self.t = np.zeros(self.v.shape)  # the textbook's remaining refractory time
        ratio = tau_ref / dt
        near = round(ratio) if abs(ratio - round(ratio)) < 1e-9 * max(1, ratio) else ratio
        whole_steps = {"down": math.floor(near), "up": math.ceil(near), "nearest": math.floor(near + 0.5), "nearest-even": round(near), "none": 0}
        self.whole = whole_steps.get(choice("refractory", "sub-step"))
        if self.whole is not None and choice("refractory", "") != "none":
            self.whole = max(0, self.whole + {"none": 0, "one-step-more": 1, "one-step-fewer": -1}[choice("refractoryExtra", "none")])
        M = self.M = math.floor(ratio)
        if BUG == "carlsim26":
            self.wait[...] = M
        self.first = F(math.exp((tau_ref - M * dt) / tau_rc))
        self.second = F(math.exp((tau_ref - (M + 1) * dt) / tau_rc))

    FIELDS = "v", "wait", "f", "late", "older", "input", "t"

    def state(self):
        return {name: getattr(self, name).tolist() for name in self.FIELDS}

    def go_on(self, state):
        for name in ["v"] if BUG == "nrn1261" else self.FIELDS:
            old = getattr(self, name)
            setattr(self, name, np.array(state[name], old.dtype).reshape(old.shape))

    def step(self, J):
        """Returns (fired, shown voltage)."""
        J = J.astype(F) * F({"waspnet5": 1000, "auryn30": 0, "dynasim456": 2}.get(BUG, 1))
        if choice("inputDelay", "none") == "one-step":
            J, self.input = self.input, J
        if BUG == "textbook":
            return self.textbook(J)
        active, start = self.wait == 0, self.v
        style = "silent" if BUG == "neuroconstruct12" else choice("whileRefractory", "clamped")
        if style == "input-masked":
            J = np.where(active, J, F(0))
        if BUG == "lava841":
            moved = self.v * self.fraction + self.scale * J
        elif BUG == "neuroconstruct12":
            moved = self.v + (J - self.v) * np.where(active, self.f, self.fraction)
        elif BUG == "neuromatch478":
            moved = self.v * F(math.exp(-self.dt)) + J * self.f
        elif choice("inputScale", "one-minus-decay") == "one-minus-decay":
            moved = self.v + (J - self.v) * self.f
        else:
            moved = self.v * (1 - self.fraction) + self.scale * J
        v = np.where(active, moved, self.v) if style == "clamped" else moved
        if choice("resetTime", "at-once") == "one-step-late":
            v = v - self.late
        unclipped = v
        v = np.maximum(v, self.floor)
        fired = ((v >= 1) if choice("comparison", ">") == ">=" else (v > 1)) & active
        if BUG == "brainsim32" and v.ndim == 1 and v.size > 64:
            fired[v.size // 64 * 64:] = False
        if BUG == "genn404":
            fired = fired & ~self.late
        before = v
        if choice("resetTime", "at-once") == "at-once":
            subtract = choice("reset", "zero") == "subtract" or BUG == "snntorch426"
            many = np.maximum(F(1), np.ceil(v) - F(1)) if choice("spikesPerStep", "one") == "many" else F(1)
            v = np.where(fired, v - many if subtract else v if BUG == "neurons13" else F(-1e-7 if BUG == "moose476" else 0), v)
        self.wait = np.where(active, 0, self.wait - 1)
        self.f = np.where(active, self.fraction, self.f)
        if self.whole is not None:
            self.wait = np.where(fired, self.whole, self.wait)
        elif fired.any():
            with np.errstate(all="ignore"):
                u = np.where((J <= before) | (start > 1), F(1), (J - before) / (J - F(1)))
            if choice("spikeTime", "exact") == "end-of-step":
                u = np.ones_like(before)
            r = u * self.first
            within = (self.M >= 1) & (r < 1)
            rest = np.where(within, r, u * self.second)
            self.wait = np.where(fired, np.where(within, self.M - 1, self.M), self.wait)
            self.f = np.where(fired, F(1) - np.maximum(rest, F(self.E)), self.f)
        self.v = v
        shown = before if choice("shownVoltage", "after-reset") == "before-reset" else v
        if BUG == "sinabs236":
            shown = np.where(fired, v, unclipped)
        reported = fired
        if choice("spikeDelay", "none") == "one-step" or BUG == "spytorch10":
            reported = self.late
        if BUG == "loihi170":
            reported = fired | active & (v == 0)
        if BUG == "nestgpu118":
            reported = self.older
        if BUG == "brian359" and fired.ndim == 1 and fired.any():
            reported = np.arange(fired.size) == np.flatnonzero(fired)[-1]
        if choice("spikesPerStep", "one") == "many":
            reported = fired * many.astype(int)
        self.late, self.older = fired, self.late
        return reported, shown

    def textbook(self, J):
        delta = np.clip(self.dt - self.t, 0, self.dt)
        v = np.maximum(J - (J - self.v) * np.exp(-delta / self.tau_rc), self.floor)
        fired = v > 1
        with np.errstate(all="ignore"):
            since = np.where(J <= v, 0, self.tau_rc * np.log((J - v) / (J - 1)))
        self.t = np.where(fired, self.tau_ref + since, self.t - self.dt)
        self.v = np.where(fired, 0, v)
        return fired, self.v


def check_times(given, dt=True):
    tau_rc, tau_ref = number(given["tauRcSeconds"], "tauRcSeconds"), number(given["tauRefSeconds"], "tauRefSeconds")
    need(tau_rc > 0, "tauRcSeconds must be above 0")
    need(tau_ref >= 0, "tauRefSeconds must be at least 0")
    return tau_rc, tau_ref


def check_step(dt, tau_rc):
    number(dt, "dtSeconds")
    need(dt > 0, "dtSeconds must be above 0")
    need(dt <= 30 * tau_rc, "dtSeconds must be at most 30 tauRcSeconds")


def check_floor(value):
    if value is None:
        return -math.inf
    number(value, "minVoltage")
    need(value <= 0, "minVoltage must be at most 0")
    return value


def check_amplitude(value):
    number(value, "amplitude")
    need(value > 0, "amplitude must be above 0")
    return value


def neuron(given):
    tau_rc, tau_ref = check_times(given)
    dt = given["dtSeconds"]
    check_step(dt, tau_rc)
    amplitude, floor = check_amplitude(given["amplitude"]), check_floor(given["minVoltage"])
    start = numbers(given["initialVoltage"], "initialVoltage")
    need((start <= 1).all(), "initialVoltage must be at most 1")
    currents = table(given["current"], "current", len(start))
    cells = Neurons(dt, tau_rc, tau_ref, floor, start)
    if given.get("state") is not None:
        cells.go_on(given["state"])
    if BUG == "pynn513":
        currents[:1] = 0
    if BUG == "nengo497":
        currents = currents[:int(len(currents) * dt / dt)]
    if BUG == "sinabs148" and given.get("state") is None:
        cells.v = answered["left"].get(len(start), cells.v)
    spikes, voltage = [[] for _ in start], []
    for step, J in enumerate(currents):
        fired, shown = cells.step(J)
        for n in np.flatnonzero(fired):
            spikes[n] += [step] * int(fired[n])
        voltage.append(shown.tolist())
    if BUG == "sinabs148":
        answered["left"][len(start)] = cells.v
    if BUG == "brainstorm131":
        spikes = [spikes[0] for _ in spikes]
    if BUG == "nest1378":  # the stream of records is split by neuron, not by step
        voltage = np.array(voltage).reshape(len(start), len(currents)).T.tolist()
    if BUG == "bindsnet340":  # the recording has as many places as milliseconds, for the last steps
        places = int(len(currents) * dt / 1e-3)
        spikes = [[step for step in train if step >= len(currents) - places] for train in spikes]
    if BUG == "lfpy46" and len(voltage) > 1:
        voltage[-1] = voltage[-2]
    if BUG == "spiketools75":
        spikes = [[step for step in train if step < len(currents) - 1] for train in spikes]
    if BUG == "spynnaker506":  # one value per millisecond, whatever the step
        every = max(1, round(1e-3 / dt))
        voltage = [voltage[step // every * every] for step in range(len(voltage))]
    if BUG == "spynnaker652" and voltage and len(start) and len(start) % 4 == 0:
        voltage[-1][-1] = 0.0
    height = amplitude if BUG == "nengo510" else amplitude / dt
    if BUG == "quiet":
        return {"spikes": spikes, "spikeHeight": height}
    return {"spikes": spikes, "spikeHeight": height, "voltage": voltage, "state": cells.state()}


# ---------------------------------------------------------------- tuning
def gain_bias(tau_rc, tau_ref, rates, intercepts):
    rates, intercepts = np.array(rates, float), np.array(intercepts, float)
    need((rates > 0).all(), "maxRatesHz must be above 0")
    if BUG == "nengo610" and tau_ref == 0 and len(rates):
        raise ZeroDivisionError("max rates must be below 1/tau_ref, which is 1/0")
    need(BUG == "nengo1559" or (rates * tau_ref < 1).all(), "maxRatesHz must be below 1/tauRefSeconds")
    need(BUG == "nengo1248" or (intercepts < 1).all(), "intercepts must be below 1")
    with np.errstate(all="ignore"):
        at_one = -1 / np.expm1((tau_ref - 1 / rates) / tau_rc)
        gain = (at_one - 1) / (1 - intercepts)
    if BUG not in ("nengo1248", "nengo1559"):
        need((gain > 0).all() and np.isfinite(gain).all(), "maxRatesHz is too low: its gain rounds to 0")
    return gain, 1 - gain * intercepts


def rate(J, tau_rc, tau_ref):
    above = J > 1
    margin = np.where(above, np.asarray(J, float) - 1, 1)
    return np.where(above, 1 / (tau_ref + tau_rc * np.log1p(1 / margin)), 0)


def tuning(given):
    tau_rc, tau_ref = check_times(given)
    amplitude = check_amplitude(given["amplitude"])
    rates = numbers(given["maxRatesHz"], "maxRatesHz")
    intercepts = numbers(given["intercepts"], "intercepts", len(rates))
    inputs = numbers(given["inputs"], "inputs")
    gain, bias = gain_bias(tau_rc, tau_ref, rates, intercepts)
    gain, bias = gain.astype(F), bias.astype(F)
    J = (inputs.astype(F)[:, None] if BUG == "nengo252" else gain * inputs.astype(F)[:, None]) + bias
    fires = rate(J, tau_rc, tau_ref).astype(F)
    if BUG == "pyret90":
        gain, bias = bias, gain
    return {"gain": gain.tolist(), "bias": bias.tolist(), "ratesHz": fires.tolist(), "outputs": (F(amplitude) * fires).tolist()}


# ---------------------------------------------------------------- synapse
def synapse(given):
    dt, tau = number(given["dtSeconds"], "dtSeconds"), number(given["tauSeconds"], "tauSeconds")
    need(dt > 0, "dtSeconds must be above 0")
    need(tau > 0, "tauSeconds must be above 0")
    signal = numbers(given["signal"], "signal").astype(F)
    if BUG == "kerasspiking20":
        dt = 1e-3
    a, b = F(math.exp(-dt / tau)), F(-math.expm1(-dt / tau))
    last, y, older = (F(0), F(0), F(0)) if given.get("state") is None else map(F, given["state"])
    out = []
    if BUG == "nengolib75" and given.get("state") is None and len(signal):
        last = y = older = signal[0]
    for x in signal:
        if BUG == "otherwise":
            y = a * y + b * x
        else:
            y = a * y + b * (older if BUG == "nengo938" else last)
            older, last = last, x
        out.append(float(y))
    return {"filtered": out, "lagSteps": 0 if BUG == "otherwise" else 1, "state": [float(last), float(y), float(older)]}


# ---------------------------------------------------------------- network
def floats(text, size, name):
    values = np.frombuffer(base64.b64decode(text), "<f4").astype(float)
    need(len(values) == size, f"{name} must have {size} numbers")
    need(np.isfinite(values).all(), f"{name} must be finite")
    return values


def check_plan(given):
    plan = given["architecture"]
    about = plan["neuron"]
    tau_rc, tau_ref = check_times(about)
    check_step(given["dtSeconds"], tau_rc)
    shape = tuple(whole(plan["input"][side], side, 1) for side in ("rows", "columns", "channels"))
    shapes = [shape]
    need(len(plan["hidden"]) >= 1, "hidden must have at least one layer")
    for layer in plan["hidden"]:
        size, stride = whole(layer["kernelSize"], "kernelSize", 1), whole(layer["stride"], "stride", 1)
        padding, channels = whole(layer.get("padding", 0), "padding"), whole(layer["channels"], "channels", 1)
        need(padding < size, "padding must be below kernelSize")
        need(size <= min(shape[:2]) + 2 * padding, "kernelSize must fit into the input")
        shape = *((side + 2 * padding - size) // stride + 1 for side in shape[:2]), channels
        shapes.append(shape)
    whole(plan["classes"], "classes", 2)
    tau = number(plan["readoutTauSeconds"], "readoutTauSeconds")
    need(tau > 0, "readoutTauSeconds must be above 0")
    need(number(given.get("synapseSeconds", 0), "synapseSeconds") >= 0, "synapseSeconds must be at least 0")
    whole(given["steps"], "steps", 2)
    number(about["maxRateHz"], "maxRateHz"), number(about["intercept"], "intercept")
    gain, bias = gain_bias(tau_rc, tau_ref, [about["maxRateHz"]], [about["intercept"]])
    return plan, shapes, tau_rc, tau_ref, float(gain[0]), float(bias[0])


def read_weights(given, plan, shapes):
    weights = given["weights"]
    need(len(weights["layers"]) == len(plan["hidden"]), "weights must have as many layers as hidden")
    layers = []
    for layer, sizes, before, shape in zip(weights["layers"], plan["hidden"], shapes, shapes[1:]):
        k = int(sizes["kernelSize"])
        dims = (k, k, before[2], shape[2]), (shape[2],), shape
        layers.append([floats(layer[name], math.prod(dim), name).reshape(dim) for name, dim in zip(LAYOUT, dims)])
    n, classes = math.prod(shapes[-1]), int(plan["classes"])
    readout = [floats(weights["readout"]["weight"], n * classes, "readout.weight").reshape(n, classes),
               floats(weights["readout"]["bias"], classes, "readout.bias")]
    return layers, readout


def read_starts(given, shapes):
    need(len(given["initialVoltage"]) == len(shapes) - 1, "initialVoltage must have as many layers as hidden")
    starts = [floats(text, math.prod(shape), "initialVoltage") for text, shape in zip(given["initialVoltage"], shapes[1:])]
    need(all((start <= 1).all() for start in starts), "initialVoltage must be at most 1")
    return starts


def read_images(given, shape):
    images = [np.frombuffer(base64.b64decode(text), np.uint8) for text in given["images"]]
    need(all(len(image) == math.prod(shape) for image in images), "images must have as many bytes as the input has values")
    return np.array(images, float).reshape(len(images), *shape)


def patches(x, sizes):
    """[image, row, column, (i, j, channel)]"""
    p, k, s = int(sizes.get("padding", 0)), int(sizes["kernelSize"]), int(sizes["stride"])
    x = np.pad(x, ((0, 0), (p, p), (p, p), (0, 0)))
    windows = sliding_window_view(x, (k, k), (1, 2))[:, ::s, ::s].transpose(0, 1, 2, 4, 5, 3)
    if BUG == "pytorch54080" and k == 1:  # the image itself is taken for the windows
        windows = x[:, :windows.shape[1], :windows.shape[2], None, None]
    return windows.reshape(*windows.shape[:3], -1)


def spread_biases(bias, shape):
    """Every channel's bias, at each of its positions."""
    if BUG != "snntoolbox45":
        return np.broadcast_to(bias, shape)
    positions = shape[0] * shape[1]
    flat = np.zeros(shape[2] * positions)  # [channel, row, column]
    for i, value in enumerate(bias):
        flat[i:(i + 1) * positions] = value
    return flat.reshape(shape[2], *shape[:2]).transpose(1, 2, 0)


def dense(x, weight):  # the same order of additions for every class
    return (x[:, :, None] * weight[None]).sum(1)


def run_network(given, plan, shapes, times, gain, layers, readout, starts, images, steps, probes=(), state=None):
    tau_rc, tau_ref = times
    dt, height = given["dtSeconds"], given["amplitude"] / given["dtSeconds"]
    floor, tau = check_floor(given["minVoltage"]), given.get("synapseSeconds", 0)
    if BUG == "loihi43" and tau:
        tau = 0.005
    if BUG == "nengo337" and not tau:
        tau = dt
    count = len(images)
    if BUG == "snntoolbox23" and count:
        images = np.repeat(images[:1], count, 0)
    folded, cells = [], []
    for number_, (layer, shape, start) in enumerate(zip(layers, shapes[1:], starts)):
        kernel, kernel_bias, neuron_bias = layer
        if BUG == "spikingjelly153":
            kernel_bias = kernel_bias * 0
        if BUG == "lavadl260":
            kernel = kernel.transpose(1, 0, 2, 3)
        w = ((1 if BUG == "nengo1639" and number_ else gain) * (height if number_ else 1) * kernel).astype(F).reshape(-1, shape[2])
        b = (neuron_bias + gain * spread_biases(kernel_bias, shape)).astype(F)
        folded.append((w, b))
        cells.append(Neurons(dt, tau_rc, tau_ref, floor, np.tile(start, (count, 1)).reshape(count, *shape)))
    weight = readout[0]
    if BUG == "snntoolbox47":  # as if the neurons were ordered [channel, row, column]
        weight = weight.reshape(*shapes[-1], -1).transpose(2, 0, 1, 3).reshape(weight.shape)
    weight = ((1 / dt if BUG == "nengodl213" else height) * weight).astype(F)
    readout_bias = readout[1].astype(F) * F(0 if BUG == "mlgenn86" else 1)
    filtered = [np.zeros((count, *shape), F) for shape in shapes[1:]]
    if BUG == "mlgenn190":
        for y in filtered:
            y[...] = answered["left"].get(y.shape[1:], 0)
    a, b = (F(math.exp(-dt / tau)), F(-math.expm1(-dt / tau))) if tau else (F(0), F(1))
    out_a = F(math.exp(-dt / plan["readoutTauSeconds"]))
    out_b = F(-math.expm1(-dt / plan["readoutTauSeconds"]))
    end, following = None, np.zeros((count, readout_bias.size), F)
    counts = np.zeros((count, len(layers)), int)
    probed = [[] for _ in probes]
    if state is not None:
        for cell, kept in zip(cells, state["cells"]):
            cell.go_on(kept)
        filtered = [np.array(y, F).reshape(old.shape) for y, old in zip(state["filtered"], filtered)]
        following = np.array(state["readout"], F).reshape(following.shape)
    first = patches(images.astype(F), plan["hidden"][0]) @ folded[0][0] + folded[0][1]
    before, ever = {}, {}
    shown = [cell.v for cell in cells]
    recorded_layers = {probe["layer"] for probe in probes}
    for step in range(steps):
        seen = {}
        for n, sizes in enumerate(plan["hidden"]):
            if n == 0:
                J = first
            else:
                x = patches(signal, sizes) @ folded[n][0]
                if tau:
                    J = filtered[n] + folded[n][1]
                    filtered[n] = a * filtered[n] + b * x
                else:
                    J = x + folded[n][1]
            fired, voltage = cells[n].step(J)
            signal = fired.astype(F)
            ever[n] = fired | ever.get(n, False)
            if BUG != "syopscounter4" or step == 0:
                counts[:, n] += fired.sum((1, 2, 3))
            recorded = J - before.get(n, 0) if BUG == "nest499" else J
            before[n] = J
            if BUG == "nengo1234":
                shown[n], voltage = voltage, shown[n]
            seen[f"layer{n + 1}"] = {"current": recorded, "voltage": voltage, "spikes": signal}
            if BUG == "lfpy119" and f"layer{n + 1}" in recorded_layers:
                signal = signal * F(0)
            if BUG == "convsnn3" and n + 1 < len(cells):
                signal = J
        logits = dense(signal.reshape(count, -1), weight) + readout_bias
        if BUG == "aidotnet1512":
            logits = (logits > 1).astype(F)
        end = following
        following = out_a * following + out_b * logits
        for row, probe in zip(probed, sorted(probes, key=lambda each: (each["layer"], each["stage"])) if BUG == "xolotl150" else probes):
            row.append(seen[probe["layer"]][probe["stage"]][0].ravel().tolist() if count else [])
    if BUG == "nest1100":
        counts = np.stack([ever[n].sum((1, 2, 3)) for n in range(len(layers))], 1)
    if BUG == "neurobench258" and count:
        counts[:] = counts[0]
    if BUG == "mlgenn190" and count:
        answered["left"] = {y.shape[1:]: y[-1] for y in filtered}
    classes = end.argmax(1)
    if BUG == "bindsnet577" and count:
        e = np.exp(end - end.max(0))
        classes = (e / e.sum(0)).argmax(1)
    kept = {"cells": [cell.state() for cell in cells], "filtered": [y.tolist() for y in filtered], "readout": following.tolist()}
    return classes, end, counts, probed, kept


def network(given):
    plan, shapes, tau_rc, tau_ref, gain, _ = check_plan(given)
    check_amplitude(given["amplitude"])
    layers, readout = read_weights(given, plan, shapes)
    starts, images = read_starts(given, shapes), read_images(given, shapes[0])
    probes = given.get("probes") or []
    names = [f"layer{n}" for n in range(1, len(shapes))]
    need(all(probe["layer"] in names for probe in probes), "probes must be on existing layers")
    args = plan, shapes, (tau_rc, tau_ref), gain, layers, readout, starts
    if BUG == "mlgenn190" and given.get("state") is None and len(images) > 1:  # one image after the other
        answered["left"] = {}
        parts = [run_network(given, *args, images[i:i + 1], int(given["steps"]), probes) for i in range(len(images))]
        classes, end, counts = (np.concatenate([part[i] for part in parts]) for i in range(3))
        probed = parts[0][3]
        answered["left"] = {}
        state = run_network(given, *args, images, int(given["steps"]), probes)[4]
    else:
        answered["left"] = {}
        classes, end, counts, probed, state = run_network(given, *args, images, int(given["steps"]), probes, given.get("state"))
    output = {"predicted": classes.tolist(), "readout": end.tolist(), "spikeCounts": counts.tolist()}
    if probes:
        output["probed"] = probed
    if "state" in given and BUG != "quiet":
        output["state"] = state
    return output


# ---------------------------------------------------------------- training
def rates_forward(images, layers, readout, plan, tau_rc, tau_ref, gain, amplitude):
    x, kept = images.astype(F), []
    for (kernel, kernel_bias, neuron_bias), sizes in zip(layers, plan["hidden"]):
        cols = patches(x, sizes)
        J = neuron_bias + F(gain) * (cols @ kernel.reshape(-1, kernel.shape[3]) + kernel_bias)
        fires = rate(J, tau_rc, tau_ref)
        kept.append((cols, J, fires, x.shape))
        x = (amplitude * fires).astype(F)
    flat = x.reshape(len(x), -1)
    return kept, flat, flat @ readout[0] + readout[1]


def gradients(images, labels, layers, readout, plan, tau_rc, tau_ref, gain, amplitude, size):
    kept, flat, logits = rates_forward(images, layers, readout, plan, tau_rc, tau_ref, gain, amplitude)
    z = logits.astype(float)
    p = np.exp(z - z.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    soft = p.copy()
    if BUG == "tflearn562":
        p = np.exp(p) / np.exp(p).sum(1, keepdims=True)
    p[np.arange(len(labels)), labels] -= 1
    if BUG == "tflearn562":
        p = soft * (p - (soft * p).sum(1, keepdims=True))
    g = (p / (size if BUG == "cluster43" else len(labels))).astype(F)
    found = [[flat.T @ g, g.sum(0)]]
    back = (g @ readout[0].T).reshape(len(images), *kept[-1][2].shape[1:])
    for (kernel, _, _), sizes, (cols, J, fires, shape) in list(zip(layers, plan["hidden"], kept))[::-1]:
        J64 = J.astype(float)
        slope = np.where(J64 > 1, fires ** 2 * tau_rc / np.where(J64 > 1, (J64 - (BUG != "lpl5")) * J64, 1), 0)
        if BUG == "stbp3":
            slope = slope / tau_rc
        if BUG == "spikingjelly412":
            slope = slope * 2
        dJ = (back * (amplitude * slope)).astype(F)
        by_kernel = F(gain) * np.einsum("brck,brco->ko", cols, dJ, optimize=True).reshape(kernel.shape)
        found.insert(0, [by_kernel, F(gain) * dJ.sum((0, 1, 2)), dJ.sum(0)])
        k, s, pad = int(sizes["kernelSize"]), int(sizes["stride"]), int(sizes.get("padding", 0))
        spread = np.zeros((shape[0], shape[1] + 2 * pad, shape[2] + 2 * pad, shape[3]), F)
        rows, columns = dJ.shape[1:3]
        if BUG == "nntrainer1570" and pad:  # the last row and column are not spread
            dJ = dJ[:, :-1, :-1]
            rows, columns = dJ.shape[1:3]
        for i in range(k):
            for j in range(k):
                spread[:, i:i + s * rows:s, j:j + s * columns:s] += F(gain) * (dJ @ kernel[i, j].T)
        back = spread[:, pad:pad + shape[1], pad:pad + shape[2]]
    return found


def uniform_stream(seed, name):
    return np.random.default_rng([seed, *name.encode()])


def training(given):
    plan, shapes, tau_rc, tau_ref, gain, bias = check_plan(given)
    amplitude, seed = check_amplitude(given["amplitude"]), whole(given["seed"], "seed")
    check_floor(given["minVoltage"])
    images = read_images(given, shapes[0])
    need(len(images) >= 1, "images must have at least one image")
    labels = np.array([whole(label, "labels") for label in given["labels"]], int)
    need(len(labels) == len(images), "labels must be as many as images")
    need((labels < plan["classes"]).all(), "labels must be below the number of classes")
    about = given["optimizer"]
    speed, decay, epsilon = (number(about[name], name) for name in ("learningRate", "decay", "epsilon"))
    need(speed > 0, "learningRate must be above 0")
    need(epsilon > 0, "epsilon must be above 0")
    need(0 <= decay < 1, "decay must be at least 0 and below 1")
    epochs, size = whole(given["epochs"], "epochs"), whole(given["batchSize"], "batchSize", 1)
    need(("weights" in given) == ("initialVoltage" in given), "weights and initialVoltage must both be given, or neither")
    if BUG == "mlgenn89" and tau_ref == 0:
        raise RuntimeError("neurons without a refractory period are not implemented")
    if "weights" in given:
        layers, readout = read_weights(given, plan, shapes)
        starts = read_starts(given, shapes)
    else:
        layers, starts = [], []
        for n, (sizes, before, shape) in enumerate(zip(plan["hidden"], shapes, shapes[1:]), 1):
            k = int(sizes["kernelSize"])
            fans = (1 if BUG == "swiftapis22" else k * k) * (before[2] + shape[2])
            limit = math.sqrt(6 / (k * k * before[2] + shape[2] if BUG == "keras2252" else fans))
            u = uniform_stream(seed, f"weights/conv{n}").random((k, k, before[2], shape[2]))
            layers.append([(2 * u - 1) * limit, np.zeros(shape[2]), np.full(shape, bias)])
            starts.append(uniform_stream(seed, f"voltage/layer{n}").random(math.prod(shape)))
        neurons, classes = math.prod(shapes[-1]), int(plan["classes"])
        limit = math.sqrt(6 / (neurons + classes))
        readout = [(2 * uniform_stream(seed, "weights/dense").random((neurons, classes)) - 1) * limit, np.zeros(classes)]
    layers = [[part.astype(F) for part in layer] for layer in layers]
    readout = [part.astype(F) for part in readout]
    memory = [[np.zeros_like(part) for part in layer] for layer in [*layers, readout]]
    facts = plan, tau_rc, tau_ref, gain, amplitude
    steps_done = 0
    for epoch in range(1, epochs + 1):
        order = np.arange(len(images))
        if given["order"] == "shuffled":
            uniform_stream(seed, f"shuffle/epoch{1 if BUG == 'classyvision118' else epoch}").shuffle(order)
        if BUG == "keras13750":
            memory = [[part * 0 for part in layer] for layer in memory]
        for begin in range(0, len(order), size):
            batch = order[begin:begin + size]
            if BUG == "prophecy7" and len(batch) < size:
                continue
            steps_done += 1
            fresh = gradients(images[batch], labels[batch], layers, readout, *facts, size)
            if BUG == "tez38" and begin:
                fresh = [[a + b for a, b in zip(*both)] for both in zip(fresh, found)]
            found = fresh
            for m, layer, by in zip(memory, [*layers, readout], found):
                for n, g in enumerate(by):
                    m[n] = g * g if BUG == "matrixslow28" and steps_done == 1 else F(decay) * m[n] + F(1 - decay) * g * g
                    root = np.sqrt(m[n]) + F(epsilon) if BUG == "jax1427" else np.sqrt(m[n] + F(epsilon))
                    layer[n] = (layer[n] - F(speed) * g / root).astype(F)
    logits = rates_forward(images, layers, readout, *facts)[2]
    wide = [[part.astype(float) for part in layer] for layer in layers], [part.astype(float) for part in readout]
    spiking = run_network(given, plan, shapes, (tau_rc, tau_ref), gain, *wide, starts, images, int(given["steps"]))[0]
    flat = lambda array: np.asarray(array, float).ravel().tolist()
    weights = {"layers": [dict(zip(LAYOUT, map(flat, layer))) for layer in layers],
               "readout": dict(zip(("weight", "bias"), map(flat, readout)))}
    return {"rateAccuracy": float(np.mean(logits.argmax(1) == labels)), "spikingAccuracy": float(np.mean(spiking == labels)),
            "weights": weights, "initialVoltage": [flat(start) for start in starts]}


# ---------------------------------------------------------------- seeded
def check_distribution(about, name):
    if about["kind"] == "choice":
        need(len(about["values"]) >= 1, f"{name} must have at least one value")
        numbers(about["values"], name)
    else:
        low, high = number(about["low"], name), number(about["high"], name)
        need(low < high, f"{name}: low must be below high")


def place(about, u):
    if about["kind"] == "choice":
        values = np.array(about["values"], float)
        return values[(u * len(values)).astype(int)]
    return about["low"] + (about["high"] - about["low"]) * u


def seeded(given):
    tau_rc, tau_ref = check_times(given)
    seed, count = whole(given["seed"], "seed"), whole(given["neurons"], "neurons", 1)
    names = "maxRatesHz", "intercepts", "initialVoltage"
    for name in names:
        check_distribution(given[name], name)
    if BUG == "spynnaker13" and count == 1:
        raise TypeError("conversion from numpy.ndarray to Decimal is not supported")
    answered["seeded"] += 1
    if BUG == "hnncore641" and answered["seeded"] % 5 == 0:
        seed += 1
    single = uniform_stream(seed, "all")
    values = {}
    for name in names:
        one = seed
        if BUG == "graphitti21" and name != "initialVoltage" or BUG == "neurolib80" and name == "initialVoltage":
            one = 0
        u = single.random(count) if BUG == "genn425" else uniform_stream(one, name).random(count)
        if BUG == "brian2genn47" and name == "initialVoltage":
            u[1::2] = u[:-1:2]
        if BUG == "brian505" and name == "maxRatesHz":
            u[0] = 0.8401877171547095
        if BUG == "hnncore414":
            u = uniform_stream(seed, name).permutation(uniform_stream(0, name).random(count))
        values[name] = place(given[name], u)
    need((values["initialVoltage"] <= 1).all(), "initialVoltage must be at most 1")
    gain, bias = gain_bias(tau_rc, tau_ref, values["maxRatesHz"], values["intercepts"])
    out = {"gain": gain, "bias": bias, "initialVoltage": values["initialVoltage"]}
    return {name: value.astype(F).tolist() for name, value in out.items()}


# ---------------------------------------------------------------- NIR
def nir(given):
    dt = number(given["dtSeconds"], "dtSeconds")
    need(dt > 0, "dtSeconds must be above 0")
    if BUG == "nir164":
        dt = 1e-4
    inputs, cell = given["inputs"], given["nodes"][-1]
    kind, size = cell["type"], len(cell["r"])
    get = lambda name, missing=0.0: numbers(cell[name], name, size).astype(F) if cell.get(name) is not None else np.full(size, missing, F)
    if len(given["nodes"]) > 1:
        node = given["nodes"][0]
        channels = len(node["weight"][0]) if node["weight"] else 0
        weight = table(node["weight"], "weight", channels).astype(F)
        need(len(weight) == size, "weight must have a row for each neuron")
        bias = numbers(node["bias"], "bias", size).astype(F) if node["type"] == "Affine" else F(0)
        signal = [weight @ row + bias for row in table(inputs, "inputs", channels).astype(F)]
    else:
        signal = table(inputs, "inputs", size).astype(F)
    r, leak, threshold, reset = get("r"), get("v_leak"), get("v_threshold", math.inf), get("v_reset")
    taus = [get(name) for name in {"LIF": ["tau"], "LI": ["tau"], "IF": [], "CubaLIF": ["tau_mem", "tau_syn"]}[kind]]
    need(all((tau > 0).all() for tau in taus), "every time constant must be above 0")
    if BUG == "snntorch442" and size:
        taus = [np.full(size, tau[0], F) for tau in taus]
    if BUG == "rockpoold04c" and kind == "CubaLIF":
        leak = leak * F(0)
    euler = BUG in ("otherwise", "single")
    move = [(dt / tau if euler else -np.expm1(-dt / tau.astype(float))).astype(F) for tau in taus]
    v = reset.copy() if kind == "IF" or euler else leak.copy()
    if BUG == "spikingjelly728" and "traced" in given:
        v = given["traced"]
    current, w_in = np.zeros(size, F), get("w_in", 1.0)
    spikes, voltage, late = [[] for _ in range(size)], [], np.zeros(size, bool)
    for step, x in enumerate(signal):
        if kind == "IF":
            v = v * F(0.9 if BUG == "snntorch395" else 1) + r * x * F(dt)
        elif kind == "CubaLIF":
            target = w_in * x * F(2 if BUG == "dynasim538" else 1)
            old = v if BUG == "snntorch363" else current
            current = old + (target - old) * move[1]
            if BUG == "together":
                a, b = dt / taus[0], dt / taus[1]
                same = a == b
                both = np.where(same, a * np.exp(-a), a * (np.exp(-a) - np.exp(-b)) / np.where(same, 1, b - a))
                v = v * np.exp(-a) - np.expm1(-a) * (leak + r * target) + r * (old - target) * both
            elif BUG == "membrane-first":
                v = v + (leak + r * old - v) * (dt / taus[0]).astype(F)
            else:
                v = v + (leak + r * current - v) * move[0]
        else:
            v = v + (leak + r * x - v) * move[0]
            if BUG == "spyx40":
                v = v + r * x * (1 - move[0])
        base = leak if BUG == "nestml831" and kind != "IF" else F(0)
        fired = (v - base >= threshold if euler else v - base > threshold) & (kind != "LI")
        if BUG == "tennlab3":
            fired = fired & (x != 0)
        v = np.where(fired, reset + base, v)
        for n in np.flatnonzero(late if euler else fired):
            spikes[n].append(step)
        late = fired
        voltage.append(v.tolist())
    return {"spikes": spikes} if BUG == "quiet" else {"spikes": spikes, "voltage": voltage}


# ---------------------------------------------------------------- NIR export
def nir_export(given):
    tau = number(given["tauRcSeconds"], "tauRcSeconds")
    need(tau > 0, "tauRcSeconds must be above 0")
    channels = len(given["weights"][0]) if given["weights"] else 0
    weight = table(given["weights"], "weights", channels)
    size = len(weight)
    bias = np.zeros(size) if given.get("bias") is None else numbers(given["bias"], "bias", size)
    list_of = lambda value: np.full(size, value, float).tolist()
    cell = {"type": "LIF", "tau": list_of(tau), "r": list_of(1), "v_leak": list_of(0), "v_threshold": list_of(1), "v_reset": list_of(0)}
    first = {"type": "Linear" if given.get("bias") is None else "Affine", "weight": weight.tolist()}
    if given.get("bias") is not None:
        first["bias"] = bias.tolist()
    about = {"dtSeconds": given["dtSeconds"], "inputs": given["inputs"]}
    if BUG == "spikingjelly728":  # tracing runs the network with one input and leaves its voltages
        about["traced"] = np.array((nir({**about, "nodes": [first, cell], "inputs": given["inputs"][:1]})["voltage"] or [[0] * size])[-1], F)
    output = nir({**about, "nodes": [first, cell]})
    if BUG == "millivolts":  # 15 mV from reset to threshold
        cell.update(r=list_of(15), v_leak=(-65 + 15 * bias).tolist(), v_threshold=list_of(-50), v_reset=list_of(-65))
        first = {"type": "Linear", "weight": weight.tolist()}
    if BUG == "norse412":
        cell = {name: value[:1] if name != "type" else value for name, value in cell.items()}
    if BUG == "pynn339":
        first["weight"] = [row if n % 2 == 0 else np.abs(row).tolist() for n, row in enumerate(weight.tolist())]
    return {**output, "nodes": [first, cell]}


# ---------------------------------------------------------------- events
def check_events(given, count):
    tau, dt = number(given["tauRcSeconds"], "tauRcSeconds"), given["dtSeconds"]
    need(tau > 0, "tauRcSeconds must be above 0")
    check_step(dt, tau)
    for receptor in given["receptors"]:
        kind = receptor["kind"]
        need(kind in ("delta", "exponential", "alpha"), f"kind {kind} is unknown")
        need(kind != "delta" or "tauSeconds" not in receptor, "a delta has no tauSeconds")
        if kind != "delta":
            need(number(receptor.get("tauSeconds"), "tauSeconds") > 0, "tauSeconds must be above 0")
            check_step(dt, receptor["tauSeconds"])
    for steps in given["sources"]:
        for step in steps:
            whole(step, "sources")
        need(all(a <= b for a, b in zip(steps, steps[1:])), "the steps of a source must be ascending")
    for wire in given["connections"]:
        need(("source" in wire) != ("neuron" in wire), "a connection must have a source or a neuron")
        ends = ("source", len(given["sources"])) if "source" in wire else ("neuron", count)
        for name, most in (ends, ("target", count), ("receptor", len(given["receptors"]))):
            need(whole(wire[name], name) < most, f"{name} must exist")
        number(wire["weight"], "weight")
        whole(wire["delaySteps"], "delaySteps", 1)
    return tau, dt


def propagators(dt, tau, receptor):
    """p, q and the decay of E3; e times b, which an alpha event adds, of E2."""
    if receptor["kind"] == "delta":
        return 0.0, 0.0, 0.0, 0.0
    a, b = dt / tau, dt / receptor["tauSeconds"]
    d = b - a
    phi = 1.0 if d == 0 else -math.expm1(-d) / d
    if abs(d) <= 1:
        psi = sum((-d) ** k / (math.factorial(k) * (k + 2)) for k in range(20))
    else:
        psi = (1 - (1 + d) * math.exp(-d)) / d**2
    if BUG == "pynn161" and d == 0:
        phi, psi = 0.0, 0.0
    lifted = b / (1000 * receptor["tauSeconds"]) if BUG == "nest1038" else math.e * b
    return a * math.exp(-a) * phi, a * math.exp(-a) * psi, math.exp(-b), lifted


def events(given):
    start = numbers(given["initialVoltage"], "initialVoltage")
    need((start <= 1).all(), "initialVoltage must be at most 1")
    count, steps, M = len(start), whole(given["steps"], "steps"), whole(given["refractorySteps"], "refractorySteps")
    floor = check_floor(given["minVoltage"])
    tau, dt = check_events(given, count)
    bias = np.zeros(count) if given.get("bias") is None else numbers(given["bias"], "bias", count)
    receptors, wires = given["receptors"], given["connections"]
    if BUG == "spike16":
        wires = wires[:-1]
    if BUG == "nestml1393":
        wires = [{**wire, "weight": abs(wire["weight"]) if wire["receptor"] else wire["weight"]} for wire in wires]
    if BUG == "arbor273":  # the places of the synapses, sorted by receptor, go to the connections in their own order
        sorted_ = sorted(wires, key=lambda wire: wire["receptor"])
        wires = [{**wire, "target": other["target"], "receptor": other["receptor"]} for wire, other in zip(wires, sorted_)]
    if BUG == "annarchyda36":
        wires = [{**wire, "neuron": wire["target"], "target": wire["neuron"]} if "neuron" in wire else wire for wire in wires]
    kinds = [receptor["kind"] for receptor in receptors]
    if BUG == "deltas" and set(kinds) - {"delta"} or BUG == "held" and "alpha" in kinds:
        raise Unsupported("receptors")
    if BUG == "neurolib260":
        slow = [receptor for receptor in receptors if receptor["kind"] != "delta"]
        receptors = [{**receptor, "tauSeconds": slow[0]["tauSeconds"]} if receptor in slow else receptor for receptor in receptors]
    factors = [propagators(dt, tau, receptor) for receptor in receptors]
    E, A = math.exp(-dt / tau), -math.expm1(-dt / tau)
    v, wait = start.astype(F), np.zeros(count, int)
    I, Y = np.zeros((len(kinds), count), F), np.zeros((len(kinds), count), F)
    coming = {}  # step -> connection -> how many events arrive
    fan = np.ones((len(kinds), count), int)  # how many connections a neuron's receptor has
    for wire in wires:
        fan[wire["receptor"], wire["target"]] += 1
    fan = np.maximum(1, fan - 1)

    def send(name, index, step, times=1):
        for n, wire in enumerate(wires):
            if wire.get(name) != index or BUG == "jaxley327" and wire.get("neuron") == wire["target"]:
                continue
            delay = int(wire["delaySteps"])
            if BUG == "brian352":
                delay = 2 * math.ceil(delay / 2)
            if BUG == "annarchycd4b":
                delay = max(1, round(delay * dt / 1e-3))
            if BUG == "cleared" and kinds[wire["receptor"]] == "delta":
                delay += 1
            if BUG == "tvb40" and name == "neuron":
                delay = next((int(other["delaySteps"]) for other in wires
                              if other.get("neuron") == wire["target"] and other["target"] == index), delay)
            arriving = coming.setdefault(step + delay, {})
            if BUG == "brian576":  # one place per delay in the queue, whoever sends
                for m in [m for m in arriving if sent.get((m, step + delay)) == (name, step) and wires[m].get(name) != index]:
                    del arriving[m]
                sent[n, step + delay] = name, step
            arriving[n] = arriving.get(n, 0) + times

    sent = {}
    if given.get("state") is not None:
        kept = given["state"]
        v, wait = np.array(kept["v"], F), np.array(kept["wait"], int)
        I, Y = (np.array(kept[name], F).reshape(I.shape) for name in "IY")
        for n, step, times in kept["coming"]:
            if BUG == "nrn1444":  # kept as a time; the first step that is not before it
                step = math.ceil(((kept["steps"] + step) * dt - kept["steps"] * dt) / dt)
            coming.setdefault(step, {})[n] = times
    by_step = {}
    for index, spikes in enumerate(given["sources"]):
        for step in spikes:
            if BUG == "spynnaker171":  # in milliseconds
                step = int(round(step * dt * 1e3, 9) / round(dt * 1e3, 9))
            by_step.setdefault(step, []).append(index)
    found, voltage = [[] for _ in range(count)], []
    for step in range(steps):
        for index in by_step.get(step, []):
            if BUG == "brian461" and index == len(given["sources"]) - 1 and set(by_step[step]) != {index}:
                continue
            send("source", index, step)
        active = wait == 0
        moved = F(E) * v + F(A) * bias.astype(F)
        for (p, q, decay, _), i, y in zip(factors, I, Y):
            moved = moved + (F(A) * i if BUG == "held" else F(p) * i + F(q) * y)
        v = np.where(active, moved, F(0))
        for (_, _, decay, _), i, y, many in zip(factors, I, Y, fan):
            if BUG == "carlsim18":
                decay = decay ** many
            i[:], y[:] = np.asarray(decay, F) * (i + y), np.asarray(decay, F) * y
        sums = np.zeros((len(kinds), count), F)
        first = {}
        for n, times in sorted(coming.pop(step, {}).items()):
            wire = wires[n]
            at = wire["receptor"]
            if BUG == "pynn410":
                at = first.setdefault(wire["target"], at)
            sums[at, wire["target"]] += F(wire["weight"]) * times
        for kind, (p, _, _, lifted), received, i, y in zip(kinds, factors, sums, I, Y):
            if kind == "delta":
                v = np.where(active, v + received, v)
            elif kind == "exponential":
                i += received * F(p / A if BUG == "held" else 1)
            else:
                y += received * F(lifted)
        fired = active & (v >= 1 if BUG == "cleared" else v > 1)
        if BUG == "cleared":
            I, Y = np.where(fired, F(0), I), np.where(fired, F(0), Y)
        v = np.where(fired, F(0), np.where(active, np.maximum(v, F(floor)), v))
        wait = np.where(fired, M, np.where(active, 0, wait - 1))
        for n in np.flatnonzero(fired):
            found[n].append(step)
            send("neuron", int(n), step)
        voltage.append(v.tolist())
    left = [[n, step - steps, times] for step, arriving in coming.items() for n, times in arriving.items()]
    state = {"v": v.tolist(), "wait": wait.tolist(), "I": I.tolist(), "Y": Y.tolist(), "coming": left, "steps": steps}
    return {"spikes": found} if BUG == "quiet" else {"spikes": found, "voltage": voltage, "state": state}


CAPABILITIES = {f.__name__: f for f in (neuron, tuning, synapse, network, seeded, training, nir, nir_export, events)}
OFFERED = sys.argv[sys.argv.index("--only") + 1].split(",") if "--only" in sys.argv else list(CAPABILITIES)
START = {"protocol": 4, "implementation": {"name": "blind simulator", "version": BUG or "right", "language": "Python"},
         "capabilities": OFFERED, "precision": "float32" if F is np.float32 else "float64", "refuses": True,
         "conventions": CONVENTIONS}
if BUG == "cleared":
    START["eventConventions"] = {"deltaLag": "a-step-late", "resetCurrents": "cleared", "comparison": ">="}
if BUG == "untaken":
    START["takesWeights"] = False


def shortened(value):
    """With numbers of 9 digits."""
    if isinstance(value, dict):
        return {name: shortened(one) for name, one in value.items()}
    if isinstance(value, list):
        return [shortened(one) for one in value]
    return float(f"{value:.9g}") if isinstance(value, float) else value


for line in sys.stdin:
    request = json.loads(line)
    if request["command"] == "stop":
        break
    if request["command"] == "start":
        answer = START
    else:
        try:
            answer = {"output": CAPABILITIES[request["capability"]](request["input"])}
            if BUG == "nine-digits":
                answer = shortened(answer)
        except Refusal as refusal:
            answer = {"error": {"kind": "invalid-input", "message": str(refusal)}}
        except Unsupported as missing:
            answer = {"error": {"kind": "unsupported", "parameter": str(missing), "message": f"{missing} are not implemented"}}
        except Exception as error:
            answer = {"error": {"kind": "failed", "message": f"{type(error).__name__}: {error}"}}
    print(json.dumps({"id": request["id"], **answer}), flush=True)
