import { stableUuid } from '../random.js';

const names = {
  post: ['Announcement', 'Discussion', 'Idea', 'Update'],
  ai: ['Summary', 'Answer'],
  syncup: ['Video', 'Audio'],
  ai_via_brain: ['Answer'],
} as const;

/** Subtypes of a comment type; empty for a type that does not exist. */
export const subtypesOf = (type: string): ReadonlyArray<{ readonly id: string; readonly name: string }> =>
  Object.hasOwn(names, type)
    ? names[type as keyof typeof names].map((name) => ({ id: stableUuid(`subtype ${type} ${name}`), name }))
    : [];
