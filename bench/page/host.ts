import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.bin': 'application/octet-stream',
};

/** A local server of static files. */
export interface Host {
  readonly address: string;
  readonly close: () => void;
}

/** Serves a folder under a path. */
export async function serveFolder(folder: string, path = '/any/path/'): Promise<Host> {
  const server: Server = createServer(({ url = '/' }, response) => {
    const name = decodeURIComponent(url.split('?')[0] ?? '').slice(path.length);
    try {
      if (!url.startsWith(path) || name.includes('..')) throw new Error('elsewhere');
      const file = join(folder, name === '' ? 'index.html' : name);
      const body = readFileSync(file);
      response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
      response.end(body);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}${path}`, close: () => server.close() };
}
