/** Tests in a real browser: `npm run test:browser`. They are too slow for `npm test`, and need a Chromium that is there. */
module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'browser',
  rootDir: 'apps/api',
  testMatch: ['<rootDir>/test/**/*.browser-spec.ts'],
  reporters: ['default', '<rootDir>/../../scripts/summary-reporter.js'],
};
