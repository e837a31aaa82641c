/** The fast path of the network in float32. What it computes is defined by src/simulator/network; here it is only made fast. */
export { listSpikes, listValues } from './lists';
export { readSpikes, readValues } from './readout';
export { restoreBlank, touchImage, touchLayer, touchPlaces } from './touch';
export { fireConstantly, fireOnSpikes } from './spiking';
export { convolve, sendRates } from './values';
export { log1p, log1pInLane } from './log1p';
export { addTo, errorsFromReadout, errorsOfInputs, multiplyBy } from './training/backward';
export { addInputs, addOutputs, sendRatesAndSlopes } from './training/forward';
export { addKernelErrors, addTurnedKernelErrors } from './training/kernel-errors';
export { listPairs } from './training/pairs';
export { turn } from './training/turn';
