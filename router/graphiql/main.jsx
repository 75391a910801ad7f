import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import "graphiql/style.css";
import { createClient } from "graphql-ws";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

const address = new URL("/graphql", window.location.href);
const socketAddress = new URL(address);
socketAddress.protocol = address.protocol === "https:" ? "wss:" : "ws:";

/** The headers of the editor; a socket takes the Authorization of the moment it opens. */
let headers = {};

const wsClient = createClient({
  url: socketAddress.href,
  lazy: true,
  connectionParams: () => {
    const [, authorization] =
      Object.entries(headers).find(([name]) => name.toLowerCase() === "authorization") ?? [];
    return authorization ? { authorization } : {};
  },
});

const ask = createGraphiQLFetcher({ url: address.href, wsClient });

function fetcher(parameters, options) {
  headers = options?.headers ?? {};
  return ask(parameters, options);
}

const defaultQuery = `# Sign in, then put {"Authorization": "Bearer <accessToken>"} into the headers below.
mutation {
  signIn(input: { email: "demo@wealthgraph.example", password: "" }) {
    accessToken
    accessTokenExpiresAt
  }
}
`;

createRoot(document.getElementById("graphiql")).render(
  createElement(GraphiQL, { fetcher, defaultQuery, shouldPersistHeaders: false }),
);
