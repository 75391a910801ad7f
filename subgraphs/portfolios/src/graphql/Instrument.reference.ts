/** An instrument by its key; what the viewer holds of it is asked field by field. */
export function resolveInstrument(reference: {
  readonly id: string;
}): Promise<{ readonly id: string }> {
  return Promise.resolve({ id: reference.id });
}
