module.exports = {
  projects: ['<rootDir>/packages/*/jest.config.ts', '<rootDir>/apps/*/jest.config.ts'],
  reporters: ['default', '<rootDir>/scripts/summary-reporter.js'],
};
