import { describe, expect, test } from 'vitest';
import { pathMatches, readingsOf } from '../../../src/clickup/location/resolve-names.js';
import { sameName } from '../../../src/clickup/match-name.js';

describe('readingsOf', () => {
  test.each([
    ['Backlog', [['Backlog']]],
    ['Mobile App / Sprint 24', [['Mobile App / Sprint 24'], ['Mobile App', 'Sprint 24']]],
    ['Space > Folder > List', [['Space > Folder > List'], ['Space', 'Folder', 'List']]],
    ['UI/UX > Icons', [['UI/UX > Icons'], ['UI/UX', 'Icons'], ['UI', 'UX > Icons']]],
    ['Eng/Bugs', [['Eng/Bugs'], ['Eng', 'Bugs']]],
    ['/Bugs/', [['/Bugs/']]],
  ])('%s', (reference, readings) => {
    expect(readingsOf(reference)).toEqual(readings);
  });
});

describe('sameName', () => {
  test.each([
    ['Sprint 24', 'sprint  24', true],
    ['🚀 Sprint 24', 'Sprint 24', true],
    ['Ｂｕｇｓ', 'bugs', true],
    ['🚀', '🚀', true],
    ['🚀', '🔥', false],
    ['Sprint 24', 'Sprint 2', false],
    ['', '', false],
  ])('%s and %s: %s', (a, b, same) => {
    expect(sameName(a, b)).toBe(same);
  });
});

describe('pathMatches', () => {
  const path = ['Product Engineering', 'Mobile App', 'Sprint 24'];
  test.each([
    [['Sprint 24'], true],
    [['Mobile App', 'sprint 24'], true],
    [['product engineering', 'Sprint 24'], true],
    [['Product Engineering', 'Mobile App', 'Sprint 24'], true],
    [['Mobile App', 'Product Engineering', 'Sprint 24'], false],
    [['Platform', 'Sprint 24'], false],
    [['Mobile App'], false],
    [['Sprint 24', 'Sprint 24'], false],
  ])('%j: %s', (parts, matches) => {
    expect(pathMatches(path, parts)).toBe(matches);
  });
});
