/** Shared by every package: compile TypeScript with swc, resolve Redress's own packages to their sources. */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/{src,test}/**/*.spec.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2023',
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
      },
    ],
    '\\.m?js$': ['@swc/jest', { jsc: { target: 'es2023' }, module: { type: 'commonjs' } }],
  },
  // Nest 12 is published as ES modules only; swc turns it and what it imports into CommonJS for Jest.
  transformIgnorePatterns: [
    '/node_modules/(?!(@nestjs|temporal-polyfill|temporal-utils|file-type|strtok3|token-types|uint8array-extras|@tokenizer|load-esm|es-toolkit)/)',
    '/(packages|apps)/[a-z-]+/dist/',
  ],
  moduleNameMapper: {
    '^@redress/event-store/contract$': '<rootDir>/../../packages/event-store/src/contract/index.ts',
    '^@redress/([a-z-]+)/testing$': '<rootDir>/../../packages/$1/src/testing/index.ts',
    '^@redress/([a-z-]+)$': '<rootDir>/../../packages/$1/src/index.ts',
  },
};
