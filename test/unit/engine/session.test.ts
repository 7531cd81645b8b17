import { describe, expect, test } from 'vitest'
import { Session } from '../../../src/engine/session/session.js'

const id = 'a'.repeat(12) + 'b'.repeat(52)

function owned(noun: string, thing: { readonly id: string; readonly name: string }) {
  return { noun, ...thing, [Symbol.asyncDispose]: () => Promise.resolve() }
}

describe('what a session owns', () => {
  test.each(['web', id, id.slice(0, 12), 'aaa'])('is forgotten when it was removed by the word %s', (word) => {
    const session = new Session()
    session.add(owned('container', { id, name: 'web' }))
    session.releaseNamed('container', word)
    expect(session.owned).toEqual([])
  })

  test.each(['web2', 'we', 'bbb', ''])('stays when something else was removed, by the word %j', (word) => {
    const session = new Session()
    session.add(owned('container', { id, name: 'web' }))
    session.releaseNamed('container', word)
    expect(session.owns(id)).toBe(true)
  })

  test('of one name in two nouns is told apart', () => {
    const session = new Session()
    session.add(owned('container', { id, name: 'web' }))
    session.add(owned('network', { id: 'c'.repeat(64), name: 'web' }))
    session.releaseNamed('network', 'web')
    expect(session.owned.map(({ noun }) => noun)).toEqual(['container'])
  })

  test('a whole id goes before a name, and a name before the beginning of an id', () => {
    const session = new Session()
    session.add(owned('container', { id, name: 'web' }))
    session.add(owned('container', { id: 'd'.repeat(64), name: 'aaa' }))
    session.releaseNamed('container', 'aaa')
    expect(session.owned.map(({ name }) => name)).toEqual(['web'])
  })
})

describe('an attachment', () => {
  test('is known until it is detached, whoever attaches the container again', () => {
    const session = new Session()
    session.noteAttached('n1', 'c1')
    expect(session.hasAttached('n1', 'c1')).toBe(true)
    session.noteDetached('n1', 'c1')
    expect(session.hasAttached('n1', 'c1')).toBe(false)
  })

  test('of a container that this client made is its own', () => {
    const session = new Session()
    session.add(owned('container', { id: 'c1', name: 'web' }))
    expect(session.hasAttached('n1', 'c1')).toBe(true)
  })
})

describe('what is being made', () => {
  test('is waited for', async () => {
    const session = new Session()
    const making = session.begin({ noun: 'network', name: 'front' })
    let settled = false
    const waiting = session.settled().then(() => (settled = true))
    await Promise.resolve()
    expect(settled).toBe(false)
    expect(session.left).toEqual([{ noun: 'network', name: 'front' }])
    making.done()
    await waiting
    expect(session.left).toEqual([])
  })

  test('and could not be undone is tried again, until it is gone', async () => {
    const session = new Session()
    const answers = [new Error('busy'), new Error('still busy'), undefined]
    const remove = (): Promise<void> => {
      const error = answers.shift()
      return error === undefined ? Promise.resolve() : Promise.reject(error)
    }
    await expect(session.begin({ noun: 'network', name: 'front' }).undo(remove)).rejects.toThrow('busy')
    await session.settled()
    expect((await session.undoAgain()).map(({ thing }) => thing.name)).toEqual(['front'])
    expect(await session.undoAgain()).toEqual([])
    expect(session.left).toEqual([])
  })
})

describe('a call that has made something', () => {
  const web = { noun: 'container', id: 'c1', name: 'web' }

  test('is waited for while it makes and undoes, and not while its program runs', async () => {
    const session = new Session()
    const call = session.begin(web)
    const made = session.made()
    expect(session.making).toMatchObject([web])
    call.runs()
    await made
    expect(session.making).toEqual([])
    expect(session.isInUse('c1')).toBe(true)
    await session.undone('container')
    let remove: () => void = () => undefined
    const undoing = call.undo(() => new Promise<void>((resolve) => (remove = resolve)))
    const over: string[] = []
    const waiting = session.undone('container').then(() => over.push('undone'))
    await session.undone('network')
    expect(over).toEqual([])
    remove()
    await undoing
    await waiting
    expect(session.isInUse('c1')).toBe(false)
  })
})
