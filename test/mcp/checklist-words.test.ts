import { describe, expect, it } from 'vitest';
import { checklistWords } from '../../src/mcp/checklist-words.js';

const item = (name: string, resolved = false, more: object = {}) => ({ id: `id of ${name}`, name, resolved, ...more });

describe('checklists in an answer to a model', () => {
  it.each([
    ['items of one', [item('Tag the build', true), item('Tell support')], '[x] Tag the build; [ ] Tell support'],
    ['whose they are', [item('Tell support', false, { assignee: 'Priya Nair' })], '[ ] Tell support (Priya Nair)'],
    [
      'what is nested',
      [item('Build', false, { children: [item('iOS', true), item('Android')] })],
      '[ ] Build {[x] iOS; [ ] Android}',
    ],
    ['texts that look like the form', [item('a; [x] b')], '[ ] "a; [x] b"'],
    [
      'several lists',
      [
        { id: '1', name: 'Release', resolved: 1, unresolved: 1, items: [item('Tag', true), item('Tell')] },
        { id: '2', name: 'Later', resolved: 0, unresolved: 0, items: [] },
      ],
      'Release 1/2: [x] Tag; [ ] Tell | Later 0/0:',
    ],
  ])('say %s', (_, value, words) => {
    expect(checklistWords(value)).toBe(words);
  });

  it.each([
    ['two items of one text, which only ids tell apart', [item('Test'), item('Test')]],
    ['nothing', []],
    ['other objects', [{ name: 'x' }]],
    ['words', ['a', 'b']],
  ])('are left as they are: %s', (_, value) => {
    expect(checklistWords(value)).toBeUndefined();
  });
});
