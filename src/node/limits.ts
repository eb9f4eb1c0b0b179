/** Attachments above this are better uploaded in ClickUp itself: they are held in memory whole. */
export const maxFileBytes = 100 * 1024 * 1024;

export const megabytes = (bytes: number): string => `${bytes / 1024 / 1024} MB`;
