import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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
  // The maps of CommonJS name the files that they were made of by where this machine has them.
  onSuccess: () => {
    const folder = join(import.meta.dirname, 'dist')
    for (const name of readdirSync(folder).filter((name) => name.endsWith('.map'))) {
      const map = readFileSync(join(folder, name), 'utf8')
      writeFileSync(join(folder, name), map.replaceAll(`${folder}/`, ''))
    }
    return Promise.resolve()
  },
  // What is marked @internal is not for users: the constructors of handles and builders, above all.
  // TypeScript 6 warns about what tsup passes on; without the reference, AbortSignal is `any` to users.
  dts: {
    compilerOptions: { ignoreDeprecations: '6.0', stripInternal: true },
    banner: '/// <reference types="node" />',
  },
})
