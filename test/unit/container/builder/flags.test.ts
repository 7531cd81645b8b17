import { expect, test } from 'vitest'
import { ContainerBuilder } from '../../../../src/container/builder/builder.js'
import { runFlags } from '../../../../src/container/command-line/docker-run.js'
import { flags } from '../../../../src/container/builder/request.js'
import { lines } from '../../../contract/docker-run/lines.js'

/** What a builder has besides setters. */
const verbs = ['constructor', 'with', 'use', 'raw', 'on', 'toRequest', 'toDockerRun', 'told']
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

test('each row of the table has a line, and no line has a flag of none', () => {
  const shown = lines.flatMap(([line]) => line.split(' ').filter((word) => /^--?[a-z]/i.test(word)))
  const known: readonly string[] = runFlags.flatMap(({ flag, also = [] }) => [flag, ...also])
  expect(runFlags.filter(({ flag }) => !shown.includes(flag))).toEqual([])
  expect(shown.filter((flag) => !known.includes(flag) && flag !== '-it')).toEqual([])
})
