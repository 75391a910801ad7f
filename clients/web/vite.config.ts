import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { splitOperations } from "./splitOperations.ts";

const ENDPOINT = process.env["WEALTHGRAPH_ENDPOINT"] ?? "http://127.0.0.1:4000";

/** In development the endpoint stands behind the same origin, as it does when the router serves dist. */
export default defineConfig({
  plugins: [react(), splitOperations()],
  build: {
    target: "es2023",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
  },
  server: {
    proxy: {
      "/graphql": { target: ENDPOINT, ws: true, changeOrigin: true, rewriteWsOrigin: true },
      "/uploads": { target: ENDPOINT, changeOrigin: true },
    },
  },
});
