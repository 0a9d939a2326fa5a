/** The value of an expected success or failure. Bugs are exceptions; expected failures are values of this union. */
export type Result<Value, Failure> =
  | { readonly kind: 'ok'; readonly value: Value }
  | { readonly kind: 'error'; readonly error: Failure };

/** Wraps a success. */
export function ok<Value>(value: Value): { readonly kind: 'ok'; readonly value: Value } {
  return { kind: 'ok', value };
}

/** Wraps an expected failure. */
export function err<Failure>(error: Failure): { readonly kind: 'error'; readonly error: Failure } {
  return { kind: 'error', error };
}
