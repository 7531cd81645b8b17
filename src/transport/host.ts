import { UsageError } from '../errors/usage.js'

/** An address of an engine, taken apart. */
export interface UnixHost {
  readonly scheme: 'unix'
  readonly path: string
}

/**
 * Reads an address such as `unix:///var/run/docker.sock`.
 *
 * @param from who gave it, for the error: an option, a variable, a file
 * @throws UsageError HOST_INVALID
 */
export function parseHost(text: string, from: string): UnixHost {
  const [, scheme, rest = ''] = /^([a-z]+):\/\/(.*)$/s.exec(text) ?? []
  if (scheme === undefined)
    throw hostInvalid(text, from, 'it has no scheme', 'write it like unix:///var/run/docker.sock')
  if (scheme === 'npipe') return { scheme: 'unix', path: rest.replaceAll('/', '\\') }
  if (scheme !== 'unix') {
    throw hostInvalid(
      text,
      from,
      `${scheme}:// is not a unix socket`,
      'mooring opens unix:// sockets; bring a distant one near with: ssh -nNT -L /tmp/docker.sock:/var/run/docker.sock <host>',
    )
  }
  if (rest.startsWith('/') && !/[\u0000-\u001f]/.test(rest)) return { scheme, path: rest }
  throw hostInvalid(
    text,
    from,
    'its path is not absolute',
    'three slashes begin an absolute path: unix:///var/run/docker.sock',
  )
}

/** The error for an address that leads nowhere. */
export function hostInvalid(host: string, from: string, why: string, hint: string): UsageError<'HOST_INVALID'> {
  return new UsageError('HOST_INVALID', {
    message: `${from} says ${JSON.stringify(host)}, and ${why}`,
    details: { host, from },
    hint,
  })
}
