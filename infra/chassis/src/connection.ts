import "./noMetadata.js";
import { Field, ObjectType } from "type-graphql";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { Shareable } from "./directives.js";

/** Relay page information. */
@Shareable()
@ObjectType({ description: "Where a page stands in its list." })
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean)
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  startCursor!: string | null;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

export const PAGE_SIZE_MAX = 100;

/** One page as operations return it: `hasNextPage` is known by loading one row more than asked. */
export interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly hasNextPage: boolean;
}

/**
 * @returns `first`, or 50 when absent
 * @throws {Refusal} BAD_INPUT when it is not 1..100
 */
export function pageSize(first: number | null | undefined): number {
  const size = first ?? 50;
  if (!Number.isInteger(size) || size < 1 || size > PAGE_SIZE_MAX) {
    throw new Refusal("BAD_INPUT", `first is 1 to ${PAGE_SIZE_MAX} (asked: ${size})`, {
      firstMax: PAGE_SIZE_MAX,
    });
  }
  return size;
}

/** An opaque cursor over the sort key of a row (keyset pagination). */
export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/**
 * @param parts how many parts the key has
 * @returns null for an absent cursor
 * @throws {Refusal} BAD_INPUT when it is not a cursor of ours
 */
export function decodeCursor(
  cursor: string | null | undefined,
  parts: number,
): (string | number)[] | null {
  if (cursor === null || cursor === undefined) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    const isPart = (p: unknown) => typeof p === "string" || typeof p === "number";
    if (Array.isArray(key) && key.length === parts && key.every(isPart))
      return key as (string | number)[];
  } catch {
    // falls through to the refusal: what is not JSON is not a cursor
  }
  throw new Refusal("BAD_INPUT", "after is a cursor that an earlier page returned");
}

/** The Relay shape of a page. `keyOf` gives the sort key of a node. */
export function toConnection<Node>(
  page: Page<Node>,
  keyOf: (node: Node) => readonly (string | number)[],
  after: string | null | undefined,
): { edges: { cursor: string; node: Node }[]; pageInfo: PageInfo } {
  const edges = page.nodes.map((node) => ({ cursor: encodeCursor(keyOf(node)), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: Boolean(after),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
