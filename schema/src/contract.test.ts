import { readFile } from "node:fs/promises";
import { describe, expect, it } from "@jest/globals";
import { REFUSALS } from "@wealthgraph/kernel/refusalCodes";
import { apiSdl, undeclaredChanges } from "./breakingChanges.js";
import { compose, CompositionError } from "./compose.js";
import { refusalsPage } from "./refusalsPage.js";

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@authenticated", "@inaccessible"])';

const people = `${LINK}
type Query { me: Person @authenticated }
type Person @key(fields: "id") { id: ID! name: String! secret: String @inaccessible }`;
const scores = `${LINK}
type Person @key(fields: "id") { id: ID! name: String! @external score: Int @requires(fields: "name") }`;

const subgraph = (name: string, sdl: string) => ({ name, url: `http://127.0.0.1/${name}`, sdl });

describe("composition", () => {
  it("joins the fields two subgraphs give one type", () => {
    const { supergraphSdl } = compose([subgraph("people", people), subgraph("scores", scores)]);
    expect(supergraphSdl).toContain("join__graph");
    expect(apiSdl(supergraphSdl)).toContain("score: Int");
  });

  it("shows clients neither inaccessible fields nor federation's own", () => {
    const { supergraphSdl } = compose([subgraph("people", people), subgraph("scores", scores)]);
    expect(apiSdl(supergraphSdl)).not.toMatch(/secret|_entities|join__/);
  });

  it("names the subgraph and the field of every fault", () => {
    const wrong = scores.replace("name: String! @external", "nickname: String! @external");
    expect(() => compose([subgraph("people", people), subgraph("scores", wrong)])).toThrow(
      CompositionError,
    );
    expect(() => compose([subgraph("people", people), subgraph("scores", wrong)])).toThrow(
      /scores.*name/s,
    );
  });
});

describe("a breaking change", () => {
  const released = "type Query { me(id: ID): String old: Int kept: Int }";

  it.each([
    {
      name: "a field that is gone",
      now: "type Query { me(id: ID): String kept: Int }",
      says: "Query.old was removed.",
    },
    {
      name: "an argument that became required",
      now: "type Query { me(id: ID!): String old: Int kept: Int }",
      says: "Query.me arg id has changed type from ID to ID!.",
    },
    {
      name: "a type that changed",
      now: "type Query { me(id: ID): Int old: Int kept: Int }",
      says: "Query.me changed type from String to Int.",
    },
  ])("such as $name is found until it is declared", ({ now, says }) => {
    expect(undeclaredChanges(released, now, "None.")).toEqual([{ description: says }]);
    expect(undeclaredChanges(released, now, `- ${says} Because nobody asked for it.`)).toEqual([]);
  });

  it("is not a field or an optional argument more", () => {
    const now = "type Query { me(id: ID, more: Int): String old: Int kept: Int new: Int }";
    expect(undeclaredChanges(released, now, "")).toEqual([]);
  });
});

describe("the page of refusals", () => {
  it("lists every code of the registry", () => {
    const page = refusalsPage();
    for (const code of Object.keys(REFUSALS)) expect(page).toContain(`\`${code}\``);
  });
});

describe("the committed supergraph", () => {
  it("composes from the committed subgraphs", async () => {
    const names = ["users", "portfolios", "market-data", "tax", "planning"];
    const sdl = await Promise.all(names.map((name) => readFile(`schema/${name}.graphql`, "utf8")));
    const ports = {
      users: 4101,
      portfolios: 4102,
      "market-data": 4103,
      tax: 4104,
      planning: 4105,
    } as Record<string, number>;
    const { supergraphSdl } = compose(
      names.map((name, i) => ({
        name,
        url: `http://127.0.0.1:${ports[name]}/graphql`,
        sdl: sdl[i] ?? "",
      })),
    );
    expect(supergraphSdl).toBe(await readFile("schema/supergraph.graphql", "utf8"));
  });
});
