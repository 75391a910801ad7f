import "@mantine/core/styles.css";
import "./look/look.css";
import { ApolloProvider } from "@apollo/client/react";
import { MantineProvider } from "@mantine/core";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { client } from "./graph/client.js";
import { registerWorker } from "./offline/registerWorker.js";
import { cssVariables, theme } from "./look/theme.js";
import { router } from "./routes.js";

const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <ApolloProvider client={client}>
          <RouterProvider router={router} />
        </ApolloProvider>
      </MantineProvider>
    </StrictMode>,
  );

// After the first view: what it loads is kept for later, not waited for now.
window.addEventListener("load", () =>
  setTimeout(() => void registerWorker().catch(() => undefined), 2_000),
);
