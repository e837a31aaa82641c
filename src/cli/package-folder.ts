import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package, in which fixtures lie, whether the code runs from `src` or from `dist`. */
export function packageFolder(start: string = dirname(fileURLToPath(import.meta.url))): string {
  return existsSync(join(start, 'package.json')) ? start : packageFolder(dirname(start));
}
