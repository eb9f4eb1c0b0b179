import { describe, expect, test } from 'vitest';
import { rankPeople } from '../../../src/clickup/people/rank-people.js';

const people = [
  { id: '1', username: 'Lena Hoffmann', email: 'lena@harbourbikes.example' },
  { id: '2', username: 'Tomás Rivera', email: 'tomas@harbourbikes.example' },
  { id: '3', username: 'Thomas Riverside', email: 'tr@harbourbikes.example' },
  { id: '4', email: 'new.person@elsewhere.example' },
];
const ids = (query: string) => rankPeople(query, people).map(({ id }) => id);

describe('rankPeople', () => {
  test.each([
    ['lena', ['1']],
    ['LENA HOFFMANN', ['1']],
    ['hoffman', ['1']],
    ['@lena', ['1']],
    ['tomas', ['2', '3']],
    ['thomas', ['3', '2']],
    ['river', ['2', '3']],
    ['thomas rivera', ['2']],
    ['new', ['4']],
    ['tomas@harbourbikes.example', ['2']],
    ['harbourbikes', []],
    ['3', ['3']],
    ['zoe', []],
    ['!?', []],
  ])('%s', (query, found) => {
    expect(ids(query)).toEqual(found);
  });
});
