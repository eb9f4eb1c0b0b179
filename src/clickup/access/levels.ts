/** Levels of access by the numbers of the API: https://developer.clickup.com/reference/publicpatchacl */
export const accessLevels = { read: 1, comment: 3, edit: 4, create: 5, none: null } as const;

/** The word for a level, as ClickUp writes it. */
export const levelName = (level: unknown): string =>
  Object.entries(accessLevels).find(([, number]) => number === (level ?? null))?.[0] ?? String(level);
