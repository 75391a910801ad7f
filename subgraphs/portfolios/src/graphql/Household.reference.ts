/** A household by its key; what portfolios adds to it checks the viewer, field by field. */
export function resolveHousehold(reference: {
  readonly id: string;
}): Promise<{ readonly id: string }> {
  return Promise.resolve({ id: reference.id });
}
