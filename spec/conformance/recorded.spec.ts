import { describe, expect, it } from 'vitest';
import { mutants } from '../../properties/index.ts';
import { loadSuite } from '../../src/cli/suite.ts';
import { askProbes } from '../../src/conformance/conventions/ask-probes.ts';
import { nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import type { Case } from '../../src/conformance/judge/case.ts';
import { type CaseResult, judge } from '../../src/conformance/judge/judge.ts';
import { chooseCases, gatherCases } from '../../src/conformance/judge/plan.ts';
import { readAnswers } from '../../src/conformance/judge/recorded/answers.ts';
import { Replay } from '../../src/conformance/judge/recorded/replay.ts';
import { isContinued, RequestIds } from '../../src/conformance/judge/recorded/requests.ts';
import { writeFirstRound } from '../../src/conformance/judge/recorded/rounds.ts';
import { writeLine } from '../../src/conformance/protocol/json-line.ts';
import { answerTo, describeImplementation } from '../../src/conformance/protocol/serve.ts';
import { reference } from '../../src/conformance/reference.ts';

const all = gatherCases(loadSuite(), nengoConventions, 'float64', { seed: 1, numRuns: 2 });
const casesOf = (...patterns: string[]) => chooseCases(all, patterns);

const about = describeImplementation(reference(), '1');
const startAnswer = JSON.stringify({ id: 0, ...about });
const startRequest = '{"id":0,"command":"start","protocol":2}';

async function answersOf(implementation: Implementation, requests: readonly string[]): Promise<string> {
  const described = describeImplementation(implementation, '1');
  const answers = await Promise.all(requests.map((one) => answerTo(Buffer.from(one), implementation, described)));
  return answers.map((answer) => `${writeLine(answer)}\n`).join('');
}

/** The requests of the first round, without the last one, which has no answer. */
async function requestsOf(cases: readonly Case[]): Promise<string[]> {
  const requests: string[] = [];
  await writeFirstRound({ casesFor: () => cases }, (line) => requests.push(line));
  return requests.slice(0, -1);
}

const firstRound = async (cases: readonly Case[], implementation: Implementation) =>
  answersOf(implementation, await requestsOf(cases));

async function replayOf(cases: readonly Case[], implementation: Implementation): Promise<Replay> {
  const text = await firstRound(cases, implementation);
  const first = new Replay(readAnswers([{ name: 'first', text }]));
  await judge(first.implementation, { cases: first.scopedCases(cases) });
  const requests = first.unanswered.map((request) => writeLine({ command: 'run', ...request }));
  const more = await answersOf(implementation, requests);
  return new Replay(readAnswers([text, more].map((one, index) => ({ name: `file ${index}`, text: one }))));
}

const judged = (replay: Replay, cases: readonly Case[]) =>
  judge(replay.implementation, { cases: replay.scopedCases(cases) });

const shownOf = ({ results }: { readonly results: readonly CaseResult[] }) =>
  results.map(({ case: { id }, outcome, level }) => ({ id, outcome, level }));

describe('recorded answers', () => {
  it.each(['reference', 'continues-awake'])(
    'give every case the same outcome and level as the program itself: %s',
    async (name) => {
      const implementation = mutants.find((mutant) => mutant.name === name) ?? reference();
      const cases = casesOf('C4', 'state', 'reset', 'determinism', 'refusal', 'threshold');
      const replay = await replayOf(cases, implementation);
      expect(shownOf(await judged(replay, cases))).toEqual(shownOf(await judge(implementation, { cases })));
      await expect(replay.close()).resolves.toBeUndefined();
    },
  );

  it('give the same fingerprint: the same answers to its probes', async () => {
    const implementation = mutants.find(({ name }) => name === 'ignores-floor') as Implementation;
    const replay = await replayOf([], implementation);
    expect(await askProbes(replay.implementation)).toEqual(await askProbes(implementation));
  });

  it('lack requests that continue from a state until a second round', async () => {
    const cases = casesOf('state');
    const replay = new Replay(readAnswers([{ name: 'a', text: await firstRound(cases, reference()) }]));
    const { results } = await judged(replay, cases);
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['skipped']));
    expect(replay.unanswered.every(isContinued)).toBe(true);
  });

  it('cannot be judged if an answer of the first round is missing', async () => {
    const cases = casesOf('neuron/lif/start-half-way');
    const [start = ''] = (await firstRound(cases, reference())).split('\n');
    const replay = new Replay(readAnswers([{ name: 'a', text: start }]));
    await judged(replay, cases);
    await expect(replay.close()).rejects.toThrow(
      '1 request is not answered, of neuron/lif/start-half-way; lifspec cases --after writes it, with the same --runs and --only',
    );
  });

  it('do not look like different answers if a repetition is missing', async () => {
    const cases = casesOf('repeat/neuron', 'repeat/tuning');
    const lines = (await firstRound(cases, reference())).split('\n');
    const replay = new Replay(readAnswers([{ name: 'a', text: lines.slice(0, -2).join('\n') }]));
    const { results } = await judged(replay, cases);
    expect(results.map(({ outcome }) => outcome)).toEqual(['passed', 'skipped']);
    await expect(replay.close()).rejects.toThrow('1 request is not answered, of repeat/tuning; ');
  });

  it.each([
    ['a line that is not JSON', 'hello', 'a, line 2: is not a JSON object: "hello"'],
    ['the requests', startRequest, 'a, line 2: is a request; expected an answer'],
    [
      'a refused start',
      '{"id":0,"error":{"kind":"x","message":"no"}}',
      'a, line 2: the answer to the start request: answered with an error: {"kind":"x","message":"no"}',
    ],
    ['an answer without an id', '{"output":{}}', 'a, line 2: id: expected the id of a request, but got nothing'],
    ['an id that is a string', '{"id":"7"}', 'id: expected the id of a request, but got "7"'],
    ['a repeated answer', '{"id":7}\n{"id":7}', 'a, line 3: request 7 is answered twice'],
    ['an incomplete start', '{"id":0,"protocol":2}', 'a, line 2: the answer to the start request: implementation: '],
    [
      'an old version of the protocol',
      '{"id":0,"protocol":1}',
      'a, line 2: the answer to the start request: the program speaks protocol 1, but lifspec',
    ],
  ])('are refused in a file with %s', (_, line, message) => {
    expect(() => readAnswers([{ name: 'a', text: `${startAnswer}\n${line}\n` }])).toThrow(message);
  });

  it('must include an answer to the start request', () => {
    expect(() => readAnswers([{ name: 'a', text: '{"id":7,"skipped":"x"}\n' }])).toThrow(
      'a: the answer to the start request, with the id 0, is missing',
    );
  });

  it('fail a case if they contain NaN', async () => {
    const cases = casesOf('neuron/lif/start-half-way', 'lif/height-is-amplitude-over-dt');
    const ids = (await requestsOf(cases)).slice(1).map((line) => JSON.parse(line).id as number);
    const lines = ids.map((id) => `{"id":${id},"output":{"spikes":[[NaN]]}}\r`);
    const replay = new Replay(readAnswers([{ name: 'a', text: [startAnswer, ...lines].join('\n') }]));
    const { results } = await judged(replay, cases);
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['failed']));
  });
});

describe('the id of a recorded request', () => {
  it('differs for every case, input and repetition, and is reproducible', () => {
    const requestIds = new RequestIds();
    const ids = ['one', 'other', 'one'].map((scope) => {
      requestIds.enter(scope);
      return [{ a: 1 }, { a: 1 }, {}].map((input) => requestIds.next('neuron', input).id);
    });
    expect(new Set(ids.slice(0, 2).flat()).size).toBe(6);
    expect(ids[2]).toEqual(ids[0]);
  });
});
