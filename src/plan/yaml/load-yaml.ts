import { packageMissing } from '../../tar/package-missing.js'

export type Yaml = typeof import('yaml')

/** @throws UsageError PACKAGE_MISSING when it is not installed */
export async function loadYaml(): Promise<Yaml> {
  try {
    // a literal import, so that bundlers see it; inside `try`, so that they build without the package
    return await import('yaml')
  } catch (error) {
    throw packageMissing('yaml', 'it reads the specs of plans', error)
  }
}
