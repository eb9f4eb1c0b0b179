/** The object that JSON text holds. */
export type JsonObject = Readonly<Record<string, unknown>>;
