import { expect, test } from 'vitest'
import type { ProbeOptions, ReachEnd } from '../../../../src/topology/index.js'
import { machine, oneMachine, second } from '../reach/hosts.js'
import { topologyOf } from '../made.js'

const one = oneMachine()
const two = topologyOf({ one: machine, two: second })
const web = { port: 80 }

test.each<[says: string, call: () => Promise<unknown>, code: string, hint: string]>([
  ['a port that is missing', () => one.probe('asker', 'web', {} as never), 'INVALID_PORT', 'as a number'],
  ['nothing', () => one.probe('asker', 'web', undefined as never), 'INVALID_ARGUMENT', 'give an object'],
  ['a port that is a text', () => one.probe('asker', 'web', { port: '80' } as never), 'INVALID_PORT', 'as a number'],
  ['a misspelt option', () => one.probe('asker', 'web', { prot: 80 } as never), 'UNKNOWN_OPTION', 'port'],
  ['UDP', () => one.probe('asker', 'web', { ...web, protocol: 'udp' as never }), 'INVALID_ARGUMENT', 'ask t.reach()'],
  ['another protocol', () => one.probe('a', 'web', { ...web, protocol: 'ip' as never }), 'INVALID_ARGUMENT', 'tcp'],
  [
    'a timeout that cannot be',
    () => one.probe('asker', 'web', { ...web, timeout: 0 }),
    'INVALID_ARGUMENT',
    'above zero',
  ],
  ['a container that is not there', () => one.probe('askr', 'web', web), 'INVALID_ARGUMENT', 'did you mean asker?'],
  ['outside as a target', () => one.probe('asker', 'outside', web), 'INVALID_ARGUMENT', "give 'host' and { host }"],
  [
    'outside without another machine',
    () => one.probe('outside', 'web', web),
    'INVALID_ARGUMENT',
    'topology(docker, other)',
  ],
  [
    'the machine of the target as outside',
    () => two.probe('outside', 'shop', { ...web, by: 'two' }),
    'INVALID_ARGUMENT',
    'topology(docker, other)',
  ],
  [
    'a machine that is not there',
    () => two.probe('outside', 'shop', { ...web, by: 'tow' }),
    'INVALID_ARGUMENT',
    'did you mean two?',
  ],
  [
    'a machine that is no text',
    () => two.probe('outside', 'shop', { ...web, by: null as never }),
    'INVALID_ARGUMENT',
    'by cannot be null',
  ],
  [
    'a machine for one that needs none',
    () => two.probe('asker', 'farweb', { ...web, by: 'two' }),
    'INVALID_ARGUMENT',
    'leave it out',
  ],
  ['a topology without clients', () => one.probe('asker', 'web', web), 'INVALID_ARGUMENT', 'await topology(docker)'],
])('%s is refused before anything is asked', async (_, call, code, hint) => {
  const error: unknown = await call().catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code, sent: 'no' })
  expect((error as Error).message).toContain(hint)
})

test.each<[from: ReachEnd, to: ReachEnd, options: Partial<ProbeOptions>, machine: string]>([
  ['asker', 'farweb', {}, 'one'],
  ['host', 'shop', {}, 'two'],
  ['host', 'host', { host: 'one' }, 'one'],
  ['outside', 'shop', {}, 'one'],
  ['outside', 'asker', { by: 'two' }, 'two'],
  ['shop', 'host', { host: 'one' }, 'two'],
])('%s to %s is asked of the machine that connects: %o, %s', async (from, to, options, name) => {
  // this topology has no clients, and the error names the one that was looked for
  await expect(two.probe(from, to, { ...web, ...options })).rejects.toMatchObject({
    details: { value: name },
    sentence: `this topology has no engine of "${name}"`,
  })
})
