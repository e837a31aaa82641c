"""A simulator of events that was written from the documents alone, with right variants and bugs that simulators have had.

python3 events.py             the definition, E1 to E8, in float64
python3 events.py --bug NAME  one of RIGHT (another convention) or one of the bugs in events.json (a mistake)
"""
import json, math, sys
from pathlib import Path
import lifspec, numpy as np

RIGHT = {  # float32 and deltas are right without conventions
    "float32": {},
    "deltas": {},  # no receptor but deltas
    "arbor": {"comparison": ">="},
    "brian": {"deltaSlot": "after-threshold"},
    "held": {"currentInStep": "start", "currentLag": "a-step-early"},
}
BUG = sys.argv[sys.argv.index("--bug") + 1] if "--bug" in sys.argv else ""
BUGS = json.loads((Path(__file__).parent / "events.json").read_text())["bugs"]
assert BUG in ("", *RIGHT, *BUGS), BUG
bug = lambda *names: BUG in names
F = np.float32 if bug("float32") else np.float64
left = {"events": {}}  # what a bug carries over from one request to the next


def kernels(receptor, given, a):
    """p, q, beta and the jump of a receptor's current state."""
    b = given["dtSeconds"] / receptor["tauSeconds"]
    if bug("brainpy847") and b == a:
        return 0.0, 0.0, math.exp(-b), math.e * b  # the branch for equal time constants was never filled in
    d, E = b - a, math.exp(-a)
    phi = -math.expm1(-d) / d if d else 1.0
    small = sum((-d) ** k / (math.factorial(k) * (k + 2)) for k in range(20))
    psi = small if abs(d) <= 1 else (1 - (1 + d) * math.exp(-d)) / d**2
    if bug("brian573") and d:
        phi = (math.exp(-a) - math.exp(-b)) / d / E
    jump = b if bug("brainpy577") else math.e * b / 2 if bug("dynasim538") else math.e * b
    beta = math.exp(-a) if bug("neurolib260") else math.exp(-b)
    p = -math.expm1(-a) if bug("held") else a * E * phi
    return p * (a if bug("sinabs40") else 1), a * E * psi, beta, jump


