import { hundredths, percent } from '../answer/percent.ts';
import { mean } from '../statistics/statistics.ts';
import { courseOf, describeSample } from './course.ts';
import { evidence, type Judge, kindOf } from './judge.ts';

/** C4: fixed weights: the first layer, which is fed by pictures, has the same spikes whatever its amplitude. */
export const spikesIgnoreAmplitude: Judge = (studies) =>
  studies
    .filter((study) => kindOf(study) === 'fixed')
    .flatMap((study) => {
      const course = courseOf(study, 0);
      if (!course) return [];
      const ofSeeds = course.seeds.map(
        (seed) => new Set(study.rows.filter((row) => row.seed === seed).map((row) => row.spikesPerNeuronStep[0])),
      );
      const holds = ofSeeds.every(({ size }) => size === 1);
      const same = holds ? 'has the same number' : 'has not the same number';
      const sentence = `layer 1 ${same} of spikes at all ${course.amplitudes.length} amplitudes, with every seed and floor; ${describeSample(course)}`;
      return [evidence('C4', study, sentence, holds)];
    });

/** C12: fixed weights, with floor, at the smallest amplitude: spikes give some images another class than rates do. */
export const timingMovesResults: Judge = (studies) =>
  studies
    .filter((study) => kindOf(study) === 'fixed')
    .flatMap((study) => {
      const [spikes, rates] = [courseOf(study, 0), courseOf(study, 'rates')];
      if (!spikes || !rates) return [];
      const [amplitude] = spikes.amplitudes as [number];
      const own = study.rows.filter((row) => row.amplitude === amplitude && row.minVoltage === 0);
      const moved = 1 - mean(own.map(({ agreement }) => agreement));
      const right = [spikes, rates].map(({ means }) => hundredths(means[0] as number)).join(' and ');
      const sentence = `at amplitude ${amplitude} spikes give ${percent(moved)} of the images another class than rates do, while ${right} % are right; ${describeSample(spikes)}`;
      return [evidence('C12', study, sentence, moved > 0 || null)];
    });
