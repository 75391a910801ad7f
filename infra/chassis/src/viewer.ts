import { Refusal } from "@wealthgraph/kernel/refusal";

/** What a person (or a service acting for one household) may do in a household. */
export type Role = "OWNER" | "MEMBER" | "ADVISER" | "VIEWER" | "SERVICE";

/** Who asks, as the verified access token says. */
export interface Viewer {
  readonly kind: "user" | "service" | "anonymous";
  /** null unless `kind` is "user" */
  readonly userId: string | null;
  readonly households: ReadonlyMap<string, Role>;
  readonly scopes: ReadonlySet<string>;
  /** The token itself, to pass on; null for an anonymous viewer. */
  readonly token: string | null;
}

export const ANONYMOUS: Viewer = {
  kind: "anonymous",
  userId: null,
  households: new Map(),
  scopes: new Set(),
  token: null,
};

export type Access = "read" | "write" | "own";

const ALLOWED: Readonly<Record<Role, ReadonlySet<Access>>> = {
  OWNER: new Set<Access>(["read", "write", "own"]),
  MEMBER: new Set<Access>(["read", "write"]),
  ADVISER: new Set<Access>(["read"]),
  VIEWER: new Set<Access>(["read"]),
  SERVICE: new Set<Access>(["read", "write"]),
};

/**
 * @returns the user's id
 * @throws {Refusal} UNAUTHENTICATED when nobody, or a service, asks
 */
export function requireUser(viewer: Viewer): string {
  if (viewer.userId === null) throw new Refusal("UNAUTHENTICATED", "sign in first");
  return viewer.userId;
}

/**
 * The second line of three: what the token's memberships allow.
 *
 * @throws {Refusal} UNAUTHENTICATED for an anonymous viewer; NOT_FOUND when the household is not the
 * viewer's (its existence does not leak); FORBIDDEN when the role, or the token's scope, is too small
 */
export function requireHousehold(viewer: Viewer, householdId: string, access: Access): void {
  if (viewer.kind === "anonymous") throw new Refusal("UNAUTHENTICATED", "sign in first");
  const role = viewer.households.get(householdId);
  if (!role) throw new Refusal("NOT_FOUND", "no such household among yours");
  const scope = access === "read" ? "read" : "write";
  if (!viewer.scopes.has(scope) || !ALLOWED[role].has(access)) {
    throw new Refusal("FORBIDDEN", `your role ${role} does not allow to ${access}`, {
      role,
      access,
    });
  }
}
