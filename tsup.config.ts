import { defineConfig } from 'tsup'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    cidr: 'src/cidr/index.ts',
    transport: 'src/transport/index.ts',
    wire: 'src/wire.ts',
    zod: 'src/zod.ts',
  },
  format: ['esm', 'cjs'],
  target: 'node20.19',
  platform: 'node',
  sourcemap: true,
  clean: true,
  // Both formats in pieces, so that `Ip` from `mooring/cidr` is the `Ip` of `mooring`.
  splitting: true,
  treeshake: false,
  // What is marked @internal is not for users: the constructors of handles and builders, above all.
  // TypeScript 6 warns about what tsup passes on; without the reference, AbortSignal is `any` to users.
  dts: {
    compilerOptions: { ignoreDeprecations: '6.0', stripInternal: true },
    banner: '/// <reference types="node" />',
  },
})
