import type { EmailAddress } from "./emailAddress.js";

/** Somebody who signs in. What they see follows from their memberships. */
export interface User {
  readonly id: string;
  readonly email: EmailAddress;
  readonly displayName: string;
  readonly createdAt: Date;
}
