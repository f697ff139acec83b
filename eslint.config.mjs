import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

const only = (source, allowed) => ({
  sourceTag: `layer:${source}`,
  onlyDependOnLibsWithTags: allowed.map((name) => `layer:${name}`),
});

/** Imports point one way: domain <- event-store <- adapters; domain, event-store <- application <- read-models <- nestjs <- apps. */
const layers = [
  only('domain', []),
  only('event-store', ['domain']),
  only('adapter', ['domain', 'event-store']),
  only('application', ['domain', 'event-store']),
  only('read-models', ['domain', 'event-store', 'application']),
  only('nestjs', ['domain', 'event-store', 'application', 'read-models']),
  only('app', ['domain', 'event-store', 'adapter', 'application', 'read-models', 'nestjs']),
];
const everyLayer = ['domain', 'event-store', 'adapter', 'application', 'read-models', 'nestjs', 'app'];
const boundaries = (constraints) => [
  'error',
  {
    enforceBuildableLibDependency: false,
    allow: [],
    depConstraints: constraints,
    banTransitiveDependencies: false,
    // The EventStoreDB adapter is loaded where it is used; its types, and tests, import it like anything else.
    checkDynamicDependenciesExceptions: ['.*'],
  },
];

const nestIsElsewhere = {
  group: ['@nestjs/*', '@nestjs/*/**'],
  message: 'Only packages/nestjs and apps may import Nest.',
};

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', 'data/**', 'coverage/**'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { projectService: false } },
    rules: {
      '@nx/enforce-module-boundaries': boundaries(layers),
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only apps/ read the environment.' },
      ],
      'no-restricted-imports': ['error', { patterns: [nestIsElsewhere] }],
    },
  },
  {
    // The domain imports nothing but itself and the one time-zone library; it knows no clock, no chance and no platform.
    files: ['packages/domain/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [{ regex: '^(?!\\.{1,2}/|temporal-polyfill$)', message: 'The domain imports nothing but itself.' }],
        },
      ],
      'no-restricted-globals': [
        'error',
        'process',
        'setTimeout',
        'setInterval',
        'performance',
        'crypto',
        'fetch',
        'console',
        'Buffer',
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'The time comes in as an argument.',
        },
        {
          selector: "MemberExpression[object.name='Date'][property.name='now']",
          message: 'The time comes in as an argument.',
        },
        {
          selector: "MemberExpression[object.name='Math'][property.name='random']",
          message: 'The domain knows no chance.',
        },
      ],
    },
  },
  {
    files: ['packages/nestjs/**/*.ts'],
    rules: {
      'no-restricted-imports': 'off',
      // Nest reads constructor parameter types at run time, so they must not be type imports.
      '@typescript-eslint/consistent-type-imports': 'off',
    },
  },
  {
    files: ['apps/**/*.ts'],
    rules: {
      'no-restricted-imports': 'off',
      'no-restricted-properties': 'off',
      '@typescript-eslint/consistent-type-imports': 'off',
    },
  },
  {
    // Specs run against real adapters, and read where the real data lies from the environment.
    files: ['**/*.spec.ts', '**/test/**/*.ts', '**/bench/**/*.ts'],
    rules: {
      '@nx/enforce-module-boundaries': boundaries([
        { sourceTag: '*', onlyDependOnLibsWithTags: everyLayer.map((name) => `layer:${name}`) },
      ]),
      'no-restricted-properties': 'off',
    },
  },
  {
    files: ['**/*.js', '**/jest.config.ts', 'jest.config.ts'],
    languageOptions: {
      globals: { require: 'readonly', module: 'writable', process: 'readonly', __dirname: 'readonly' },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
