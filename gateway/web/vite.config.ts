import { fileURLToPath, URL } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where the gateway listens while the client is developed with a reload on every change. */
const gateway = process.env.ENTENTE_GATEWAY_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  // The gateway writes a fresh nonce over the placeholder in every answer (content security policy).
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    target: "es2023",
    // An inlined asset is a data: address, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    manifest: true,
  },
  server: {
    proxy: Object.fromEntries(["/api", "/auth"].map((path) => [path, { target: gateway, ws: false }])),
  },
});
