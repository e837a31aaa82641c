import type { Implementation } from '../implementation.ts';

/** A request to an implementation and what came of it: an output or an error. */
export interface Exchange {
  readonly capability: string;
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: unknown;
}

/** An implementation that is looked at while it works. */
export interface Watched {
  readonly implementation: Implementation;
  /** What was asked and answered since `forget`. */
  readonly exchanges: readonly Exchange[];
  /** Spikes of neurons and networks in all answers. */
  readonly spikes: number;
  /** Fields that any answer had. */
  readonly fields: ReadonlySet<string>;
  readonly forget: () => void;
}

/** Looks at what an implementation is asked and what it answers, and changes nothing. */
export function watch(watched: Implementation): Watched {
  const exchanges: Exchange[] = [];
  const fields = new Set<string>();
  let spikes = 0;
  const implementation = listenTo(watched, (exchange) => {
    exchanges.push(exchange);
    for (const [field, value] of Object.entries(exchange.output ?? {})) if (isGiven(value)) fields.add(field);
    spikes += countSpikes(exchange.output);
  });
  return {
    implementation,
    exchanges,
    fields,
    get spikes() {
      return spikes;
    },
    forget: () => {
      exchanges.length = 0;
    },
  };
}

/** Tells every exchange, and keeps none: an answer may be large, and a law asks hundreds of times. */
export function listenTo(implementation: Implementation, tell: (exchange: Exchange) => void): Implementation {
  const listen = async (capability: string, run: (input: unknown) => unknown, input: unknown) => {
    let output: unknown;
    try {
      output = await run(input);
    } catch (error) {
      tell({ capability, input, error });
      throw error;
    }
    tell({ capability, input, output });
    return output;
  };
  const capabilities = Object.entries(implementation).filter(([, value]) => typeof value === 'function');
  const heard = capabilities.map(([name, run]) => [name, (input: unknown) => listen(name, run, input)]);
  return { ...implementation, ...Object.fromEntries(heard) };
}

const isGiven = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0);

/** Spikes in an answer, of neurons or of a network. */
export function countSpikes(output: unknown): number {
  const { spikes, spikeCounts } = (output ?? {}) as { spikes?: unknown; spikeCounts?: unknown };
  if (Array.isArray(spikes)) return spikes.flat().length;
  const counts: unknown[] = Array.isArray(spikeCounts) ? spikeCounts.flat() : [];
  return counts.reduce<number>((sum, count) => sum + (Number(count) || 0), 0);
}
