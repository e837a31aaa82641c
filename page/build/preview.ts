/** Size of `page/screenshot.png` in pixels, as Open Graph recommends. */
export const previewSize = { width: 1200, height: 630 } as const;

/**
 * Names the address and the preview image of the page, which must be absolute; nothing if the address is unknown.
 *
 * @param address - the folder where the page is hosted, with or without a slash at its end
 */
export function writePreview(address: string | undefined): string {
  if (address === undefined) return '';
  if (!/^https?:\/\/[^"<>\s]+$/.test(address))
    throw new Error(`LIFSPEC_PAGE: "${address}" is not an address such as https://owner.github.io/name/`);
  const folder = address.replace(/\/*$/, '/');
  const tags: readonly (readonly [property: string, content: string | number])[] = [
    ['og:url', folder],
    ['og:image', `${folder}preview.png`],
    ['og:image:width', previewSize.width],
    ['og:image:height', previewSize.height],
    [
      'og:image:alt',
      'At amplitude 0.5, a spiking network reads a three, a five and a zero as a two, an eight and a two',
    ],
    ['twitter:card', 'summary_large_image'],
  ];
  return tags.map(([property, content]) => `<meta property="${property}" content="${content}">`).join('\n');
}
