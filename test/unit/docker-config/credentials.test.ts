import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dockerCredentials } from '../../../src/docker-config/credentials.js'
import type { FoundCredentials } from '../../../src/engine/credentials.js'
import { parseImageReference } from '../../../src/docker-words/image-reference.js'
import {
  allCredentialsRows,
  credentialsRows,
  writeCredentials,
  type CredentialsRow,
} from '../docker-cli-credentials.js'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mooring-credentials-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const registry = 'reg.example:5000'
const never = new AbortController().signal
const find = (row: CredentialsRow): Promise<FoundCredentials> =>
  dockerCredentials(writeCredentials(folder, row)).find(parseImageReference(row.image).registry, never)

// What docker does is held to the same table by test/engine/docker-cli-credentials.test.ts.
test.each(credentialsRows)('who asks, by $says', async (row) => {
  const { auth = {} } = await find(row)
  const wanted = row.mooring?.sends ?? row.docker
  expect(auth).toEqual('serveraddress' in wanted && Object.keys(wanted).length === 1 ? {} : wanted)
})

test.each(allCredentialsRows)('who asks in a build, by $says', async (row) => {
  const auths = await dockerCredentials(writeCredentials(folder, row)).all(never)
  const wanted = Object.entries(row.mooring?.sends ?? row.docker)
  // nobody is left out: to a registry, it is the same
  expect(auths).toEqual(Object.fromEntries(wanted.filter(([, auth]) => Object.keys(auth).length > 0)))
})

describe('what cannot be read is told, and nothing of it is repeated', () => {
  const entry = { [registry]: { auth: Buffer.from('canary:canary').toString('base64') } }
  test.each<[string, Omit<CredentialsRow, 'says' | 'image' | 'docker'>, RegExp]>([
    ['a file that is cut short', { config: '{"auths":{"canary":' }, /config\.json cannot be read: not JSON$/],
    ['a file that is no object', { config: '["canary"]' }, /config\.json cannot be read: not an object$/],
    [
      'an entry',
      { config: { auths: { [registry]: { auth: '*canary*' } } } },
      /^the entry of reg\.example:5000 in .* cannot be read$/,
    ],
    ['a variable', { variable: 'canary' }, /^DOCKER_AUTH_CONFIG cannot be read$/],
    [
      'a helper that is missing',
      { config: { credsStore: 'missing' } },
      /^docker-credential-missing is not on the PATH$/,
    ],
    [
      'a helper that fails',
      { config: { credsStore: 'fails', auths: entry } },
      /^docker-credential-fails ended with exit code 1$/,
    ],
    [
      'a helper that prints something else',
      { config: { credsStore: 'prints' } },
      /^docker-credential-prints printed no credentials$/,
    ],
    [
      'a helper with a path for a name',
      { config: { credsStore: '../good' } },
      /^"\.\.\/good" is not the name of a credential helper$/,
    ],
  ])('%s', async (_, row, problem) => {
    const found = await find({ says: '', image: `${registry}/app`, docker: {}, ...row })
    expect(found.problem).toMatch(problem)
    expect(found.problem).not.toContain('canary')
  })

  test('a folder that stands in the place of the file', async () => {
    mkdirSync(join(folder, 'config.json'))
    const { auth, problem } = await dockerCredentials({ DOCKER_CONFIG: folder }).find(registry, never)
    expect(auth).toBeUndefined()
    expect(problem).toMatch(/config\.json cannot be read: EISDIR/)
  })
})

describe('a credential helper', () => {
  const ask = async (script: string, signal = never, helperTime?: number): Promise<FoundCredentials> => {
    const env = writeCredentials(folder, { config: { credsStore: 'own' } })
    const path = join(folder, 'bin', 'docker-credential-own')
    writeFileSync(path, `#!/bin/sh\n${script}\n`)
    chmodSync(path, 0o755)
    return await dockerCredentials(env, helperTime).find(registry, signal)
  }

  test('is started without a shell, with one argument and the registry on its input', async () => {
    const { auth } = await ask(`read -r line; echo '{"Username":"'"$# $1 $line"'","Secret":"s"}'`)
    expect(auth).toEqual({ username: `1 get ${registry}`, password: 's', serveraddress: registry })
  })

  test('need not read its input', async () => {
    const { auth } = await ask(`exec 0<&-; echo '{"Username":"me","Secret":"s"}'`)
    expect(auth).toMatchObject({ username: 'me' })
  })

  test('that prints without end is ended', async () => {
    const { problem } = await ask('while :; do echo canarycanarycanarycanarycanarycanarycanarycanary; done')
    expect(problem).toBe('docker-credential-own printed more than 65536 bytes')
  })

  test('that does not answer in time is killed', async () => {
    const { problem } = await ask(`echo $$ > ${folder}/pid; exec /bin/sleep 600`, never, 500)
    expect(problem).toBe('docker-credential-own did not answer within 0.5 s')
    await ended(await pidIn(join(folder, 'pid')))
  })

  test('that leaves a child behind, which holds its output, is given up in time', async () => {
    const { problem } = await ask(`/bin/sleep 600 & echo $! > ${folder}/pid`, never, 500)
    expect(problem).toBe('docker-credential-own did not answer within 0.5 s')
    process.kill(await pidIn(join(folder, 'pid')))
  })

  test('that is not a program is of no use', async () => {
    const env = writeCredentials(folder, { config: { credsStore: 'own' } })
    writeFileSync(join(folder, 'bin', 'docker-credential-own'), 'text')
    const { problem } = await dockerCredentials(env).find(registry, never)
    expect(problem).toBe('docker-credential-own cannot be started: EACCES')
  })

  test('is killed when the call is over', async () => {
    const leaving = new AbortController()
    const asked = ask(`echo $$ > ${folder}/pid; exec /bin/sleep 600`, leaving.signal)
    const pid = await pidIn(join(folder, 'pid'))
    leaving.abort(new Error('enough'))
    await expect(asked).rejects.toThrow('enough')
    await ended(pid)
  })
})

/** Waits for a program to have written its id. */
async function pidIn(path: string): Promise<number> {
  for (;;) {
    const pid = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0
    if (pid > 0) return pid
    await nextTurn()
  }
}

/** Waits for a program to have ended. */
async function ended(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0)
    } catch {
      return
    }
    await nextTurn()
  }
}
