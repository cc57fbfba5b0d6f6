import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: Vitest wants its configuration so
export default defineConfig({
  // Tests keep no state in modules, so files of one worker share them: most of the time would go into reading them again.
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    pool: 'threads',
    isolate: false,
    // Vitest leaves one processor free, which on a machine of two is half of it.
    maxWorkers: '100%',
  },
  define: { __VERSION__: '"0.0.0"' },
});
