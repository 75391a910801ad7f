/** The tenant: people whose money is looked at together. */
export interface Household {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly version: number; // 1, 2, …: grows with every change
}

/** People in one household; more is a mistake or an attack. */
export const PEOPLE_MAX = 50;
/** Memberships and open invitations of one household together. */
export const MEMBERSHIPS_MAX = 50;
/** Households one user is a member of: they travel in the access token. */
export const HOUSEHOLDS_PER_USER_MAX = 50;
