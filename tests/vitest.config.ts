import { defineConfig } from "vitest/config";

const shared = {
  globalSetup: ["ui/setup.ts"],
  testTimeout: 30_000,
  hookTimeout: 60_000,
  pool: "forks" as const,
  // A debug build on a busy machine is waited for; what never comes still fails.
  expect: { poll: { timeout: 10_000 } },
};

export default defineConfig({
  test: {
    // Two browsers' worth of work at a time: the machine that has to keep up has two cores.
    maxWorkers: 2,
    projects: [
      { test: { ...shared, name: "browser", include: ["ui/*.spec.ts"] } },
      { test: { ...shared, name: "shots", include: ["ui/shots.run.ts"], testTimeout: 60_000 } },
    ],
  },
});
