/**
 * type-graphql asks for compiler metadata before it looks at the type thunk. We give every decorator
 * its thunk and emit no metadata, so the answer is always "none": nothing to polyfill.
 * Imported before the first decorator runs.
 */
const reflect = Reflect as unknown as { getMetadata?: () => undefined };
reflect.getMetadata ??= () => undefined;
