/** Stands in the bundle for the validator that the SDK imports and this server never uses. */
export default function noValidator(): never {
  throw new Error('no JSON Schema validator is part of this bundle');
}
