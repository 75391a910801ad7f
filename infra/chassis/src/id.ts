import { v7 } from "uuid";

/** A new UUIDv7: time-ordered, so that an index on it stays compact. */
export function newId(): string {
  return v7();
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** True when `text` is a UUID; asked before an id from outside meets SQL, so that a wrong id is NOT_FOUND and not a cast error. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
