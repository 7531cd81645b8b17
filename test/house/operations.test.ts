import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as files from '../../src/container/files/operations.js'
import * as container from '../../src/container/operations.js'
import * as distribution from '../../src/distribution/operations.js'
import * as image from '../../src/image/operations.js'
import * as network from '../../src/network/operations.js'
import * as swarm from '../../src/swarm/operations.js'
import * as system from '../../src/system/operations.js'
import * as volume from '../../src/volume/operations.js'
import type { Operation } from '../../src/engine/call/operation.js'
import { operations } from '../../src/operations.js'
import { containerCases } from '../engine/operations/container.cases.js'
import { fileCases } from '../engine/operations/files.cases.js'
import { distributionCases } from '../engine/operations/distribution.cases.js'
import { imageCases } from '../engine/operations/image.cases.js'
import { networkCases } from '../engine/operations/network.cases.js'
import { swarmCases } from '../engine/operations/swarm.cases.js'
import { systemCases } from '../engine/operations/system.cases.js'
import { volumeCases } from '../engine/operations/volume.cases.js'

const src = new URL('../../src/', import.meta.url)
const suites = new URL('../engine/operations/', import.meta.url)

/** The declarations, and the cases that the tests on real engines run. */
const nouns: Readonly<Record<string, { readonly declared: object; readonly cases: Readonly<Record<string, object>> }>> =
  {
    container: { declared: { ...container, ...files }, cases: { ...containerCases, ...fileCases } },
    distribution: { declared: distribution, cases: distributionCases },
    image: { declared: image, cases: imageCases },
    network: { declared: network, cases: networkCases },
    swarm: { declared: swarm, cases: swarmCases },
    system: { declared: system, cases: systemCases },
    volume: { declared: volume, cases: volumeCases },
  }

function isOperation(value: unknown): value is Operation {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    'method' in value &&
    'path' in value &&
    'reply' in value
  )
}

const operationsOf = (declared: object): (readonly [name: string, op: Operation])[] =>
  Object.entries(declared).filter((entry): entry is [string, Operation] => isOperation(entry[1]))

test('every module that declares operations is looked at', () => {
  const declaring = readdirSync(src).filter((folder) => existsSync(new URL(`${folder}/operations.ts`, src)))
  expect(declaring.sort()).toEqual(Object.keys(nouns))
})

test('every operation is known by its id, and no id is known that is not declared', () => {
  const declared = Object.values(nouns).flatMap((noun) => operationsOf(noun.declared).map(([, op]) => op.id))
  expect([...new Set(declared)].sort()).toEqual(Object.keys(operations).sort())
  for (const [id, ops] of Object.entries(operations)) for (const op of ops) expect(op.id).toBe(id)
})

describe.each(Object.entries(nouns))('the operations of %s', (noun, { declared, cases }) => {
  test('are run on real engines', () => {
    expect(existsSync(new URL(`${noun}.test.ts`, suites))).toBe(true)
  })

  test('have cases, and no cases are there for what is not declared', () => {
    const names = operationsOf(declared).map(([name]) => name)
    expect(names.length).toBeGreaterThan(0)
    expect(Object.keys(cases).sort()).toEqual(names.sort())
  })

  test.each(Object.entries(cases))('%s has three cases: success, the engine’s error, no connection', (_, three) => {
    expect(Object.keys(three).sort()).toEqual(['error', 'noConnection', 'success'])
    const { success, error, noConnection } = three as Readonly<Record<'success' | 'error' | 'noConnection', unknown>>
    expect(success).toBeTypeOf('function')
    expect(noConnection).toBeTypeOf('object')
    // Where no error is possible, words say why.
    if (typeof error !== 'function') expect((error as { none: string }).none).toMatch(/^\w+(?: \S+){4,}$/)
  })
})
