import { checkRef, isFullId, nameOf, plainName, type RefLike } from '../../engine/ref.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { checkAlias } from './alias.js'

/**
 * A link as engines take it: `db`, or `db:database`.
 *
 * @throws UsageError INVALID_ARGUMENT, INVALID_REF, INVALID_ALIAS (R88)
 */
export function checkLink(container: RefLike<'container'>, alias?: string): string {
  if (typeof container !== 'string') {
    checkRef('container', 'word', container)
    const name = dnsName(plainName(nameOf(container)))
    return `${checkRef('container', 'word', name)}:${checkAlias(alias ?? name)}`
  }
  const [name, behind, ...more] = container.split(':')
  if (more.length > 0 || (alias !== undefined && behind !== undefined))
    throw invalidArgument('link', container, "write it like .link('db') or .link('db', 'database')")
  const word = checkRef('container', 'word', name)
  const given = alias ?? behind
  return given === undefined ? word : `${word}:${checkAlias(given)}`
}

/** The DNS of a network answers names and short ids: a link by a whole id leads nowhere there. */
function dnsName(name: string): string {
  return isFullId(name) ? name.slice(0, 12) : name
}
