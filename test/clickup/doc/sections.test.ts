import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editSection, findSection, sectionsOf } from '../../../src/clickup/doc/sections.js';

const page = `Intro

# Setup
Install it.

## On **Linux**
Use apt.

\`\`\`sh
# not a heading
\`\`\`

## On Windows
Use winget.

# Use
Run it.`;

const textOf = (name: string) => {
  const { start, end } = findSection(page, name);
  return page.slice(start, end);
};

describe('the sections of a page', () => {
  it('go from a heading to the next one of its level or above', () => {
    expect(sectionsOf(page).map(({ name, level }) => `${level} ${name}`)).toEqual([
      '1 Setup',
      '2 On Linux',
      '2 On Windows',
      '1 Use',
    ]);
    expect(textOf('setup')).toContain('winget');
    expect(textOf('Use')).toBe('# Use\nRun it.');
  });

  it('do not begin at a # inside a code block', () => {
    expect(textOf('## On Linux')).toContain('# not a heading');
  });

  it('are changed alone, whatever is written', () => {
    const word = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== '' && !/[#`~]/.test(text));
    const mode = fc.constantFrom('replace' as const, 'append' as const, 'prepend' as const);
    fc.assert(
      fc.property(word, mode, (text, how) => {
        const edited = editSection(page, findSection(page, 'On Linux'), how, text);
        expect(edited).toContain(text.trim());
        expect(edited.startsWith('Intro\n\n# Setup\nInstall it.\n\n## On **Linux**')).toBe(true);
        expect(edited.endsWith('## On Windows\nUse winget.\n\n# Use\nRun it.')).toBe(true);
        expect(edited.includes('Use apt.')).toBe(how !== 'replace');
      }),
    );
  });

  it('that have the same heading are refused, and so is a heading that is not there', () => {
    expect(() => findSection('# A\nx\n# a\ny', 'A')).toThrow('several headings');
    expect(() => findSection(page, 'Uze')).toThrow('no such heading');
    expect(() => findSection('plain', 'A')).toThrow('no headings');
  });
});
