import { invalidArgument } from '../../errors/invalid-argument.js'

/** The name of a driver, built in or of a plugin. Engines take none for `bridge`, and have one network each of two. */
export function checkDriverName(driver: unknown): string {
  const single = driver === 'host' || driver === 'null' || driver === 'none'
  if (typeof driver === 'string' && /^[\w][\w.:/-]*$/.test(driver) && !single) return driver
  const hint = single
    ? "every engine has its one network of this kind: .net('host') and .net('none') use them"
    : "give a driver's name, such as bridge, macvlan or that of a plugin; docker.info() lists them under Plugins.Network"
  throw invalidArgument('driver', driver, hint)
}
