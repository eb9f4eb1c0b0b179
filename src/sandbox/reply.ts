/** An answer other than 200 with JSON. Handlers return plain JSON values for the common case. */
export class Reply {
  constructor(
    readonly status: number,
    readonly body: unknown,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}
}

/** JSON with a status of its own. */
export const reply = (status: number, json: unknown): Reply => new Reply(status, json);

/** 204 without a body. */
export const noContent = (): Reply => new Reply(204, undefined);

/** 200 without a body. */
export const empty = (): Reply => new Reply(200, undefined);
