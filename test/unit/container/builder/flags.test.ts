import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ContainerBuilder } from '../../../../src/container/builder/builder.js'
import { flags } from '../../../../src/container/builder/request.js'

/** What a builder has besides setters. */
const verbs = ['constructor', 'with', 'use', 'raw', 'on', 'toRequest']
/** What stands behind the flags on the line of docker run. */
const behindFlags = ['image', 'command']
const endings = ['create', 'start', 'output', 'attach', 'attachTerminal']

/** The methods of a class and of those it is built of. */
function methodsOf(prototype: object | null): string[] {
  if (prototype === null || prototype === Object.prototype) return []
  return [...Object.getOwnPropertyNames(prototype), ...methodsOf(Object.getPrototypeOf(prototype) as object | null)]
}

test('every setter stands for one flag of docker run', () => {
  const setters = new Set(methodsOf(ContainerBuilder.prototype))
  for (const other of [...verbs, ...behindFlags, ...endings]) setters.delete(other)
  expect([...setters].sort()).toEqual(Object.keys(flags).sort())
})

test('the page shows each setter beside its flag', () => {
  const rows = readFileSync('docs/containers.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `.'))
  for (const [setter, { flag }] of Object.entries(flags)) {
    const row = rows.find((line) => line.includes(`\`.${setter}(`))
    expect(row, `.${setter}() for ${flag}`).toContain(`\`${flag}\``)
  }
})
