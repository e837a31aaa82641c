import { z } from 'zod';
import { list } from '../../base/collection-schema.ts';
import type { DataOf } from '../../base/data-of.ts';
import { declaredConventions } from './conventions-schema.ts';

const text = z.string();
const count = z.int().min(0);
const precisionName = z.enum(['float64', 'float32']);

const deviation = z.object({
  request: text.describe('the probe, or the case whose request it is'),
  neuron: count,
  step: count.exactOptional().describe('missing if only whether the neuron fires is compared'),
  what: z.enum(['voltage', 'spikes', 'spike height']),
  expected: text,
  got: text,
  input: z.unknown().exactOptional().describe('the request with this neuron only, up to this step'),
  clause: text.exactOptional().describe('the clause that says what is expected there'),
});

/** Where an answer first differs from what a set of choices gives. */
export interface Deviation extends DataOf<typeof deviation> {}

const difference = z.object({
  field: text,
  choice: text,
  status: z.enum(['definition', 'convention', 'mistake', 'equal']),
  words: text.describe('what the simulator does, without its name'),
  cites: text.exactOptional().describe('the real bug that it repeats'),
  of: list(text).exactOptional().describe('the parts of a capability that do so, such as types of NIR neurons'),
});

export interface Difference extends DataOf<typeof difference> {}

const explanation = z.object({
  choices: z.record(text, text).describe('by field; fields that are as in the definition are left out'),
  words: text.describe('the choices in words'),
  differences: list(difference).describe('from the conventions by which it is judged'),
  declare: declaredConventions.exactOptional().describe('what to declare; missing if it cannot be declared'),
  like: list(text).describe(
    'known simulators with the same choices, except input scale, floor, initial and shown voltage, spike height',
  ),
});

export interface Explanation extends DataOf<typeof explanation> {}

/** If nothing explains the answers. */
const unexplainedShape = {
  relation: text.exactOptional().describe('what differs first, and how it is related to what is expected'),
  common: text.exactOptional().describe('what all requests that fail have in common, and none that passes has'),
};

/** The schema of a diagnosis in the reports of `lifspec check` and `lifspec compare`. */
export const diagnosisSchema = z.object({
  outcome: z
    .enum(['explained', 'undetermined', 'unexplained', 'never fires', 'not asked'])
    .describe(
      'explained: a set of choices gives every answer; undetermined: so do sets that were compared with little; ' +
        'unexplained: none does; not asked: it answered no probe',
    ),
  basis: z.enum(['spikes and voltages', 'spikes']).describe('what was compared'),
  showsVoltages: z.boolean().describe('whether an answer has voltages'),
  precision: z.object({
    declared: precisionName,
    found: precisionName.nullable().describe('whose rounding explains the answers; null if there are no voltages'),
    difference: z
      .number()
      .exactOptional()
      .describe('the largest of a voltage, relative above 1, if an offset rounds them more than the precision'),
  }),
  sets: list(explanation).describe('the smallest sets of choices that give every answer, the likeliest first'),
  voltages: text
    .exactOptional()
    .describe('what is wrong with the voltages if only the spikes are explained, in words that follow "its voltages"'),
  open: list(z.object({ field: text, possible: list(text) })).describe(
    'fields that the answers do not determine, with the possible choices',
  ),
  compared: z.object({ requests: count, steps: count, spikes: count }),
  unexplained: count.exactOptional().describe('failing requests that the sets do not explain'),
  nearest: explanation
    .extend({
      explained: count.describe('number of spike trains that this set explains'),
      compared: count.describe('number of spike trains'),
      deviation: deviation.nullable().describe('the first one'),
      ...unexplainedShape,
    })
    .exactOptional()
    .describe('the set that explains the most steps, if none explains all'),
  beforeSpikes: explanation
    .exactOptional()
    .describe('the set that gives every answer up to the first spike of each neuron, if none gives all'),
  probes: list(
    z.object({
      id: text,
      outcome: z.enum(['answered', 'unanswered']),
      reason: text.exactOptional().describe('why there is no answer, or what is wrong with it'),
    }),
  ),
  shownBy: deviation
    .exactOptional()
    .describe('the smallest input that shows the difference from the conventions by which it is judged'),
});

/** What a simulator does, as far as its answers tell. */
export interface Diagnosis extends DataOf<typeof diagnosisSchema> {}

const numberOff = z.object({
  request: text.describe('the probe, or the case whose request it is'),
  where: text.describe('which number of the answer, such as "current of layer 1 in step 0, neuron 3"'),
  expected: text,
  got: text,
  clause: text.exactOptional().describe('the clause that says what is expected there'),
  input: z.unknown().describe('the request, with lists of numbers in place of bytes'),
});

/** A number of an answer that differs from what a set of choices gives. */
export interface NumberOff extends DataOf<typeof numberOff> {}

/** The schema of what a simulator does in a capability with stages of its own, beside its neurons. */
export const stagesDiagnosisSchema = z.object({
  outcome: z
    .enum(['explained', 'unexplained', 'not asked'])
    .describe('as for neurons; not asked: no request was answered, or the neurons themselves are not explained'),
  sets: list(explanation.pick({ choices: true, differences: true })).describe(
    'the smallest sets of choices that give every answer, the likeliest first; differences from the rules by which it ' +
      'is judged, without what its neurons do anyway',
  ),
  compared: z.object({ requests: count }),
  unexplained: count.exactOptional().describe('failing requests that the sets do not explain'),
  shownBy: numberOff.exactOptional().describe('in the smallest request that shows a difference'),
  ...unexplainedShape,
});

/** What a simulator does in a capability with stages of its own. */
export interface StagesDiagnosis extends DataOf<typeof stagesDiagnosisSchema> {}
