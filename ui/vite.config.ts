import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** Where `npm run dev` finds the commands: the bridge that drives the real core over loopback HTTP. */
const bridge = process.env.KEYWRIGHT_BRIDGE ?? "http://127.0.0.1:4173";

export default defineConfig({
  plugins: [react()],
  clearScreen: false,
  server: {
    port: 5173,
    strictPort: true,
    proxy: {
      // Commands are the only POST requests and `__events` the only stream; both go to the bridge as they are.
      "^/(__[a-z]+|[a-z]+(_[a-z]+)*)$": {
        target: bridge,
        changeOrigin: true,
        headers: { origin: bridge },
      },
    },
  },
  build: {
    target: ["es2023", "safari17.5", "chrome125"],
    // A strict content security policy takes no data: scripts and no inline styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  test: {
    include: ["src/**/*.test.ts"],
    environment: "node",
  },
});
