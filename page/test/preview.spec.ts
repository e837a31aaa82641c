import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { previewSize, writePreview } from '../build/preview.ts';

const built = fileURLToPath(new URL('../dist/', import.meta.url));
const contentOf = (html: string, name: string) =>
  new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)">`).exec(html)?.[1];

describe('a shared link', () => {
  const html = readFileSync(`${built}index.html`, 'utf8');

  it('shows the title and the description of the page', () => {
    expect(contentOf(html, 'og:title')).toBe(/<title>([^<]*)<\/title>/.exec(html)?.[1]);
    expect(contentOf(html, 'og:description')).toBe(contentOf(html, 'description'));
    expect(contentOf(html, 'og:type')).toBe('article');
  });

  it.each(['https://owner.github.io/name/', 'https://owner.github.io/name'])(
    'names the image by its absolute address if the page is at %s',
    (address) => {
      const tags = writePreview(address);
      expect(contentOf(tags, 'og:url')).toBe('https://owner.github.io/name/');
      expect(contentOf(tags, 'og:image')).toBe('https://owner.github.io/name/preview.png');
      expect(contentOf(tags, 'twitter:card')).toBe('summary_large_image');
      expect(contentOf(tags, 'og:image:alt')).toMatch(/\w/);
    },
  );

  it('names no image, which cannot be relative, if the address of the page is unknown', () => {
    expect(writePreview(undefined)).toBe('');
  });

  it.each(['name/', '', 'https://a b/', 'https://a/">'])(
    'is refused with a reason if the page is at “%s”',
    (address) => {
      expect(() => writePreview(address)).toThrow(
        `LIFSPEC_PAGE: "${address}" is not an address such as https://owner.github.io/name/`,
      );
    },
  );

  it('shows an image of 1200 × 630 pixels, which is in the folder of the page and small', () => {
    const image = readFileSync(`${built}preview.png`);
    const header = new DataView(image.buffer, image.byteOffset);
    // the signature of PNG, then the length, type and content of the first chunk
    expect(image.toString('latin1', 1, 4)).toBe('PNG');
    expect({ width: header.getUint32(16), height: header.getUint32(20) }).toEqual(previewSize);
    expect(previewSize).toEqual({ width: 1200, height: 630 });
    expect(image.length).toBeLessThan(300_000);
  });

  it('shows an image if the workflow publishes the page', () => {
    const workflow = new URL('../../.github/workflows/pages.yml', import.meta.url);
    expect(readFileSync(fileURLToPath(workflow), 'utf8')).toContain('LIFSPEC_PAGE: ');
  });
});
