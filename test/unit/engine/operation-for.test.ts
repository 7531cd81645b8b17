import { describe, expect, it } from 'vitest'
import { execStart, execStartDetached } from '../../../src/container/operations.js'
import { imageImport, imagePull } from '../../../src/image/operations.js'
import { operationFor, operations } from '../../../src/operations.js'

describe('an operation of several shapes', () => {
  it('is the one that the input is for', () => {
    expect(operationFor('ExecStart', { body: { Detach: true } })).toBe(execStartDetached)
    expect(operationFor('ExecStart', { body: { Detach: false, Tty: true } })).toBe(execStart)
    expect(operationFor('ExecStart', {})).toBe(execStart)
    expect(operationFor('ExecStart', { body: null })).toBe(execStart)
    expect(operationFor('ImageCreate', { query: { fromSrc: '-' }, body: new Uint8Array(1) })).toBe(imageImport)
    expect(operationFor('ImageCreate', { query: { fromSrc: undefined, fromImage: 'nginx' } })).toBe(imagePull)
    expect(operationFor('ImageCreate', { query: { fromImage: 'nginx' } })).toBe(imagePull)
  })

  // The namespace of a module is sorted by its names, but not as a test runner loads it.
  it('fits each input once, so that no order of the declarations matters', () => {
    const inputs = [
      {},
      { body: { Detach: true } },
      { body: { Detach: false } },
      { query: { fromSrc: '-' }, body: new Uint8Array(1) },
      { query: { fromImage: 'nginx' } },
    ]
    for (const [id, shapes] of Object.entries(operations))
      for (const input of inputs)
        expect(
          shapes.filter(({ when }) => when(input)),
          id,
        ).toHaveLength(1)
  })

  it('always has one for an input that says nothing', () => {
    for (const id of Object.keys(operations) as (keyof typeof operations)[]) {
      expect(operationFor(id, {}), id).toBeDefined()
    }
  })
})
