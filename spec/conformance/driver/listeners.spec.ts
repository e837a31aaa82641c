import { describe, expect, it } from 'vitest';
import { Listeners } from '../../../src/conformance/protocol/driver/listeners.ts';

describe('what is heard of stderr', () => {
  it('keeps a character whole that comes in two pieces', () => {
    const heard: string[] = [];
    const listeners = new Listeners({ onStderr: (text) => heard.push(text) });
    const bytes = Buffer.from('größer → 🙂');
    for (const byte of bytes) listeners.hearStderr(Buffer.of(byte));
    expect(heard.join('')).toBe('größer → 🙂');
  });
});
