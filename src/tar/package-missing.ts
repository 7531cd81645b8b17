import { UsageError } from '../errors/usage.js'

/**
 * The error for an optional package that a verb needs and cannot load.
 *
 * @param why what it is needed for, as a sentence without its end
 */
export function packageMissing(name: string, why: string, cause: unknown): UsageError<'PACKAGE_MISSING'> {
  return new UsageError('PACKAGE_MISSING', {
    message: `the package ${name} cannot be loaded, and ${why}`,
    details: { package: name },
    hint: `install it beside mooring: npm install ${name}`,
    cause,
  })
}
