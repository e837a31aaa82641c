# /// script
# requires-python = "==3.11.*"
# dependencies = ["pynn==0.13.0", "nest-simulator==3.10.0", "numpy==2.4.6"]
# ///
"""PyNN 0.13.0: IF_curr_delta on NEST ignores initial voltages.

Expected: After initialize(v=-60) and a step of 0.1 ms, the voltage is -60.05 mV.
Actual: -70 mV, the resting potential.
Clause: N6
Upstream: https://github.com/NeuralEnsemble/PyNN/issues/844
Report: Population.initialize(v=...) has no effect for IF_curr_delta with pyNN.nest, which warns "NEST does not allow
setting an initial value for v". NEST does allow it: V_m of iaf_psc_delta can be set. Neurons start at the resting
potential, so two populations with different initial voltages run alike, and a network that should start at random
voltages starts in synchrony. v cannot be recorded either. Pull request 845, which is merged, repairs both, and has
not been released.
"""

import pyNN.nest as sim

sim.setup(timestep=0.1, verbosity="error")
cells = sim.Population(1, sim.IF_curr_delta(v_rest=-70.0, v_reset=-70.0, v_thresh=-50.0, tau_m=20.0))
cells.initialize(v=-60.0)
sim.run(0.1)
voltage = sim.nest.NodeCollection([int(cells.all_cells[0])]).V_m
assert voltage == -70.0, voltage
