import { InMemoryCache } from "@apollo/client/cache";
import { relayStylePagination } from "@apollo/client/utilities";

/**
 * One copy of everything. A quote is known by its instrument; money and columns have no identity
 * and are replaced whole.
 */
export function createCache(): InMemoryCache {
  return new InMemoryCache({
    typePolicies: {
      Query: {
        fields: {
          openSessions: { merge: false },
          simulation: {
            read: (existing, { args, toReference }) =>
              existing ?? toReference({ __typename: "Simulation", id: args?.["id"] as string }),
          },
        },
      },
      Quote: { keyFields: ["instrument", ["id"]] },
      Money: { keyFields: false },
      Snapshots: { keyFields: false },
      PriceBars: { keyFields: false },
      Performance: { keyFields: false },
      Risk: { keyFields: false },
      Income: { keyFields: false },
      TaxEstimate: { keyFields: false },
      LotHarvest: { keyFields: false },
      WashSaleRisk: { keyFields: false },
      Portfolio: {
        fields: {
          positions: relayStylePagination(),
          disposals: relayStylePagination(["from", "to"]),
        },
      },
      RealizedGains: { keyFields: false },
      Account: { fields: { transactions: relayStylePagination(["includeReversed"]) } },
      Import: { fields: { rows: relayStylePagination(["verdict"]) } },
      Household: {
        fields: {
          simulations: relayStylePagination(),
          watchlists: { merge: false },
          alerts: { merge: false },
          goals: { merge: false },
          people: { merge: false },
          accounts: { merge: false },
          invitations: { merge: false },
          memberships: { merge: false },
        },
      },
    },
  });
}
