import { availableParallelism, cpus, release, type } from 'node:os';

/** Processor, cores and system. */
export function describeMachine(): string {
  return `${cpus()[0]?.model ?? 'an unknown processor'}, ${availableParallelism()} cores, ${type()} ${release()}`;
}
