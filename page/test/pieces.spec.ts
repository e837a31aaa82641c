import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { build, type Rolldown } from 'vite';
import { describe, expect, it } from 'vitest';
import retrained from '../../fixtures/studies/miniature-retrained/results.json' with { type: 'json' };
import { allLaws } from '../../properties/laws.ts';
import { followEvents } from '../../src/conformance/choices/events-run.ts';
import { claims } from '../../src/conformance/claims.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runEvents } from '../../src/simulator/neuron/events.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { linkFiles } from '../build/law-details.ts';
import { readRows } from '../build/saved-studies.ts';
import { drawAccuracy, layOutAccuracy, pointsOf } from '../chart/accuracy.ts';
import { files } from '../data/files.ts';
import { initialPage, readAddress, type Schema, writeAddress } from '../frame/address.ts';
import { compareRules, describeRules } from '../parts/event/compute.ts';
import { parts } from '../parts/index.ts';
import { fitDigit } from '../parts/opening/fit.ts';
import { describePaste } from '../parts/simulator/own.ts';
import { readPaste } from '../parts/simulator/paste.ts';
import { probe } from '../parts/simulator/probe.ts';
import { train } from '../worker/jobs/train.ts';
import { latestWins } from '../worker/latest.ts';
import { nodeContext } from './node-data.ts';

const schema: Schema = Object.fromEntries(parts.map(({ name, fields }) => [name, fields]));
const built = fileURLToPath(new URL('../dist/', import.meta.url));
const keys = Object.entries(schema).flatMap(([part, fields]) => Object.keys(fields).map((key) => `${part}.${key}`));

describe('one event under two rules', () => {
  it.each(['start', 'end', 'mean'])(
    'has the same voltages in every step at its factor, and at no other: %s',
    (rule) => {
      for (const tau of [1, 2, 10, 20]) {
        const { equalFactor } = compareRules({ rule, tau, factor: 1 });
        const { exact, other } = compareRules({ rule, tau, factor: equalFactor });
        for (const [step, voltage] of exact.entries()) expect(other[step]).toBeCloseTo(voltage, 14);
        expect(describeRules(compareRules({ rule, tau, factor: equalFactor }))).toContain('The curves coincide');
        expect(describeRules(compareRules({ rule, tau, factor: 1.02 * equalFactor }))).toContain('2.0 % higher');
      }
    },
  );

  it.each(['start', 'end', 'mean'])('has the voltages of the definition and of the choice: %s', (rule) => {
    const { exact, other } = compareRules({ rule, tau: 7, factor: 0.5 });
    const input = {
      dtSeconds: 0.001,
      tauRcSeconds: 0.02,
      refractorySteps: 0,
      minVoltage: Number.NEGATIVE_INFINITY,
      initialVoltage: [0],
      receptors: [{ kind: 'exponential' as const, tauSeconds: 0.007 }],
      sources: [[0]],
      connections: [{ source: 0, target: 0, receptor: 0, weight: 1, delaySteps: 1 }],
      steps: 60,
    };
    const chosen = [...followEvents({ currentInStep: rule }, input, 'float64')];
    for (const [step, [voltage]] of runEvents(input).voltage.entries()) {
      expect(exact[step]).toBeCloseTo(voltage as number, 14);
      expect(other[step]).toBeCloseTo(0.5 * (chosen[step]?.[0]?.voltage.value as number), 14);
    }
  });

  it('coincides after the button of the first step', () => {
    const [factor] = /(?<=event\.factor=)[\d.]+/.exec(readFileSync('page/parts/event/text.html', 'utf8')) ?? [];
    expect(describeRules(compareRules({ rule: 'start', tau: 2, factor: Number(factor) }))).toContain(String(factor));
  });
});

