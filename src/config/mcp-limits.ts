/** MCP clients give up after a minute: an answer that says what is missing must come before. */
export const mcpDeadlineMs = 55_000;

/** Most characters of an answer to a model, unless set otherwise, and what it may be set to. */
export const characterLimits = { usual: 25_000, least: 2_000, most: 500_000 };
