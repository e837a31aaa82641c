import type { CapabilityName, Implementation } from '../../implementation.ts';
import { findMisfit, wireCapabilities, writeInput } from '../capabilities.ts';
import { outputs } from '../outputs.ts';
import type { StartAnswer } from '../protocol.ts';
import { whatExceeds } from '../size-limits.ts';
import { type Fit, fitOutput, outputIn, type Reading } from './answer.ts';
import type { Conversation } from './conversation.ts';
import { ImplementationFault, SkippedCase } from './fault.ts';

type Asking = Pick<Conversation, 'ask'>;

/**
 * A program as an implementation: each capability sends a request to the program. Numbers computed in float32 are
 * rounded to float32, so nine digits are enough to restore their bits.
 */
export function remoteImplementation(conversation: Asking, description: StartAnswer): Implementation {
  const { implementation, capabilities, precision, refuses = false, takesWeights = true, limits = {} } = description;
  const { eventConventions } = description;
  const ask = async (name: CapabilityName, input: unknown) => {
    const excess = whatExceeds(wireCapabilities[name].demand(input as never), limits);
    if (excess !== undefined) throw new SkippedCase(`a request asks for ${excess}`, 'lifspec');
    const output = await run(conversation, name, input);
    return precision === 'float32' ? inFloat32(name, output) : output;
  };
  const supported = capabilities.map((name) => [name, (input: unknown) => ask(name, input)]);
  const name = `${implementation.name} ${implementation.version}`;
  const seeds = limits.seed === undefined ? {} : { largestSeed: limits.seed };
  const declared = eventConventions && { eventConventions };
  return { name, precision, refuses, takesWeights, ...declared, ...seeds, ...Object.fromEntries(supported) };
}

function inFloat32(name: CapabilityName, output: unknown): unknown {
  const fields = Object.entries(output as object).map(([field, value]) => {
    return [field, wireCapabilities[name].computed.includes(field) ? roundAll(value) : value];
  });
  return Object.fromEntries(fields);
}

function roundAll(value: unknown): unknown {
  return Array.isArray(value) ? value.map(roundAll) : Math.fround(value as number);
}

async function run(conversation: Asking, capability: CapabilityName, input: unknown): Promise<unknown> {
  const question = { command: 'run', capability, input: writeInput(capability, input as object) } as const;
  const output = outputOf(capability, input, await conversation.ask(question, capability));
  if (!('flaw' in output)) return output.known;
  throw new ImplementationFault(output.flaw.kind, 'run', `${capability}: ${output.flaw.message}`);
}

function outputOf(capability: CapabilityName, input: unknown, reading: Reading): Fit<unknown> {
  const read = 'flaw' in reading ? reading : outputIn(reading.answer);
  const fit = 'flaw' in read ? read : fitOutput(outputs[capability], read.known as object);
  const misfit = 'flaw' in fit ? undefined : findMisfit(capability, input, fit.known);
  return misfit === undefined ? fit : { flaw: { kind: 'shape', message: `output.${misfit}` } };
}
