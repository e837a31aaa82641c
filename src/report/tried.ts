import type { TriedSizes } from '../conformance/judge/tried.ts';
import { numberOf } from '../study/answer/words.ts';

type Sizes = TriedSizes[string];

/** What an implementation was tried on and what was left out, which limit what the verdict says, one line each. */
export function describeTried(tried: TriedSizes = {}): string[] {
  const sizes = Object.entries(tried).map(([capability, own]) => [capability, ...nameSizes(own)]);
  const named = sizes.flatMap(([capability, ...words]) =>
    words.length > 0 ? `${capability} ${words.join(', ')}` : [],
  );
  const missed = Object.entries(tried).flatMap(([capability, { leftOut }]) =>
    leftOut === undefined ? [] : `${numberOf(leftOut, 'request')} for ${capability}`,
  );
  return [
    ...(named.length > 0 ? [`tried with up to: ${named.join('; ')}`] : []),
    ...(missed.length > 0
      ? [`left out, because they exceed its limits, are skipped or are unsupported: ${missed.join(', ')}`]
      : []),
  ];
}

const nameSizes = (sizes: Sizes): string[] =>
  Object.entries(sizes).flatMap(([name, size]) => (words[name] ?? nameCount)(size, sizes, name) ?? []);

const nameCount = (size: number, _: Sizes, name: string): string => `${size.toLocaleString('en')} ${name}`;

/** The words for sizes that are not counts. */
const words: Readonly<Record<string, (size: number, sizes: Sizes, name: string) => string | undefined>> = {
  smallestStep: (size, { largestStep = size }) => `dt/tau ${brief(size)} to ${brief(largestStep)}`,
  largestStep: () => undefined,
  lowestFloor: (size) => `floor ${brief(size)}`,
  largestSeed: (size) => `seed ${size.toLocaleString('en')}`,
  imageEdge: (size) => `${size} × ${size} pixels`,
  kernelSize: (size) => `${size} × ${size} kernels`,
  leftOut: () => undefined,
};

const brief = (number: number): string => number.toLocaleString('en', { maximumSignificantDigits: 2 });
