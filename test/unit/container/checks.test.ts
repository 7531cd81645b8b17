import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { refusal } from '../refusal.js'
import { checkSize } from '../../../src/container/terminal/size.js'
import { checkDetachKeys, DetachWatch } from '../../../src/container/terminal/detach-keys.js'
import { checkArgv, toEnv } from '../../../src/container/program.js'
import { checkHostName } from '../../../src/container/addresses/lookup.js'
import { checkContainerName, containerName } from '../../../src/container/name.js'

const refused = (code = 'INVALID_ARGUMENT') => expect.objectContaining({ code, sent: 'no' }) as unknown

describe('a program to run', () => {
  test('is passed on word for word', () => {
    expect(checkArgv(['sh', '-c', '', 'é "x"'])).toEqual(['sh', '-c', '', 'é "x"'])
  })

  test.each([[[]], [['']], [['a\0b']], [['a', 'b\0']], [['a', 1]], [[undefined]]])(
    'is refused when it is %j',
    (argv) => {
      expect(() => checkArgv(argv)).toThrow(refused())
    },
  )
})

describe('a variable', () => {
  test('may hold anything but NUL', () => {
    expect(toEnv('A', 'b=c\nd')).toEqual(['A=b=c\nd'])
    expect(toEnv({ A: '1', B: '' }, undefined)).toEqual(['A=1', 'B='])
  })

  test.each([
    ['', 'x'],
    ['=x', 'y'],
    ['A=B', 'y'],
    ['A\0', 'y'],
    ['A', 'y\0'],
  ])('is refused when it is %j=%j', (key, value) => {
    expect(() => toEnv(key, value)).toThrow(refused())
  })
})

describe('a name that DNS is asked for', () => {
  test.each([
    'web',
    'web.',
    'x'.repeat(63),
    'web.mybridge',
    '_srv._tcp.example.test',
    'xn--bcher-kva.example',
    '10.0.0.1',
  ])('may be %s', (name) => {
    expect(checkHostName(name)).toBe(name)
  })

  test.each([
    '',
    ' ',
    '-debug',
    '+trace',
    '@8.8.8.8',
    'a b',
    'a\nb',
    'a\0b',
    'a\u007fb',
    'x'.repeat(256),
    '.',
    '.db',
    'a..b',
    'x'.repeat(64),
  ])('is refused when it is %j', (name) => {
    expect(() => checkHostName(name)).toThrow(refused('INVALID_NAME'))
  })
})

describe('a name for a container', () => {
  test.each(['ab', 'web-1', 'A_b.c'])('may be %s', (name) => {
    expect(checkContainerName(name)).toBe(name)
  })

  test.each(['', 'a', '-a', 'a b', 'a/b', '/ab', 'é1'])('is refused when it is %j', (name) => {
    expect(() => checkContainerName(name)).toThrow(refused('INVALID_NAME'))
  })

  test('is found among what links add', () => {
    expect(containerName(['/web/db', '/db'], 'id')).toBe('db')
    expect(containerName(['/db'], 'id')).toBe('db')
    expect(containerName(null, 'id')).toBe('id')
  })
})

describe('detach keys', () => {
  test('are read as the bytes that a terminal sends', () => {
    expect(checkDetachKeys('ctrl-p,ctrl-q')).toEqual([16, 17])
    expect(checkDetachKeys('ctrl-],a,ctrl-@')).toEqual([29, 97, 0])
  })

  test.each(['', 'ctrl-', 'ctrl-1', 'p q', 'ctrl-p,', 'é'])('are refused when they are %j', (keys) => {
    expect(() => checkDetachKeys(keys)).toThrow(refused())
  })

  test('are seen when typed in a row, in one piece or several', () => {
    const watch = new DetachWatch('ctrl-p,ctrl-q')
    for (const bytes of [[65, 16], [65], [17], [16], [16]]) watch.push(new Uint8Array(bytes))
    expect(watch.seen).toBe(false)
    watch.push(new Uint8Array([17]))
    expect(watch.seen).toBe(true)
  })
})

test('a size of a terminal is two whole numbers', () => {
  expect(checkSize({ rows: 24, columns: 80 })).toEqual({ rows: 24, columns: 80 })
  // what behaves as process.stdout does has more than a size
  const terminal = Object.assign(new EventEmitter(), { rows: 24, columns: 80, isTTY: true })
  expect(checkSize(terminal)).toEqual({ rows: 24, columns: 80 })
  for (const cols of ['cols', 'colums', 'w'])
    expect(refusal(() => checkSize({ rows: 24, [cols]: 80 } as never))).toMatchObject({
      code: 'UNKNOWN_OPTION',
      details: { option: cols, nearest: 'columns' },
    })
  for (const rows of [-1, 1.5, 70000, Number.NaN]) expect(() => checkSize({ rows, columns: 80 })).toThrow(refused())
})
