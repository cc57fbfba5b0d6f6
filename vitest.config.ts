import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: Vitest wants its configuration so
export default defineConfig({
  test: { include: ['test/**/*.test.ts'], testTimeout: 60_000 },
  define: { __VERSION__: '"0.0.0"' },
});