describe('the URL', () => {
  it('gives a valid state for any string', () => {
    const pair = fc.tuple(
      fc.oneof(fc.constantFrom(...keys), fc.string()),
      fc.oneof(fc.double().map(String), fc.string()),
    );
    fc.assert(
      fc.property(fc.array(pair), fc.string(), (pairs, rest) => {
        const hash = `#${pairs.map(([key, value]) => `${key}=${value}`).join('&')}${rest}`;
        const { values } = readAddress(hash, schema);
        for (const [part, fields] of Object.entries(schema)) {
          for (const [key, field] of Object.entries(fields)) {
            const value = values[part]?.[key];
            const valid =
              field.kind === 'choice'
                ? Object.hasOwn(field.options, String(value))
                : Number(value) >= field.min && Number(value) <= field.max && (!field.whole || Number.isInteger(value));
            if (!valid) throw new Error(`${part}.${key} is ${value}`);
          }
        }
      }),
      { numRuns: 10_000, seed: 7 },
    );
  });

  it('is parsed to the state from which it was written', () => {
    const values = Object.entries(schema).map(([part, fields]) => {
      const value = Object.entries(fields).map(([key, field]) => {
        const choice =
          field.kind === 'choice'
            ? fc.constantFrom(...Object.keys(field.options))
            : field.whole
              ? fc.integer({ min: field.min, max: field.max })
              : fc.double({ min: field.min, max: field.max, noNaN: true });
        return choice.map((chosen) => [key, Object.is(chosen, -0) ? 0 : chosen] as const);
      });
      return fc.tuple(...value).map((entries) => [part, Object.fromEntries(entries)] as const);
    });
    fc.assert(
      fc.property(fc.tuple(...values), (entries) => {
        const state = Object.fromEntries(entries);
        expect(readAddress(writeAddress(state, schema, 'neuron'), schema)).toMatchObject({ values: state, faults: [] });
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it('is empty in the initial state', () => {
    expect(writeAddress(initialPage(schema), schema)).toBe('');
  });
});

describe('a count', () => {
  it('is a whole number, even in a link', () => {
    const { values, faults } = readAddress('#v=1&swing.digit=3.7&training.images=620.4&swing.amplitude=0.037', schema);
    expect([values.swing?.digit, values.training?.images, values.swing?.amplitude]).toEqual([4, 620, 0.037]);
    expect(faults).toEqual([
      'Test image must be a whole number, but is 3.7, so it is now 4',
      'Training digits must be a whole number, but is 620.4, so it is now 620',
    ]);
  });
});

describe('a drawn digit', () => {
  it('is cropped, fitted and centered as in MNIST, which hardly changes MNIST images', async () => {
    const { images, labels } = loadMnist('test');
    const engine = await createEngine();
    const network = await nodeContext.data.network();
    const prepared = engine.prepare(foldForSpikes(network, tutorialPoint));
    const [before, after] = [0, 1].map((round) =>
      images.slice(0, 200).filter((image, index) => {
        const seen = round === 0 ? image : fitDigit(enlarge(image), 280);
        return prepared.runSpiking(seen).predicted === labels[index];
      }),
    );
    expect((before?.length ?? 0) - (after?.length ?? 0)).toBeLessThanOrEqual(6);
  });

  it('does not depend on its position and size', () => {
    const stroke = (left: number, top: number, size: number) =>
      Uint8Array.from({ length: 280 * 280 }, (_, index) => {
        const [x, y] = [index % 280, Math.floor(index / 280)];
        return x >= left && x < left + size / 4 && y >= top && y < top + size ? 255 : 0;
      });
    expect(fitDigit(stroke(10, 10, 80), 280)).toEqual(fitDigit(stroke(150, 60, 160), 280));
    expect(fitDigit(new Uint8Array(280 * 280), 280)).toEqual(new Uint8Array(784));
  });
});

function enlarge(image: Uint8Array): Uint8Array {
  return Uint8Array.from(
    { length: 280 * 280 },
    (_, index) => image[Math.floor(index / 2800) * 28 + Math.floor((index % 280) / 10)] ?? 0,
  );
}

describe('pasted content', () => {
  it.each([
    ['7, 17, 27'],
    ['7\n17\r\n27\n'],
    ['step\n7\n17\n27'],
    ['"spikes"\n"7"\n"17"\n"27"'],
    ['[[7, 17, 27]]'],
    ['[ 7. 17. 27.]'],
    ['array([ 7, 17, 27], dtype=int64)'],
    ['np.array([7, 17,\n 27])'],
    ['neuron,step\n0,7\n0,17\n0,27\n1,3\n1,9'],
    ['"step";"voltage"\r\n7;0,5\r\n17;1,5\r\n27;0\r\n'],
    ['step\tspike\n6\t0\n7\t1\n8\t0\n17\t1\n27\t1'],
    [probe.map((_, step) => ([7, 17, 27].includes(step) ? 1 : 0)).join(' ')],
    ['tensor([ 7, 17, 27])'],
    ["tensor([7., 17., 27.], dtype=torch.float64, device='cuda:0')"],
    [`[${probe.map((_, step) => ([7, 17, 27].includes(step) ? 'True' : 'False')).join(', ')}]`],
    ['[ 7. 17. 27.] ms'],
    ['<spikemonitor.t: array([ 7., 17., 27.]) * msecond>'],
    ['array([0.007, 0.017, 0.027]) * second'],
    ['0.007, 0.017, 0.027'],
    [`[${probe.map((_, step) => ([7, 17, 27].includes(step) ? '1000.' : '0.')).join(' ')}]`],
    ['sender\ttime_ms\n3\t8.000\n3\t18.000\n4\t19.000\n3\t28.000'],
    ['# NEST version: 3.9.0\n# RecordingBackendASCII version: 2\nsender time_ms\n3 8.000\n3 18.000\n3 28.000'],
    ['time,neuron\n0.007,0\n0.017,0\n0.027,0'],
  ])('is read as spikes: %s', (text) => {
    expect(readPaste(text)).toEqual({ kind: 'train', steps: [7, 17, 27] });
  });

  it.each([
    ['<p>7</p>', 'Line 1: “<p>7</p>” is not a number'],
    ['step\n7\nx', 'Line 3: “x” is not a number'],
    ['0 1 0 1', 'comes after 1'],
    ['7,5 20,5', '“7,5” has a decimal comma'],
    ['3,2\n5,9', '“3,2” has a decimal comma'],
    ['neuron,step\n0,7\n0,', 'Line 3: “” is not a number'],
    ['{"spikes":[7]}', 'Line 1: “{” is not a number'],
    ['[[', 'There are no numbers in this'],
  ])('is rejected with the line of the error: %s', (text, message) => {
    expect(readPaste(text)).toMatchObject({ kind: 'fault', message: expect.stringContaining(message) });
  });

  it('is read up to a limit', () => {
    expect(readPaste('1 '.repeat(60_000))).toMatchObject({
      message: expect.stringMatching(/^This has 120000 characters/),
    });
  });

  it('is compared with the number of spikes that were expected', () => {
    expect(describePaste(readPaste('7, 17, 27'))).toMatch(/^3 instead of \d+ spikes, some missing/);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(['nothing', 'train', 'fault']).toContain(readPaste(text).kind);
      }),
      { numRuns: 2000, seed: 7 },
    );
  });
});

describe('questions to a worker', () => {
  it('run one at a time, only the latest waiting one, and each answer comes with its question', async () => {
    const asked: number[] = [];
    const told: [number, number][] = [];
    let answer: (result: number) => void = () => {};
    const ask = latestWins<number, number>(
      (question) => {
        asked.push(question);
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
      (result, question) => told.push([question, result]),
      () => {},
    );
    for (const question of [1, 2, 3, 4]) ask(question);
    answer(10);
    await new Promise((resolve) => setTimeout(resolve));
    answer(40);
    await new Promise((resolve) => setTimeout(resolve));
    // the answer to 1 is passed on although 4 was waiting, because a moving slider always has a question waiting
    expect({ asked, told }).toEqual({
      asked: [1, 4],
      told: [
        [1, 10],
        [4, 40],
      ],
    });
  });
});

describe('rescaled training', () => {
  it('gives the same network at 0.32 as plain training at 0.01, bit for bit', async () => {
    const input = { epochs: 1, images: 500, seed: 0, testImages: 100 };
    const plain = await train({ ...input, amplitude: 0.01, rescaled: false }, nodeContext);
    expect(await train({ ...input, amplitude: 0.32, rescaled: true }, nodeContext)).toEqual(plain);
    expect(await train({ ...input, amplitude: 0.32, rescaled: false }, nodeContext)).not.toEqual(plain);
  });
});

/** Mean accuracy of miniature networks trained for an amplitude, with the floor. */
function retrainedAt(amplitude: number): number {
  const own = retrained.rows.filter((row) => row.amplitude === amplitude && row.minVoltage === 0);
  return own.reduce((sum, { spikingAccuracy }) => sum + spikingAccuracy, 0) / own.length;
}

describe('the built page', () => {
  it('cites only claims and laws that exist', () => {
    const laws = new Set(allLaws.map(({ id }) => id));
    const ids = new Set<string>(claims.map(({ id }) => id));
    for (const file of ['ending.html', ...parts.map(({ name }) => `parts/${name}/text.html`)]) {
      const text = readFileSync(fileURLToPath(new URL(`../${file}`, import.meta.url)), 'utf8');
      const [law = ''] = /<p class="law">.*<\/p>/s.exec(text) ?? [];
      expect(law).not.toBe('');
      for (const [, id = ''] of law.matchAll(/\b([CF]\d+)\b/g)) expect(ids).toContain(id);
      // files are named only there
      expect(text.replace(law, '')).not.toMatch(/<code>(src|properties|fixtures|docs)\//);
      for (const [, id = ''] of law.matchAll(/<code>([a-z-]+\/[a-z-]+)<\/code>/g)) {
        if (!id.startsWith('src/') && !id.startsWith('fixtures/') && !id.startsWith('properties/'))
          expect(laws).toContain(id);
      }
    }
  });

  const ends = { one: 98.4, two: 98.1, three: 80.6, four: 80.2, five: 74, six: 50 };
  const named = (width: number) => {
    const curves = Object.entries(ends).map(([name, end]) => ({
      look: 'with',
      points: [[0.01, 99] as const, [0.5, end] as const],
      name,
    }));
    const svg = drawAccuracy(curves, width, '');
    const labels = Object.keys(ends).map((name) => {
      const [, x, y] = new RegExp(`x="([\\d.]+)" y="([\\d.]+)"[^>]*>${name}<`).exec(svg) ?? [];
      return { name, x: Number(x), y: Number(y) };
    });
    return { labels, height: Number(/height="(\d+)"/.exec(svg)?.[1]), ...layOutAccuracy(width) };
  };

  it('labels accuracy curves at their ends, on a wide chart', () => {
    const { labels, inner, y } = named(720);
    for (const { name, x, y: label } of labels) {
      const isNear = Math.abs(label - y(ends[name as keyof typeof ends])) < 32;
      expect(`${name} ${x > inner.right} ${isNear}`).toBe(`${name} true true`);
    }
    const heights = labels.map(({ y }) => y).sort((a, b) => a - b);
    for (const [index, height] of heights.slice(1).entries())
      expect(height - (heights[index] as number)).toBeGreaterThanOrEqual(14.9);
  });

  it.each([250, 300, 355, 560])('labels accuracy curves below a chart of %i pixels, the highest first', (width) => {
    const { labels, inner, height } = named(width);
    const read = labels.toSorted((one, other) => one.x - other.x || one.y - other.y);
    expect(read.map(({ name }) => name)).toEqual(Object.keys(ends));
    // below the ticks and the name of the axis
    expect(Math.min(...labels.map(({ y }) => y))).toBeGreaterThan(inner.bottom + 45);
    expect(Math.max(...labels.map(({ y }) => y))).toBeLessThan(height);
  });

  it('accepts the guesses that the computation confirms', async () => {
    const texts = ['index', 'rules'].map((name) => readFileSync(`${built}${name}.html`, 'utf8')).join('');
    const computed = (name: string) => Number(new RegExp(`data-number="${name}">([^<]*)<`).exec(texts)?.[1]);
    expect(computed('other-rules-alike')).toBe(0);
    expect(computed('other-rules')).toBeGreaterThan(5);
    // more because of the floor than because spikes are larger
    expect(computed('layer-two-times')).toBeGreaterThan(1.3 * computed('layer-two-times-free'));
    // accuracy levels off: spikes a thousand times as large change it by less than two points
    expect(Math.abs(computed('plateau-large') - computed('plateau-huge'))).toBeLessThan(10);
    expect(computed('plateau-large')).toBeLessThan(420);
    // “In about as many”: the floor cuts as often, but far more
    const [small, large] = [computed('cuts-small'), computed('cuts-large')];
    expect(Math.abs(small - large)).toBeLessThanOrEqual(2);
    expect(Math.min(small, large)).toBeGreaterThan(5);
    expect(computed('cuts-filtered')).toBeGreaterThan(large); // behind a synapse, more often
    expect(computed('deepest-small')).toBeLessThan(0.5);
    expect(computed('deepest-large')).toBeGreaterThan(10);
    expect(retrainedAt(0.5)).toBeLessThan(retrainedAt(0.01) - 0.1); // “worse”
  });

  it.each(['miniature-rescaled', 'tutorial-rescaled'])(
    'says how little rescaled training depends on the amplitude: %s',
    (study) => {
      const accuracies = new Map(pointsOf(readRows(study), 0));
      const [first, last] = [0.01, 0.5].map((amplitude) => accuracies.get(amplitude) ?? Number.NaN);
      expect(Math.abs((first as number) - (last as number))).toBeLessThan(0.5); // “within half a point”
    },
  );

  it('names every entry of the navigation with words of its heading', () => {
    const html = readFileSync(`${built}index.html`, 'utf8');
    const [, bar = ''] = /<nav aria-label="Parts">(.*?)<\/nav>/s.exec(html) ?? [];
    const entries = [...bar.matchAll(/href="#(\w+)">(?:\d )?([^<]*)</g)].slice(1);
    expect(entries).toHaveLength(6);
    for (const [, name, words = ''] of entries) {
      const [, heading = ''] = new RegExp(`<h2 id="${name}-title"[^>]*>(.*?)</h2>`).exec(html) ?? [];
      for (const word of words.toLowerCase().split(' ')) expect(heading.toLowerCase()).toContain(word);
    }
  });

  it('never separates a number from its unit, or from the word “part”, by a line break', () => {
    const html = readFileSync(`${built}index.html`, 'utf8').replace(/<(svg|pre|button).*?<\/\1>/gs, '');
    expect([...html.matchAll(/\d(?:<[^>]*>)? (?:%|Hz|ms)[\s.,:;<)]|\bparts? \d/g)].map(([unit]) => unit)).toEqual([]);
  });

  it('names the version of the citation, and links files that exist', () => {
    const ending = readFileSync(fileURLToPath(new URL('../ending.html', import.meta.url)), 'utf8');
    const citation = readFileSync(fileURLToPath(new URL('../../CITATION.cff', import.meta.url)), 'utf8');
    const [, version = '?'] = /^version: (.*)$/m.exec(citation) ?? [];
    expect(ending).toContain(`, version ${version}.`);
    expect(ending).toContain(`version = {${version}}`);
    const linked = linkFiles(ending, 'https://example.org/lifspec/');
    const files = [...linked.matchAll(/href="https:\/\/example\.org\/lifspec\/([^"]*)"/g)].map(([, file = '']) => file);
    expect(files).toEqual(expect.arrayContaining(['docs/answer.md', 'docs/theory.md', 'README.md']));
    for (const file of files) expect(existsSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)))).toBe(true);
  });

  it('quotes only computed numbers', () => {
    const html = readFileSync(`${built}index.html`, 'utf8');
    const quoted = [...html.matchAll(/class="(?:number|saved)"[^>]*>([^<]*)</g)].map(([, number]) => number);
    expect(quoted.length).toBeGreaterThan(12);
    for (const number of quoted) expect(number).toMatch(/^\d[\d.,]*(\u00a0%)?$/);
  });

  it('draws random numbers only from named streams', () => {
    const sources = readdirSync(fileURLToPath(new URL('..', import.meta.url)), { recursive: true }) as string[];
    for (const file of sources.filter((name) => /^(chart|data|frame|parts|worker)\/.*\.ts$/.test(name))) {
      expect(readFileSync(fileURLToPath(new URL(`../${file}`, import.meta.url)), 'utf8')).not.toContain('Math.random');
    }
  });

  it('has the same files if it is built again', async () => {
    const configFile = fileURLToPath(new URL('../vite.config.ts', import.meta.url));
    const built = await build({ configFile, logLevel: 'error', build: { write: false } });
    const again = (built as Rolldown.RolldownOutput).output.map(({ fileName }) => fileName);
    const before = readdirSync(fileURLToPath(new URL('../dist/assets', import.meta.url)));
    expect(again.filter((name) => name.startsWith('assets/')).toSorted()).toEqual(
      before.map((name) => `assets/${name}`).toSorted(),
    );
  });

  it('loads at most one megabyte of weights and images before training', () => {
    const bytes = [files.testDigits, files.tutorial].map(
      ({ name }) => gzipSync(readFileSync(`${built}${name}`)).length,
    );
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_000_000);
  });

  it('has less than 120 kB of gzipped scripts and styles, without the engine, and less than 110 kB of fonts', () => {
    const assets = readdirSync(`${built}assets`).filter(
      (name) => /\.(js|css)$/.test(name) && !name.startsWith('worker'),
    );
    const bytes = [`${built}index.html`, ...assets.map((name) => `${built}assets/${name}`)].map(
      (file) => gzipSync(readFileSync(file)).length,
    );
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(120_000);
    const fonts = readdirSync(`${built}assets`).filter((name) => name.endsWith('.woff2'));
    expect(fonts).toHaveLength(2);
    const sizes = fonts.map((name) => readFileSync(`${built}assets/${name}`).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(110_000);
  });
});
