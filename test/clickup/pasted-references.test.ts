import { describe, expect, it } from 'vitest';
import { readAppUrl } from '../../src/clickup/app-url.js';
import { parseObjectReference, parseTaskReference } from '../../src/clickup/references.js';
import { refusalOf } from '../support/refusal.js';

describe('a task', () => {
  it.each([
    ['by a public link with its Workspace', 'https://sharing.clickup.com/9011234567/t/h/86c131205/ABCDEF0123'],
    ['by a public link without', 'https://sharing.clickup.com/t/h/86c131205/ABCDEF0123'],
    ["at a company's own address", 'https://acme.clickup.com/t/86c131205'],
    ['by an address with a port', 'https://app.clickup.com:443/t/86c131205'],
    ['by an address that ends a sentence', 'https://app.clickup.com/t/86c131205.'],
    ['by an address in parentheses', '(https://app.clickup.com/t/86c131205)'],
    ['by an address in quotes', '"https://app.clickup.com/t/9011234567/86c131205",'],
    ['by the branch that ClickUp names', 'CU-86c131205_Fix-the-button'],
    ['by a branch in a folder', 'feature/CU-86c131205-fix'],
    ['by a branch in lower case', 'cu-86c131205'],
    ['by a branch with a name behind it', 'CU-86c131205_Fix-the-button_Ada-Lovelace'],
  ])('is read %s', (_, text) => expect(parseTaskReference(text)).toMatchObject({ kind: 'id', value: '86c131205' }));

  it.each(['feature/OPS-42-fix', 'OPS-42_fix', 'bugfix/team/OPS-42'])('is read by its custom id in %s', (text) =>
    expect(parseTaskReference(text)).toEqual({ kind: 'custom_id', value: 'OPS-42' }),
  );

  it.each([
    'https://api.clickup.com/t/86c131205',
    'https://sharing.clickup.com.evil.example/t/h/86c131205/x',
    'https://evil.example/CU-86c131205',
    'https://sharing.clickup.com/t/h/86c131205',
    '../CU-86c131205',
    'feature/fix-the-button',
  ])('is not read from %s', (text) => expect(refusalOf(() => parseTaskReference(text))).toBeDefined());
});

it.each([
  ['https://sharing.clickup.com/9011234567/l/h/6-901710000305-1/5dfaec7b2c', { list: '901710000305' }],
  ['https://sharing.clickup.com/b/h/8cdxa-103/5dfaec7b2c', { view: '8cdxa-103' }],
  ['https://doc.clickup.com/9011234567/d/h/8cdxa-902/5dfaec7b2c', { workspace: '9011234567', doc: '8cdxa-902' }],
])('%s names what is behind the public link', (address, named) => expect(readAppUrl(address)).toMatchObject(named));

it('a List is read by the public link of its view', () => {
  const address = 'https://sharing.clickup.com/l/h/6-901710000305-1/5dfaec7b2c';
  expect(parseObjectReference('list', address)).toEqual({ id: '901710000305' });
});
