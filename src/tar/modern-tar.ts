import { packageMissing } from './package-missing.js'

export type ModernTar = typeof import('modern-tar')

/**
 * The package that reads and writes tar archives.
 *
 * @throws UsageError PACKAGE_MISSING when it is not installed
 */
export async function loadTar(): Promise<ModernTar> {
  try {
    // A literal import, so that bundlers see it; inside `try`, so that they build without the package.
    return await import('modern-tar')
  } catch (error) {
    throw packageMissing('modern-tar', 'directories and files are sent and received as tar archives', error)
  }
}
