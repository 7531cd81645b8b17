import tseslint from 'typescript-eslint'

export default tseslint.config(
  { ignores: ['dist', 'site', 'coverage', 'node_modules'] },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['*.config.js'] }, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // Our values print themselves: `${ip}`, `${cidr}`, `${plan}`, and numbers read well in a sentence.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allow: [{ name: ['Ip', 'Cidr', 'Mac', 'Plan'], from: 'file' }] },
      ],
      // `interface X extends WireOf<typeof x> {}` gives a definition of the API its name in messages and docs.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      // An abort rejects with the signal's own reason, whatever it is; what was thrown passes through as it is.
      '@typescript-eslint/prefer-promise-reject-errors': [
        'error',
        { allowThrowingAny: true, allowThrowingUnknown: true },
      ],
      // `await using web = ...` uses `web` at the end of its block.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreUsingDeclarations: true }],
      // `this: void` says that a static function may be handed on: `texts.map(Cidr.parse)`.
      '@typescript-eslint/no-invalid-void-type': ['error', { allowAsThisParameter: true }],
      // A type parameter that is read once is how a literal is checked while it is typed.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    // Without `await`, a call that is refused before it is sent loses its caller from the stack.
    rules: { '@typescript-eslint/return-await': ['error', 'always'] },
  },
  { files: ['**/*.js', '**/*.mjs', '**/*.cjs'], extends: [tseslint.configs.disableTypeChecked] },
)
