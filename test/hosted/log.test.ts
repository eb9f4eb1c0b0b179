import { describe, expect, it } from 'vitest';
import { newSecret } from '../../src/hosted/access/secret.js';
import { createLog } from '../../src/hosted/log/log.js';
import { API_KEYS } from '../../src/sandbox/index.js';

describe('the log', () => {
  it('writes lines of timestamp, level, message and metadata', () => {
    const lines: string[] = [];
    const log = createLog('info', (line) => lines.push(line));
    log.info('A call', { requestId: '8c2b7f7e-0d0f-4f7e-9a52-1f6a2b3c4d5e', teamId: '9011234567', duration: 12 });
    log.debug('not at this level');
    expect(lines).toHaveLength(1);
    const { timestamp, ...rest } = JSON.parse(lines[0]!) as Record<string, unknown>;
    expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(rest).toEqual({
      level: 'INFO',
      message: 'A call',
      metadata: { requestId: '8c2b7f7e-0d0f-4f7e-9a52-1f6a2b3c4d5e', teamId: '9011234567', duration: 12 },
    });
  });

  it('hides secrets wherever they stand', () => {
    const lines: string[] = [];
    const log = createLog('debug', (line) => lines.push(line));
    const secrets = [
      newSecret('link'),
      newSecret('refresh'),
      API_KEYS.owner,
      API_KEYS.oauth,
      'eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl',
      'hunter2secret',
    ];
    for (const secret of secrets.slice(0, -1)) {
      log.error(`failed with ${secret}`, { deep: { in: [secret] }, stack: `Error: ${secret}\n at x` });
      log.info(`/mcp/k/${secret}`, { [secret]: 1 });
    }
    log.warn('postgresql://user:hunter2secret@host/db');
    const all = lines.join('');
    for (const secret of secrets) expect(all).not.toContain(secret);
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
  });
});
