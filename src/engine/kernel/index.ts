/** The functions of the kernel. They compute the bits of src/simulator/network and src/simulator/training, faster. */
export {
  markAffected,
  markPixels,
  restoreBlankRates,
  restoreBlankSpikes,
  saveBlankRates,
  saveBlankSpikes,
} from './affected';
export { log1pInLane, log1pOfOne } from './log1p';
export { computeCurrents, computeRates } from './rates';
export { readRates, readSpikes } from './readout';
export { fireOnCurrents, fireOnSpikes } from './spiking';
export { addBiasGradients, backpropagate, backpropagateReadout } from './training/backward';
export { transpose } from './training/transpose';
export { addTransposedWeightGradients, addWeightGradients } from './training/weight-gradients';