def events(given):
    kinds = [one["kind"] for one in given["receptors"]]
    if bug("deltas") and set(kinds) != {"delta"} or bug("held") and "alpha" in kinds:
        raise lifspec.Unsupported("receptors", "it has no such receptor")
    a = given["dtSeconds"] / given["tauRcSeconds"]
    n, M, floor = len(given["initialVoltage"]), given["refractorySteps"], given["minVoltage"]
    each = [None if kind == "delta" else kernels(one, given, a) for kind, one in zip(kinds, given["receptors"])]
    if bug("lava766"):
        each = [one and [one_ for one_ in each if one_][0] for one in each]
    E, A = F(math.exp(-a)), F(-math.expm1(-a))
    bias = np.asarray(given["bias"], dtype=F)
    v, asleep = np.array(given["initialVoltage"], dtype=F), np.zeros(n, dtype=int)
    I, Y, due = np.zeros((len(kinds), n), dtype=F), np.zeros((len(kinds), n), dtype=F), {}
    if bug("brian41"):
        asleep[:] = M  # as if each neuron had fired just before the run
    if given.get("state") is not None:
        old = given["state"]
        v, I, Y = (np.array(old[name], dtype=F).reshape(np.shape(one)) for name, one in (("v", v), ("I", I), ("Y", Y)))
        asleep = np.zeros(n, dtype=int) if bug("brian1189") else np.array(old["asleep"], dtype=int)
        due = {} if bug("brian938") else {int(t): [(int(r), int(n), w) for r, n, w in es] for t, es in old["due"]}
    if bug("spynnaker766"):
        due = left["events"]
    connections = given["connections"]
    if bug("pynn141"):
        connections = list({(c.get("source"), c.get("neuron"), c["target"]): c for c in connections}.values())
    if bug("graphitti540"):
        connections = [c for c in connections if c.get("neuron") != c["target"]]
    longest = {}
    for c in connections:
        key = (c.get("source"), c.get("neuron"))
        longest[key] = max(longest.get(key, 0), c["delaySteps"])

    def send(kind, number, step, times=1):
        for c in connections:
            if c.get(kind) != number:
                continue
            delay, w = int(c["delaySteps"]), c["weight"]
            if bug("mlgenn137"):
                delay = max(1, int(delay * given["dtSeconds"] / given["dtSeconds"]))
            if bug("spynnaker633"):
                delay = (delay - 1) % 16 + 1
            if bug("brainpy709"):
                delay = max(delay - 2, 1)
            if bug("spynnaker37") and kind == "neuron" and number < c["target"]:
                delay -= 1
            if bug("loihi113") and kind == "source":
                delay -= 1
            if bug("norse370") and kind == "neuron":
                delay += 1
            if bug("brian352"):
                delay = longest[(c.get("source"), c.get("neuron"))]
            if bug("arbor-min-delay"):
                delay = max(delay, 2)
            if bug("pynn86"):
                w = abs(w)
            if bug("spynnaker745") and abs(w) < 1e-6:
                w = 0.0
            if bug("loihi-weights"):
                w = round(w * 256) / 256
            due.setdefault(step + delay, []).append((c["receptor"], c["target"], w * times))

    for source, train in enumerate(given["sources"]):
        train = [int(t) for t in train if t < given["steps"]]
        train = sorted(set(train)) if bug("nest1100") else [t for t in train if t > 0] if bug("pynn503") else train
        for t in train:
            send("source", source, t)
    spikes, trace = [[] for _ in range(n)], []
    for step in range(given["steps"]):
        awake = asleep == 0
        target = v * E + A * (bias[0] if bug("syn-bias") else bias)
        arriving = np.zeros((len(kinds), n), dtype=F)
        for receptor, cell, w in due.get(step, []) if bug("spynnaker766") else due.pop(step, []):
            arriving[receptor, cell] += F(w)
        if bug("nest82"):
            arriving = np.sign(arriving) * np.minimum(abs(arriving), 4)
        if bug("held"):
            I = I + np.array([arriving[k] if kind == "exponential" else 0 * v for k, kind in enumerate(kinds)])
        for k, one in enumerate(each):
            if one:
                p, q, beta, jump = map(F, one)
                target = target + (p * I[k] + q * Y[k])
                stays = ~awake if bug("nest-frozen") else np.zeros(n, dtype=bool)
                Y_next = beta * Y[k]
                I_next = beta * (I[k] + (Y_next if bug("nest499") else Y[k]))
                I[k], Y[k] = np.where(stays, I[k], I_next), np.where(stays, Y[k], Y_next)
                heard = arriving[k] * (awake if bug("bindsnet76") else 1)
                if kinds[k] == "exponential" and not bug("held"):
                    I[k] += heard
                elif kinds[k] == "alpha":
                    Y[k] += heard * jump
        deltas = arriving[[kind == "delta" for kind in kinds]].sum(axis=0) if "delta" in kinds else 0 * v
        if bug("floor-first"):
            target = np.maximum(target, floor)
        before = target if bug("brian") else target + deltas
        v = np.where(awake, before, deltas if bug("brian156") else 0 * v).astype(F)
        fired = awake & (v >= 1 if bug("arbor") else v > 1)
        if bug("brian"):
            v = np.where(awake & ~fired, v + deltas, v)
        v = np.where(fired, np.float64(0), v if bug("floor-first") else np.maximum(v, floor)).astype(F)
        asleep = np.where(fired, M - bug("bindsnet137") * (M > 0) + bug("brian943"), np.maximum(asleep - 1, 0))
        if bug("snntorch-alpha"):
            I, Y = np.where(fired, 0, I), np.where(fired, 0, Y)
        for cell in np.flatnonzero(fired):
            spikes[cell].append(step)
            send("neuron", cell, step)
        trace.append(v)
    if bug("spynnaker766"):
        left["events"] = {t - given["steps"]: e for t, e in due.items() if t >= given["steps"]}
    later = [[t - given["steps"], [list(e) for e in es]] for t, es in due.items() if t >= given["steps"]]
    state = {"v": v.tolist(), "I": I.tolist(), "Y": Y.tolist(), "asleep": asleep.tolist(), "due": later}
    return {"spikes": spikes, "voltage": trace, "state": state}


declared = {"precision": "float32"} if bug("float32") else {}
lifspec.serve(events=events, event_conventions=RIGHT.get(BUG, {}), name="events, from the documents", version="1", **declared)
