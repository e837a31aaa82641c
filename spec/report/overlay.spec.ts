import { describe, expect, it } from 'vitest';
import { drawOverlay, formatReportHtml, type NamedOutput, overlayCurves } from '../../src/report/overlay.ts';
import { madeUpOutput } from './made-up-output.ts';
import { madeUpSeeds } from './made-up-seeds.ts';

const fixed: NamedOutput = { name: 'a', ...madeUpOutput() };
const retrained: NamedOutput = { name: 'b', ...madeUpOutput({ mode: 'retrained', rateAccuracy: 0.5 }) };

describe('a report of several studies', () => {
  it('lays their curves over one another, named after what was done', () => {
    expect(overlayCurves([fixed, retrained]).map(({ name }) => name)).toEqual([
      'fixed: spiking, floor 0',
      'fixed: spiking, no floor',
      'fixed: rate network',
      'retrained: spiking, floor 0',
      'retrained: spiking, no floor',
      'retrained: rate network',
    ]);
  });

  it('names the folders if the same was done, and draws a rate network that they share once', () => {
    const again = { ...fixed, name: 'b' };
    expect(overlayCurves([fixed, again]).map(({ name }) => name)).toEqual([
      'fixed (a): spiking, floor 0',
      'fixed (a): spiking, no floor',
      'fixed (a): rate network',
      'fixed (b): spiking, floor 0',
      'fixed (b): spiking, no floor',
    ]);
  });

  it('tells every curve apart without colour, by dashes', () => {
    const svg = drawOverlay([fixed, retrained]);
    const dashes = [...svg.matchAll(/<g[^>]*aria-label="line"[^>]*>/g)].map(
      ([tag]) => /stroke-dasharray="([^"]+)"/.exec(tag)?.[1],
    );
    expect(new Set(dashes).size).toBe(6);
  });

  it('refuses more curves than can be told apart', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ ...fixed, name }));
    expect(() => overlayCurves(many)).toThrow('a figure shows at most 8 curves with spikes');
  });

  it('holds what each says, all numbers, and one figure with one title', () => {
    const page = formatReportHtml([fixed, { name: 'b', ...madeUpSeeds([0, 1, 2]) }]);
    for (const sentence of fixed.answer) expect(page).toContain(sentence);
    expect(page.match(/<svg/g)).toHaveLength(1);
    expect(page.match(/<table>/g)).toHaveLength(4); // two of numbers, one of causes, one over seeds
    const headings = [...page.matchAll(/<h2>([^<]*)/g)].map(([, text]) => text);
    expect(headings).toContain('Numbers: fixed (a)');
    expect(new Set(headings).size).toBe(headings.length);
    expect(page).not.toMatch(/<script|(src|href)="|url\(|@import/);
  });

  it('of one study needs no names', () => {
    expect(overlayCurves([fixed]).map(({ name }) => name)).toContain('rate network');
    expect(formatReportHtml([fixed])).toContain('<h2>Numbers</h2>');
  });

  it('escapes the names of folders', () => {
    const hostile = ['<script>', '<img src=x>'].map((name) => ({ ...fixed, name }));
    expect(formatReportHtml(hostile)).not.toMatch(/<script|<img/);
  });
});
