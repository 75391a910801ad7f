/** One jest for all workspaces: tests lie beside their file and run from TypeScript source. */
const swc = {
  jsc: {
    parser: { syntax: "typescript", decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
    target: "es2022",
    keepClassNames: true,
  },
  module: { type: "es6" },
  sourceMaps: "inline",
};

/** Components; their tests name jsdom as their environment on their first line. */
const withReact = {
  ...swc,
  jsc: {
    ...swc.jsc,
    parser: { syntax: "typescript", tsx: true },
    transform: { react: { runtime: "automatic" } },
  },
};

export default {
  roots: ["subgraphs", "router", "schema", "clients", "infra", "test"].map((d) => `<rootDir>/${d}`),
  testMatch: ["**/src/**/*.test.ts", "**/src/**/*.test.tsx"],
  testEnvironment: "node",
  testEnvironmentOptions: { customExportConditions: ["source", "node", "node-addons"] },
  extensionsToTreatAsEsm: [".ts", ".tsx"],
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  transform: {
    "^.+\\.ts$": ["@swc/jest", { ...swc, swcrc: false, configFile: false }],
    "^.+\\.tsx$": ["@swc/jest", { ...withReact, swcrc: false, configFile: false }],
  },
  modulePathIgnorePatterns: ["/dist/"],
  setupFilesAfterEnv: ["<rootDir>/test/src/fixedSeed.mjs"],
  testTimeout: 60_000,
  globalSetup: "<rootDir>/infra/local/jest.globalSetup.mjs",
  globalTeardown: "<rootDir>/infra/local/jest.globalTeardown.mjs",
  maxWorkers: 2,
  workerIdleMemoryLimit: "1GB",
};
