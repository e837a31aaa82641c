import { networkControls } from '../../properties/controls/network.ts';
import { nirControls } from '../../properties/controls/nir.ts';
import { tuningControls } from '../../properties/controls/tuning.ts';
import { reference } from '../../src/conformance/reference.ts';
import { describeSlow } from '../slow.ts';
import { survives } from './thousand-seeds.ts';

describeSlow(
  'a correct simulator that computes in another way breaks no law with any of many seeds',
  {
    timeout: 1_800_000,
  },
  () => {
    const { neuron: _, ...inFloat32 } = reference('float32');
    survives(inFloat32);
    for (const control of [...tuningControls, ...nirControls]) survives(control);
    // these have the reference's neurons
    for (const { name, precision, network } of networkControls)
      survives({ name, precision, ...(network && { network }) });
  },
);
