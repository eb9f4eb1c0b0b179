/** A client of other people's making; it ships no types. */
declare module 'clickup.js' {
  /** The client: a property per noun of the API, a method per operation. */
  export function createClickup(options: object): ReturnType<typeof JSON.parse>;
}
