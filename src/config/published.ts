/**
 * Whether `clickup-tools` is on the npm registry. Until it is, nothing that we print or document may name it to `npx` or
 * `npm install`: whoever registered the name would be sent the reader's key.
 */
export const published: boolean = false;
