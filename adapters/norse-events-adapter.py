# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "norse==1.1.0", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""Norse's LIF with its synaptic current and refractory period. It has one receptor, no delays and no floor."""

import lifspec, norse, torch
from norse.torch.functional.lif import LIFFeedForwardState, LIFParameters
from norse.torch.functional.lif_refrac import LIFRefracFeedForwardState, LIFRefracParameters
from norse.torch.functional.lif_refrac import lif_refrac_feed_forward_step


def events(given):
    if [one["kind"] for one in given["receptors"]] != ["exponential"]:
        raise lifspec.Unsupported("receptors", "Norse's LIF has one exponential current")
    start = torch.tensor(given["initialVoltage"])
    taus = {"tau_mem_inv": 1 / given["tauRcSeconds"], "tau_syn_inv": 1 / given["receptors"][0]["tauSeconds"]}
    inactive = torch.tensor(float(given["refractorySteps"]))
    parameters = LIFRefracParameters(LIFParameters(**taus, v_leak=torch.tensor(given["bias"])), inactive)
    state = LIFRefracFeedForwardState(LIFFeedForwardState(start, torch.zeros_like(start)), torch.zeros_like(start))

    def step(arriving):
        nonlocal state
        fired, state = lif_refrac_feed_forward_step(torch.tensor(arriving[0]), state, parameters, given["dtSeconds"])
        return fired, state.lif.v

    return lifspec.Arrivals(given).run(step)


declared = {"currentInStep": "start", "currentDecay": "euler", "currentLag": "a-step-early"}
about = {"name": "Norse LIF, events", "version": norse.__version__, "event_conventions": declared}
lifspec.serve(events=events, conventions="norse-box", **about)
