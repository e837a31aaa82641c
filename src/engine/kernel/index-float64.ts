/** The functions of the kernel in float64: networks that spike. */
export { markAffected, markPixels, restoreBlankSpikes, saveBlankSpikes } from './affected';
export { computeCurrents } from './rates';
export { readSpikes } from './readout';
export { fireOnCurrents, fireOnSpikes } from './spiking';
