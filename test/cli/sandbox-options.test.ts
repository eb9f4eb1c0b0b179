import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseFault } from '../../src/cli/faults.js';
import { readOptions } from '../../src/cli/sandbox-options.js';
import { createSandbox } from '../../src/sandbox/index.js';
import { refusal } from '../support/usage-error.js';

const folder = mkdtempSync(join(tmpdir(), 'clickup-tools-sandbox-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('faults', () => {
  it.each<[string, object]>([
    ['503', { kind: '503' }],
    ['503:method=get:nth=1', { kind: '503', method: 'GET', nth: 1 }],
    ['reset-after:operation=CreateTask', { kind: 'reset-after', operation: 'CreateTask' }],
    ['hang:operation=GetTask,GetTasks:nth=1,3', { kind: 'hang', operation: ['GetTask', 'GetTasks'], nth: [1, 3] }],
    ['429:share=0.1:retryAfter=5', { kind: '429', share: 0.1, retryAfter: 5 }],
    ['429:retryAfter=false', { kind: '429', retryAfter: false }],
    ['slow:delayMs=20', { kind: 'slow', delayMs: 20 }],
  ])('%s', (text, rule) => {
    expect(parseFault(text)).toEqual(rule);
  });

  it.each<[string, RegExp]>([
    ['', /no fault is called \(nothing\) \| There are: 429, 500/],
    ['rest-after', /Did you mean reset-after\?/],
    ['503:methd=GET', /a fault has no methd \| Did you mean method\?/],
    ['503:method=FETCH', /no request has the method FETCH/],
    ['503:operation=CreateTsk', /no operation is called CreateTsk \| Did you mean CreateTask\?/],
    ['503:nth=0', /nth is 0 \| It takes whole numbers from 1/],
    ['503:nth', /nth is empty/],
    ['503:share=2', /share is 2 \| It takes a number from 0 to 1/],
    ['429:retryAfter=soon', /retryAfter is soon/],
  ])('refuses %s', (text, message) => {
    expect(refusal(() => parseFault(text))).toMatch(message);
  });
});

describe('the options of sandbox', () => {
  it('have defaults', () => {
    expect(readOptions([])).toEqual({ port: 8787, save: undefined, options: { plan: 'business', faults: [] } });
  });

  it('take a port, a plan, several faults, a size and a file for the end', () => {
    const words = [
      '--port',
      '0',
      '--plan=free',
      '--fault',
      '503',
      '--fault=hang',
      '--scale',
      '500',
      '--save',
      'x.json',
    ];
    expect(readOptions(words)).toEqual({
      port: 0,
      save: 'x.json',
      options: { plan: 'free', faults: [{ kind: '503' }, { kind: 'hang' }], seed: { scale: 500 } },
    });
  });

  it('take strictness, and hosts that webhooks may go to', () => {
    const words = ['--strict', '--webhook-host', 'hooks.example.com', '--webhook-host=10.0.0.5:8443', '--port', '0'];
    expect(readOptions(words)).toMatchObject({
      port: 0,
      options: { strict: true, webhooks: { allow: ['hooks.example.com', '10.0.0.5:8443'] } },
    });
    expect(readOptions(['--webhook-host', '*']).options.webhooks).toEqual({ allow: ['*'] });
  });

  it.each([
    ['off', false],
    ['250', { limit: 250, windowMs: 60_000 }],
  ])('take the rate limit %s', (text, rateLimit) => {
    expect(readOptions([`--rate-limit=${text}`]).options).toMatchObject({ rateLimit });
  });

  it('take the present', () => {
    expect(readOptions(['--now', '2026-10-05T09:00Z']).options).toMatchObject({ now: '2026-10-05T09:00Z' });
  });

  it('read a snapshot', () => {
    const file = join(folder, 'state.json');
    const snapshot = createSandbox({ seed: 'empty' }).snapshot();
    writeFileSync(file, JSON.stringify(snapshot));
    expect(readOptions(['--data', file]).options.data).toEqual(JSON.parse(JSON.stringify(snapshot)));
    expect(refusal(() => readOptions(['--data', file, '--scale', '500']))).toMatch(/exclude each other/);
  });

  it('say what is wrong with a snapshot', () => {
    const file = join(folder, 'broken.json');
    writeFileSync(file, '{"version": 2}');
    expect(refusal(() => readOptions(['--data', file]))).toMatch(/version is 2, wanted 1/);
    expect(refusal(() => readOptions(['--data', join(folder, 'none.json')]))).toMatch(/no such file/);
  });

  it.each<[string[], RegExp]>([
    [['--port', 'x'], /--port is x \| Give a number from 0 to 65535/],
    [['--port', '65536'], /--port is 65536/],
    [['--port'], /--port is empty/],
    [['--plan', 'gold'], /no plan is called gold \| There are: free, unlimited, business/],
    [['--plan', 'toString'], /no plan is called toString/],
    [['--scale', 'big'], /--scale is big/],
    [['--save'], /--save is empty/],
    [['--save', 'no/such/folder/x.json'], /--save no\/such\/folder\/x.json: its folder cannot be written to/],
    [['--rate-limit', '0'], /--rate-limit is 0 \| Give the requests per minute/],
    [['--rate-limit', 'of'], /--rate-limit is of/],
    [['--now', 'soon'], /--now is soon \| Give a date or a moment/],
    [['--now'], /--now is empty/],
    [['--strict=yes'], /--strict takes no value/],
    [['--webhook-host'], /--webhook-host is empty/],
    [['--webhook-host', 'https://hooks.example.com/x'], /--webhook-host is https:.* \| Give the host/],
    [['--nope'], /unknown option --nope \| sandbox takes --port/],
    [['--webhook-hosts', 'a.example'], /unknown option --webhook-hosts \| Did you mean --webhook-host\?/],
    [['--falt', '503'], /unknown option --falt \| Did you mean --fault\?/],
    [['here'], /unexpected "here"/],
  ])('refuse %j', (words, message) => {
    expect(refusal(() => readOptions(words))).toMatch(message);
  });
});
