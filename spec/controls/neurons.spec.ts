import { lifControls } from '../../properties/controls/lif.ts';
import { describeSlow } from '../slow.ts';
import { survives } from './thousand-seeds.ts';

describeSlow(
  'a correct neuron that computes in another way breaks no law with any of many seeds',
  {
    timeout: 1_800_000,
  },
  () => {
    // the last control is a whole simulator; others.spec.ts tests its other capabilities
    for (const { name, precision, neuron } of lifControls) survives({ name, precision, ...(neuron && { neuron }) });
  },
);
