import { defineConfig } from "vitest/config";

/** Where the runner writes its own report for `.ci/run`; unset elsewhere. */
const report = process.env["MLDEBT_TEST_REPORT"];

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    reporters: report === undefined ? ["default"] : ["default", ["json", { outputFile: report }]],
  },
});
