import fc from 'fast-check';
import { power } from '../../src/base/elementary.ts';
import type { EventsInput } from '../../src/conformance/implementation.ts';
import { smallFirst } from './scale.ts';
import { logUniform, longTail } from './size.ts';

type Receptor = EventsInput['receptors'][number];
type Connection = EventsInput['connections'][number];

const kinds = ['delta', 'exponential', 'alpha'] as const;

/**
 * Every field of a request over its legal range. Receptors are of one kind in three of four requests, because some
 * simulators cannot mix them. In one of three, a second event follows a strong one, to arrive in each step of the
 * refractory period, or two events of opposite signs arrive in one step.
 *
 * @param only - fixes fields before events are drawn
 */
export const legalEvents = (
  only: Partial<Pick<EventsInput, 'refractorySteps' | 'minVoltage'>> = {},
): fc.Arbitrary<EventsInput> =>
  fc
    .record({
      times: times(),
      neurons: longTail({ least: 1, usual: 4, most: 8 }),
      steps: fc.constantFrom(30, 60, 120, 300),
    })
    .chain(({ times: { own, ...of }, neurons, steps }) =>
      fc
        .record({
          state: stateOf(neurons),
          receptors: receptorsOf(of),
          sources: fc.array(trainOf(steps), { minLength: 1, maxLength: 3 }),
          sent: fc.array(connectionOf(), { minLength: 1, maxLength: 6 }),
          among: fc.oneof(
            smallFirst,
            { weight: 2, arbitrary: fc.constant<Drawn[]>([]) },
            { weight: 3, arbitrary: fc.array(connectionOf(), { minLength: 1, maxLength: 6 }) },
          ),
          edge: fc.oneof(
            smallFirst,
            { weight: 2, arbitrary: fc.constant(undefined) },
            { weight: 1, arbitrary: edgeOf() },
          ),
        })
        .map(({ state, receptors, sources, sent, among, edge }) => {
          const a = of.dtSeconds / of.tauRcSeconds;
          const connect =
            (from: 'source' | 'neuron', senders: number) =>
            (one: Drawn): Connection => {
              const receptor = one.receptor % receptors.length;
              const weight =
                one.size * (receptors[receptor]?.kind === 'delta' ? 1 : power(Math.max(3 / a, 1), one.power));
              return {
                [from]: one.from % senders,
                target: one.target % neurons,
                receptor,
                weight,
                delaySteps: one.delaySteps,
              };
            };
          const connections = [
            ...sent.map(connect('source', sources.length)),
            ...among.map(connect('neuron', neurons)),
          ];
          const request: EventsInput = {
            ...of,
            refractorySteps: own,
            ...state,
            ...only,
            steps,
            receptors,
            sources,
            connections,
          };
          return edge === undefined ? request : withEdge(request, edge);
        }),
    );

/** Length of a step, τ and the refractory period. */
const times = () =>
  fc.record({
    dtSeconds: fc.constantFrom(0.001, 0.0001, 0.0005, 0.002),
    tauRcSeconds: fc.constantFrom(0.02, 0.005, 0.01, 0.05),
    own: fc.constantFrom(0, 1, 2, 3, 5, 10),
  });

const stateOf = (neurons: number) => {
  const each = <Value>(one: fc.Arbitrary<Value>) => fc.array(one, { minLength: neurons, maxLength: neurons });
  return fc.record(
    {
      minVoltage: fc.constantFrom(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0.25, -1),
      initialVoltage: each(fc.constantFrom(0, 0, 0.5, -0.3, 1)),
      bias: each(fc.constantFrom(0, 0, 0, 0, 0.6, 0.9, 1.1, 2)),
    },
    { requiredKeys: ['minVoltage', 'initialVoltage'] },
  );
};

