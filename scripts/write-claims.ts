import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { digitLaws } from '../properties/observed/digits.ts';
import { claims } from '../src/conformance/claims.ts';
import { type ClaimEntry, type ClaimsOutput, tabulateClaims } from '../src/report/claims.ts';
import { formatMarkdownTable } from '../src/report/markdown.ts';
import { type ColumnOf, makeColumns } from '../src/report/table.ts';
import { numberOf } from '../src/study/answer/words.ts';
import { changedByTiming } from '../src/study/evidence/exact.ts';
import { mean } from '../src/study/statistics/statistics.ts';
import { fewestSeeds, isAtMost } from '../src/study/statistics/t-interval.ts';

const document = 'docs/claims.md';

/** Rewrites the tables of the document: the claims, as `lifspec claims` prints them, and how each is decided. */
export function writeClaims(): void {
  const args = ['dist/src/cli/main.js', 'claims', '--format', 'json'];
  const output = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as ClaimsOutput;
  const tables = [
    formatMarkdownTable(tabulateClaims(output.claims)),
    tabulateDecisions(output.claims),
    tabulateTiming(),
    tabulateLaws(),
    tabulateSharedImages(),
  ];
  writeFileSync(
    document,
    readFileSync(document, 'utf8').replace(/^\|.*\n(\|.*\n)*/gm, () => tables.shift() as string),
  );
}

/** Fractions of 2,000 samples with each verdict. */
type VerdictRates = Readonly<Record<'holds' | 'undecided' | 'fails', number>>;

/** How often the interval of a claim contains the truth, for three distributions of the seeds. */
type IntervalCoverage = Readonly<Record<'stated' | 'normal' | 'resampled' | 'heavyTails', number>>;

/** How often the verdict about a claim is wrong, as saved in fixtures/studies/error-rates.json. */
interface ErrorRates extends Readonly<Record<'claim' | 'study' | 'method' | 'justFalse', string>> {
  readonly seeds: number;
  readonly images: number;
  readonly coverage?: IntervalCoverage;
  readonly asMeasured: VerdictRates;
  readonly ifFalse: VerdictRates;
}

/** How often an interval contains the truth if seeds share their images. */
interface SharedImagesCoverage
  extends Readonly<Record<'amplitude' | 'accuracy' | 'onTheseImages' | 'onAllImages' | 'onAllImagesWidened', number>> {
  readonly deviation: Readonly<Record<'seeds' | 'images', number>>;
}

/** How many images change their class, as saved in fixtures/studies/nengo-dl-timing.json. */
interface TimingChanges {
  readonly images: number;
  readonly voltages: readonly { readonly amplitude: number; readonly changed: readonly number[] }[];
  readonly steps: readonly Readonly<Record<'from' | 'to' | 'changed', number>>[];
}

function readErrorRates() {
  return JSON.parse(readFileSync('fixtures/studies/error-rates.json', 'utf8')) as {
    readonly claims: readonly ErrorRates[];
    readonly sharedImages: readonly SharedImagesCoverage[];
  };
}

/** How each claim is decided, and how often wrongly, as a Markdown table. */
export function tabulateDecisions(claims: readonly ClaimEntry[]): string {
  const rates = readErrorRates().claims;
  const cell =
    (describe: (rates: ErrorRates) => string) =>
    ({ id }: ClaimEntry) => {
      const own = rates.find(({ claim }) => claim === id);
      return own ? describe(own) : '–';
    };
  const columns: ColumnOf<ClaimEntry>[] = [
    ['claim', ({ id }) => id],
    ['sample', (entry) => describeSample(entry, rates)],
    [
      'method',
      ({ id, kind }) => rates.find(({ claim }) => claim === id)?.method ?? (kind === 'measured' ? bounded : exact),
    ],
    ['interval contains the truth', cell(({ coverage }) => (coverage ? describeCoverage(coverage) : 'no interval'))],
    ['false alarm', cell(({ asMeasured }) => `${percent(asMeasured.fails)} %`)],
    ['power', cell(({ asMeasured }) => `${percent(asMeasured.holds)} %`)],
    ['false acceptance', cell(({ ifFalse, justFalse }) => `${percent(ifFalse.holds)} %, if ${justFalse}`)],
    ['verdict', ({ verdict }) => verdict],
  ];
  return formatMarkdownTable(makeColumns(claims, columns));
}

