import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'tsup'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    cidr: 'src/cidr/index.ts',
    topology: 'src/topology/index.ts',
    plan: 'src/plan/index.ts',
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
  // One format has maps: they are most of the package, and those of CommonJS name the folders of this machine.
  onSuccess: () => {
    const folder = join(import.meta.dirname, 'dist')
    for (const name of readdirSync(folder)) {
      const path = join(folder, name)
      if (name.endsWith('.cjs.map')) rmSync(path)
      if (name.endsWith('.cjs'))
        writeFileSync(path, readFileSync(path, 'utf8').replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n'))
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
