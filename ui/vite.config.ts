import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  css: { transformer: "lightningcss" },
  build: {
    target: ["chrome123", "firefox128", "safari17.5"],
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
  server: { proxy: { "/api": "http://127.0.0.1:16686" } },
  // Properties take their time on a busy machine.
  test: { include: ["test/unit/**/*.test.ts"], environment: "node", testTimeout: 30_000 },
});