const exact = 'exact: a single counter-example refutes it';
const bounded = 'a fixed bound; how often it is wrong was not simulated';

function describeSample({ id, laws, evidence }: ClaimEntry, rates: readonly ErrorRates[]): string {
  const own = rates.find(({ claim }) => claim === id);
  if (own) return `${own.study}: ${own.seeds} seeds, ${own.images.toLocaleString('en')} images`;
  const studies = [...new Set(evidence.map(({ study }) => study))];
  return [numberOf(laws.length, 'law'), ...studies].join(', ');
}

function describeCoverage({ stated, normal, resampled, heavyTails }: IntervalCoverage): string {
  return `${Math.round(100 * stated)} % stated; ${[normal, resampled, heavyTails].map(percent).join(' / ')}`;
}

/** How many images change their class if only the timing changes, or the amplitude by one step. */
export function tabulateTiming(): string {
  const saved = JSON.parse(readFileSync('fixtures/studies/nengo-dl-timing.json', 'utf8')) as TimingChanges;
  const rows = [
    ...saved.voltages.map(({ amplitude, changed }) => ({ change: `other initial voltages at ${amplitude}`, changed })),
    ...saved.steps.map(({ from, to, changed }) => ({
      change: `amplitude ${to} instead of ${from}`,
      changed: [changed],
    })),
  ];
  return formatMarkdownTable(
    makeColumns(rows, [
      ['change', ({ change }) => change],
      [`images of ${saved.images.toLocaleString('en')} that change their class`, ({ changed }) => changed.join(', ')],
      ['mean, %', ({ changed }) => percent(mean(changed) / saved.images)],
      ['more than 0.1 %', ({ changed }) => describeExcess(changed.map((count) => count / saved.images))],
    ]),
  );
}

function describeExcess(fractions: readonly number[]): string {
  if (fractions.length < fewestSeeds) return '–';
  const isRare = isAtMost(fractions, changedByTiming);
  if (isRare === null) return 'undecided';
  return isRare ? 'no' : 'yes';
}

/** How often the laws about digits are wrong on new seeds, as a Markdown table. */
export function tabulateLaws(): string {
  return formatMarkdownTable(
    makeColumns(digitLaws, [
      ['claim', ({ id }) => claims.find(({ laws }) => laws.includes(id))?.id ?? ''],
      ['law', ({ id }) => `\`${id}\``],
      ['statement', ({ statement }) => statement],
      ['sample', ({ seeds, images }) => `${seeds} seeds, ${images} images`],
      ['false alarm', ({ falseAlarm }) => `${Number((100 * falseAlarm.probability).toPrecision(2))} %`],
      ['because', ({ falseAlarm }) => falseAlarm.derivation],
      [
        'false acceptance',
        ({ falseAcceptance: { probability, alternative } }) => `${100 * probability} %, if ${alternative}`,
      ],
    ]),
  );
}

/** How often intervals over seeds contain the truth if seeds share their images, as a Markdown table. */
export function tabulateSharedImages(): string {
  return formatMarkdownTable(
    makeColumns(readErrorRates().sharedImages, [
      ['amplitude', ({ amplitude }) => amplitude],
      ['accuracy, %', ({ accuracy }) => percent(accuracy)],
      ['deviation by seeds, points', ({ deviation }) => (100 * deviation.seeds).toFixed(2)],
      ['by images', ({ deviation }) => (100 * deviation.images).toFixed(2)],
      ['contains the mean on these images, %', ({ onTheseImages }) => percent(onTheseImages)],
      ['on all possible images', ({ onAllImages }) => percent(onAllImages)],
      ['widened by the images', ({ onAllImagesWidened }) => percent(onAllImagesWidened)],
    ]),
  );
}

const percent = (fraction: number): string => (100 * fraction).toFixed(1);
