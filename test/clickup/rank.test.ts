import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rank, tokenize } from '../../src/clickup/rank.js';

fc.configureGlobal({ seed: 20261005 });

interface Task {
  name: string;
  description?: string;
}
const fields = (task: Task) => [
  { text: task.name, weight: 3 },
  { text: task.description ?? '', weight: 1 },
];
const names = (query: string, tasks: (Task | string)[]) =>
  rank(
    query,
    tasks.map((task) => (typeof task === 'string' ? { name: task } : task)),
    fields,
  ).map(({ item }) => item.name);

describe('rank', () => {
  it('puts a name before a description and the whole phrase before its words', () => {
    expect(
      names('login page', [
        { name: 'Unrelated', description: 'the login page is slow' },
        'Page after login',
        'Fix login page',
        'Logout button',
      ]),
    ).toEqual(['Fix login page', 'Page after login', 'Unrelated']);
  });

  it.each([
    ['deploy', 'Deployed the service'],
    ['releases', 'Release notes'],
    ['running', 'Run the tests'],
    ['queries', 'Query planner'],
    ['auth', 'Authentication fails'],
    ['lgoin', 'Login broken'],
    ['paymnet', 'Payment form'],
    ['flow', 'Workflow editor'],
    ['uberblick', 'Überblick'],
    ['OPS-42', 'Follow up on OPS-42'],
    ['支払い', '新しい支払い画面'],
  ])('finds %s in "%s"', (query, name) => expect(names(query, ['Something else', name])).toEqual([name]));

  it.each([
    ['', 'anything'],
    ['!!!', 'anything'],
    ['cat', 'car'],
    ['2026', '2025'],
    ['billing invoice export', 'export'],
    ['press', 'pres'],
  ])('does not find "%s" in "%s"', (query, name) => expect(names(query, [name])).toEqual([]));

  it('ranks all words above half of them, and exact above near', () => {
    expect(names('export invoices', ['Export users', 'Invoice export', 'Export invoices'])).toEqual([
      'Export invoices',
      'Invoice export',
      'Export users',
    ]);
    expect(names('login', ['Loging', 'Logins', 'Login'])[0]).toBe('Login');
  });

  it('ignores filler words, unless there is nothing else', () => {
    expect(names('the login', ['The end', 'login'])).toEqual(['login']);
    expect(names('the', ['The end', 'login'])).toEqual(['The end']);
  });

  it('keeps the order of equals', () => {
    expect(names('bug', ['Bug 1', 'Bug 2', 'Bug 3'])).toEqual(['Bug 1', 'Bug 2', 'Bug 3']);
  });

  it('always finds an item by any whole word of its name, with falling positive scores', () => {
    const text = fc
      .array(fc.stringMatching(/^[a-zéß日0-9]{1,8}$/), { minLength: 1, maxLength: 5 })
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 8 }), fc.nat(), (texts, pick) => {
        const items = texts.map((name) => ({ name }));
        const wanted = items[pick % items.length]!;
        const word = tokenize(wanted.name)[0];
        fc.pre(word !== undefined);
        const found = rank(word, items, fields);
        expect(found.map(({ item }) => item)).toContain(wanted);
        found.forEach(({ score }, index) => {
          expect(score).toBeGreaterThan(0);
          expect(score).toBeLessThanOrEqual(found[index - 1]?.score ?? score);
        });
      }),
    );
  });
});