/** One to three receptors; of currents, some have a time constant at or beside that of the membrane, where quotients are singular. */
function receptorsOf({
  dtSeconds,
  tauRcSeconds,
}: Pick<EventsInput, 'dtSeconds' | 'tauRcSeconds'>): fc.Arbitrary<Receptor[]> {
  const factor = fc.oneof(
    smallFirst,
    { weight: 3, arbitrary: fc.constant(1) },
    {
      weight: 3,
      arbitrary: fc.tuple(logUniform(1e-12, 1e-2), fc.constantFrom(1, -1)).map(([off, sign]) => 1 + sign * off),
    },
    { weight: 14, arbitrary: logUniform(0.05, 10) },
  );
  const least = dtSeconds / 29;
  const one = (kind: Receptor['kind']): fc.Arbitrary<Receptor> =>
    kind === 'delta'
      ? fc.constant({ kind })
      : factor.map((times) => ({ kind, tauSeconds: Math.max(tauRcSeconds * times, least) }));
  const some = (kind: fc.Arbitrary<Receptor['kind']>) => fc.array(kind.chain(one), { minLength: 1, maxLength: 3 });
  return fc.oneof(
    smallFirst,
    { weight: 3, arbitrary: fc.constantFrom(...kinds).chain((kind) => some(fc.constant(kind))) },
    { weight: 1, arbitrary: some(fc.constantFrom(...kinds)) },
  );
}

/** The steps of the spikes of a source: one, at equal intervals, or one in five steps; a few are listed twice. */
function trainOf(steps: number): fc.Arbitrary<number[]> {
  const all = Array.from({ length: steps }, (_, step) => step);
  const once = fc.oneof(
    smallFirst,
    { weight: 1, arbitrary: fc.nat({ max: steps - 1 }).map((step) => [step]) },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.nat({ max: 9 }), fc.integer({ min: 1, max: 3 })).map(([first, every]) => {
        return all.filter((step) => step >= first && (step - first) % every === 0);
      }),
    },
    { weight: 4, arbitrary: fc.subarray(all, { minLength: 1, maxLength: Math.ceil(steps / 5) }) },
  );
  return fc.tuple(once, fc.nat({ max: 6 })).map(([train, twice]) => {
    return twice === 0 ? train.flatMap((step) => (step % 3 === 0 ? [step, step] : [step])) : train;
  });
}

interface Drawn {
  readonly from: number;
  readonly target: number;
  readonly receptor: number;
  /** Weight of a delta. */
  readonly size: number;
  /** Of 3τ/dt, by which a weight of a current is multiplied. */
  readonly power: number;
  readonly delaySteps: number;
}

const index = () => fc.nat({ max: 23 });

const connectionOf = (): fc.Arbitrary<Drawn> =>
  fc.record({
    from: index(),
    target: index(),
    receptor: index(),
    size: fc
      .tuple(
        fc.oneof(
          { weight: 43, arbitrary: fc.integer({ min: 13, max: 205 }).map((many) => many / 128) },
          { weight: 4, arbitrary: logUniform(1e-9, 1e-4) },
          { weight: 3, arbitrary: logUniform(30, 1000) },
        ),
        fc.integer({ min: 0, max: 99 }),
      )
      .map(([size, sign]) => (sign < 28 ? -size : size)),
    power: fc.integer({ min: 3, max: 10 }).map((tenths) => tenths / 10),
    delaySteps: fc.oneof(
      smallFirst,
      { weight: 8, arbitrary: fc.constant(1) },
      { weight: 8, arbitrary: fc.integer({ min: 2, max: 5 }) },
      { weight: 4, arbitrary: fc.constantFrom(20, 64, 65, 100) },
    ),
  });

interface Edge {
  readonly step: number;
  /** Steps between the first event and the others. */
  readonly after: number;
  readonly weights: readonly [number, number];
  readonly receptor: number;
}

const edgeOf = (): fc.Arbitrary<Edge> =>
  fc.record({
    step: fc.integer({ min: 0, max: 6 }),
    after: fc.integer({ min: 0, max: 12 }),
    weights: fc.constantFrom<readonly [number, number]>([0.75, 0], [1.5, -1.25], [-1.25, 1.5]),
    receptor: index(),
  });

/** Adds a strong event, and one or two that arrive a few steps later, to the first neuron. */
function withEdge(request: EventsInput, { step, after, weights, receptor: drawn }: Edge): EventsInput {
  const { sources, receptors, dtSeconds, tauRcSeconds } = request;
  const receptor = drawn % receptors.length;
  const unit = receptors[receptor]?.kind === 'delta' ? 1 : (3 * tauRcSeconds) / dtSeconds;
  const at = step + (after % (request.refractorySteps + 3));
  const one = (source: number, weight: number): Connection => ({ source, target: 0, receptor, weight, delaySteps: 1 });
  return {
    ...request,
    sources: [...sources, [step], [at]],
    connections: [
      ...request.connections,
      one(sources.length, 2 * unit),
      ...weights.filter((weight) => weight !== 0).map((weight) => one(sources.length + 1, weight * unit)),
    ],
  };
}
