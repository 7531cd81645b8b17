import { unknownOption } from '../../../engine/call/nearest.js'
import { invalidArgument } from '../../../errors/invalid-argument.js'
import { checkText } from '../../program.js'

const known = ['no-new-privileges', 'seccomp', 'apparmor', 'label', 'systempaths', 'writable-cgroups']

/** Whether an option opens the paths of the kernel that docker hides; it is two fields of the request. */
export function isAllPaths(option: string): boolean {
  return option === 'systempaths=unconfined'
}

/** Reads what follows `docker run --security-opt`, with an equals sign or an older colon. */
export function checkSecurityOpt(option: unknown): string {
  const [, key, sign = '', value = ''] = /^([^=:]*)([=:]?)(.*)$/s.exec(checkText('securityOpt', option)) ?? []
  if (key === undefined || !known.includes(key)) throw unknownOption(key ?? '', known, 'securityOpt()')
  const text = `${key}${sign}${value}`
  if (key === 'no-new-privileges' || key === 'writable-cgroups') {
    if (sign === '' || value === 'true' || value === 'false') return text
    throw invalidArgument('securityOpt', option, `write it like ${key} or ${key}=false`)
  }
  if (value === '') throw invalidArgument('securityOpt', option, `say which: ${key}=unconfined`)
  if (key === 'systempaths' && value !== 'unconfined')
    throw invalidArgument('securityOpt', option, 'it can only be systempaths=unconfined')
  if (key === 'seccomp' && !isProfile(value)) {
    const hint = "give unconfined, builtin or the profile itself, as in 'seccomp=' + readFileSync(path, 'utf8')"
    throw invalidArgument('securityOpt', option, hint)
  }
  return text
}

function isProfile(value: string): boolean {
  return value === 'unconfined' || value === 'builtin' || value.trimStart().startsWith('{')
}
