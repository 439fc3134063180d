/** Jest on native ES modules; the model is trained once before the tests and kept in .cache/. */
export default {
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
  },
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  globalSetup: '<rootDir>/test/helpers/warmModel.ts',
  testTimeout: 20_000,
  // Many tests wait for browsers, sockets and clocks; by default one of two cores would stay idle.
  maxWorkers: '100%',
  // Browser tests of a file run beside each other; more at once and they wait for the processor, not for clocks.
  maxConcurrency: 2,
}
