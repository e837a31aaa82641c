import type { PrecisionName } from '../base/precision.ts';
import type { Implementation } from '../conformance/implementation.ts';
import { type PrepareNetwork, reference } from '../conformance/reference.ts';
import { createEngine, readableEngine } from '../engine/engine.ts';

/** A network of fewer neurons runs in less time than it takes to prepare it for the engine. */
const fewestNeurons = 5000;

/** Makes the reference, which runs large networks with the engine and others with the readable code. */
export async function fastReference(): Promise<(precision: PrecisionName) => Implementation> {
  const [fast, readable] = [await createEngine(), readableEngine('the network is small')];
  const prepare: PrepareNetwork = (network) => {
    const neurons = network.layers.reduce((sum, { plan }) => sum + plan.neurons, 0);
    return (neurons < fewestNeurons ? readable : fast).prepare(network);
  };
  return (precision) => reference(precision, prepare);
}
