import { describe, expect, it } from 'vitest';
import { loadConformity } from '../support/conformity.js';

describe('the check against the OpenAPI description', () => {
  it('finds what is wrong, in answers and in requests', async () => {
    const conformity = await loadConformity();
    const answer = conformity.ofAnswer('GetTask', 200, { id: 5, tags: 'bug' });
    expect(answer).toContain('/id must be string {"type":"string"}');
    expect(answer).toContain('/tags must be array {"type":"array"}');
    expect(answer.join()).toContain('"missingProperty":"status"');
    expect(conformity.ofAnswer('GetTask', 401, { err: 'Team not authorized' })).toEqual([
      expect.stringContaining('ECODE'),
    ]);
    expect(conformity.ofRequest('UpdateTask', { assignees: [1] })).toHaveLength(1);
    expect(conformity.ofRequest('UpdateTask', { assignees: { add: [1] } })).toEqual([]);
  });
});
