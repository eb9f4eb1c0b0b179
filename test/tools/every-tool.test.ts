import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Envelope } from '../../src/index.js';
import type { FaultRule } from '../../src/sandbox/index.js';
import { type CatalogTool, everyTool } from '../support/catalog.js';
import { recordingFor, sandboxClient } from '../support/sandbox-client.js';

const secret = 'pk_99999999_NEVERSHOWTHISSECRETANYWHERE0';
const ajv = new Ajv2020({ strict: false, formats: { 'date-time': true }, code: { optimize: false } });

const client = (options: Parameters<typeof sandboxClient>[0] = {}) => sandboxClient({ debug: true, ...options });

async function runExample(
  tool: CatalogTool,
  number: number,
  options: Parameters<typeof client>[0] = {},
): Promise<Envelope> {
  const example = tool.examples[number]!;
  const { clickup } = client({ ...planOf(tool), ...recordingFor(tool), ...options });
  for (const step of example.before ?? []) {
    const earlier = await clickup.call(step.tool, step.input);
    expect(earlier, `${step.tool} before ${tool.name}`).toMatchObject({ success: true });
  }
  return clickup.call(tool.name, example.input);
}

/** The Workspace of a tool that not every plan has. */
const planOf = ({ plan }: CatalogTool) => (plan ? { plan } : {});

const failing = (...faults: FaultRule[]) => ({ faults });

describe.each(everyTool)('%s', (_, tool) => {
  const validate = ajv.compile(tool.outputSchema);
  const isConcise = (number: number) =>
    tool.examples[number]?.input.detail !== 'full' && !tool.examples[number]?.input.dry_run;

  it.each([0, 1])('works as example %i of its page shows, in the declared form', async (number) => {
    const envelope = await runExample(tool, number);
    expect(envelope, JSON.stringify(envelope)).toMatchObject({ success: true });
    if (isConcise(number) && envelope.success)
      expect(validate(envelope.data), JSON.stringify(validate.errors)).toBe(true);
    expect(envelope.metadata).toMatchObject({ tool_name: tool.name, debug: { tool_name: tool.name } });
  });

  it('explains the failure that its third example shows', async () => {
    const envelope = await runExample(
      tool,
      2,
      tool.examples[2]?.fault ? failing({ kind: tool.examples[2].fault as never }) : {},
    );
    expect(envelope).toMatchObject({
      success: false,
      error: { message: expect.any(String), suggested_action: expect.any(String) },
    });
  });

  it('refuses an unknown argument and sends nothing', async () => {
    const { sandbox, clickup } = client();
    const envelope = await clickup.call(tool.name, { ...tool.examples[0]!.input, no_such_argument: 1 });
    expect(envelope).toMatchObject({ success: false, error: { type: 'VALIDATION', code: 'INVALID_PARAMETER' } });
    expect(sandbox.requests).toHaveLength(0);
  });

  if (tool.apiCalls === '0') {
    it('sends nothing', async () => {
      const { sandbox, clickup } = client();
      await clickup.call(tool.name, tool.examples[0]!.input);
      expect(sandbox.requests).toHaveLength(0);
    });
    return;
  }

  it('says AUTH, and not the key, when the key is not accepted', async () => {
    const recording = recordingFor(tool);
    if (recording.history) await prepared(tool, undefined, recording);
    const { clickup } = client({ apiKey: secret, ...recording });
    const envelope = await clickup.call(tool.name, tool.examples[0]!.input);
    expect(envelope, JSON.stringify(envelope)).toMatchObject({
      success: false,
      error: { type: 'AUTH', code: 'UNAUTHORIZED' },
    });
    expect(JSON.stringify(envelope)).not.toContain('NEVERSHOWTHIS');
  });

  it('says RATE_LIMIT with retry_after when the limit stays used up', async () => {
    const envelope = await runFirst(tool, { kind: '429', retryAfter: 600 });
    expect(envelope).toMatchObject({ success: false, error: { type: 'RATE_LIMIT', retry_after: expect.any(Number) } });
  });

  it('says API_ERROR when ClickUp keeps failing', async () => {
    const envelope = await runFirst(tool, { kind: '503' });
    expect(envelope).toMatchObject({ success: false, error: { type: 'API_ERROR' } });
  });

  it('answers to a page instead of JSON with an error of the contract', async () => {
    const envelope = await runFirst(tool, { kind: 'html' });
    expect(envelope).toMatchObject({ success: false, error: { type: 'API_ERROR' } });
  });

  if (tool.effect !== 'read') {
    it('rehearses under dry_run without a single write', async () => {
      const { clickup, sandbox } = await prepared(tool);
      const before = sandbox.requests.length;
      const envelope = await clickup.call(tool.name, { ...tool.examples[0]!.input, dry_run: true });
      expect(envelope, JSON.stringify(envelope)).toMatchObject({
        success: true,
        data: { dry_run: true, requests: expect.any(Array) },
      });
      expect(envelope.success && (envelope.data as { requests: unknown[] }).requests.length).toBeGreaterThan(0);
      expect(sandbox.requests.slice(before).every(({ method }) => method === 'GET')).toBe(true);
    });

    it('finds what a lost answer made, or reports it as UNKNOWN_OUTCOME, and sends the write once', async () => {
      const { clickup, sandbox } = await prepared(tool, {
        kind: 'reset-after',
        method: ['POST', 'PUT', 'PATCH', 'DELETE'],
      });
      const before = sandbox.requests.length;
      const envelope = await clickup.call(tool.name, tool.examples[0]!.input);
      const said = JSON.stringify(envelope);
      expect(said).toMatch(/UNKNOWN_OUTCOME|"reconciled":true/);
      const writes = sandbox.requests.slice(before).filter(({ method }) => method !== 'GET');
      const bodies = writes.map(({ method, path, body }) => `${method} ${path} ${JSON.stringify(body)}`);
      expect(new Set(bodies).size).toBe(bodies.length);
    });
  }

  if (tool.effect === 'delete') {
    it('asks for confirmation before it sends anything', async () => {
      const { confirm: _confirm, ...input } = tool.examples[0]!.input;
      const { clickup, sandbox } = client();
      expect(await clickup.call(tool.name, input)).toMatchObject({
        success: false,
        error: { code: 'CONFIRMATION_REQUIRED' },
      });
      expect(sandbox.requests).toHaveLength(0);
    });
  }
});

/** A sandbox on which the first example is about to run, with a fault that starts only now. */
async function prepared(tool: CatalogTool, fault?: FaultRule, recording = recordingFor(tool)) {
  // What nothing goes before needs no second sandbox.
  if (fault && !tool.examples[0]!.before) return client({ ...planOf(tool), ...failing(fault) });
  const calm = client({ ...planOf(tool), ...recording });
  for (const step of tool.examples[0]!.before ?? []) await calm.clickup.call(step.tool, step.input);
  if (!fault) return calm;
  const faulty = client({ ...planOf(tool), ...recording, ...failing(fault) });
  faulty.sandbox.restore({ ...calm.sandbox.snapshot(), faults: faulty.sandbox.snapshot().faults });
  return faulty;
}

async function runFirst(tool: CatalogTool, fault: FaultRule): Promise<Envelope> {
  const { clickup } = await prepared(tool, fault);
  return clickup.call(tool.name, tool.examples[0]!.input);
}
