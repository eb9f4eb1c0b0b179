/** What is said of parts of an answer that nobody could read: "2 tasks could not be read and are left out". */
export const leftOut = (count: number): string => `could not be read and ${count === 1 ? 'is' : 'are'} left out`;

/** Whether a remark says so. */
export const tellsOfLeftOut = (note: string): boolean => note.includes('could not be read and ');
