/** One operation of the API, as the generator lists it. */
export interface OperationEntry {
  readonly method: string;
  /** Path template under the base URL: `/v2/task/{task_id}`. */
  readonly path: string;
  /** What it does: looks, changes, destroys, or decides who may see or do what. */
  readonly effect?: 'read' | 'write' | 'delete' | 'admin';
  /** Where a request says what it is about, by place: `path.task_id` to `task`. */
  readonly location?: Readonly<Record<string, string>>;
}

/** An operation with its id in the API's document. */
export interface Operation extends OperationEntry {
  readonly id: string;
}

/** All operations of an API, by id. */
export type Operations<Id extends string = string> = Readonly<Record<Id, OperationEntry>>;
