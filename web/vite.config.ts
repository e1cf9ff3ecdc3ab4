import { resolve } from "node:path";
import { defineConfig } from "vite";
import { contentSecurityPolicy, endWithParent, preloadWasm, seal } from "./vite.plugins.ts";

export default defineConfig({
  // Relative addresses: the site works under whatever path it is put.
  base: "./",
  publicDir: "../public",
  build: {
    outDir: "../dist",
    emptyOutDir: true,
    target: "es2023",
    // Inline data would need a wider policy, and the polyfill is for browsers that lack WebAssembly streaming too.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: resolve(import.meta.dirname, "index.html"), "service-worker": resolve(import.meta.dirname, "boot/service-worker.ts") },
      output: {
        // A service worker is known by its address: that one must not change with its content.
        entryFileNames: ({ name }) => (name === "service-worker" ? "[name].js" : "assets/[name]-[hash].js"),
      },
    },
  },
  worker: { format: "es" },
  server: { host: "127.0.0.1", strictPort: true },
  plugins: [endWithParent(), preloadWasm(), contentSecurityPolicy(), seal()],
});
