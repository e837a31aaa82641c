import type { CapabilityName, Implementation } from '../../implementation.ts';
import { roundNumbers } from '../json-line.ts';
import { type StartAnswer, wireCapabilities } from '../protocol.ts';
import { type Flaw, fitTo, outputIn } from './answer.ts';
import type { Conversation } from './conversation.ts';
import { ImplementationFault } from './fault.ts';

/** Sends a request and returns the answer. */
type Asking = Pick<Conversation, 'ask'>;

/**
 * A program as an implementation: each capability sends a request to the program. Numbers computed in float32 are
 * rounded to float32, so nine digits are enough to restore their bits.
 */
export function remoteImplementation(conversation: Asking, description: StartAnswer): Implementation {
  const { implementation, capabilities, precision } = description;
  const ask = async (name: CapabilityName, input: unknown) => {
    const output = await run(conversation, name, input);
    return precision === 'float32' ? inFloat32(name, output) : output;
  };
  const supported = capabilities.map((name) => [name, (input: unknown) => ask(name, input)]);
  return { name: `${implementation.name} ${implementation.version}`, precision, ...Object.fromEntries(supported) };
}

function inFloat32(name: CapabilityName, output: unknown): unknown {
  const fields = Object.entries(output as object).map(([field, value]) => {
    return [field, wireCapabilities[name].computed.includes(field) ? roundNumbers(value, Math.fround) : value];
  });
  return Object.fromEntries(fields);
}

async function run(conversation: Asking, capability: CapabilityName, input: unknown): Promise<unknown> {
  const wire = wireCapabilities[capability];
  const question = { command: 'run', capability, input: wire.writeInput(input as never) } as const;
  const reading = await conversation.ask(question, capability);
  if ('flaw' in reading) throw faultOf(capability, reading.flaw);
  const read = outputIn(reading.answer);
  if ('flaw' in read) throw faultOf(capability, read.flaw);
  const fit = fitTo(wire.output, read.output, 'output');
  if ('flaw' in fit) throw faultOf(capability, fit.flaw);
  const misfit = wire.misfit(input as never, fit.known as never);
  if (misfit !== undefined) throw faultOf(capability, { kind: 'shape', message: `output.${misfit}` });
  return fit.known;
}

function faultOf(capability: CapabilityName, { kind, message }: Flaw): ImplementationFault {
  return new ImplementationFault(kind, 'run', `${capability}: ${message}`);
}
