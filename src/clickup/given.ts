/** What becomes of an optional argument: nothing stays nothing, a value becomes the result. */
export type Given<Value, Result> = Value extends undefined ? undefined : Result;
