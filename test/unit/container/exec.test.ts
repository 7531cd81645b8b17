import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { refusal } from '../refusal.js'
import { Docker } from '../../../src/docker.js'
import type { Exec } from '../../../src/container/exec/exec.js'

const exec = (): Exec => new Docker({ host: 'unix:///nowhere' }).container.ref('c1').exec('ls', '-l')

/** The same, for what no compiler lets through. */
const loose = (): Record<'env' | 'tty' | 'privileged' | 'stdin', (...given: unknown[]) => Exec> => exec() as never

describe('an exec', () => {
  test('is not changed by what is done to its request', () => {
    const one = exec().env('A', 'b')
    const request = one.toRequest()
    const lists = [request.Cmd, request.Env] as string[][]
    for (const list of lists) list.push('C=d')
    expect(one.toRequest()).toMatchObject({ Cmd: ['ls', '-l'], Env: ['A=b'] })
  })

  test('prints what it will send', () => {
    expect(inspect(exec().env('A', 'b'))).toMatch(/^Exec \{\s+Cmd: \[ 'ls', '-l' \],\s+Env: \[ 'A=b' \]/)
    expect(inspect([[[exec()]]])).toContain('[Exec]')
  })

  test('takes variables one by one or in an object', () => {
    expect(exec().env('A', 'b=c').env({ D: 'e', F: '' }).toRequest().Env).toEqual(['A=b=c', 'D=e', 'F='])
  })

  test.each([[['FOO=bar']], [[['A=b']]], [[new Map([['A', 'b']])]], [[null]], [[]], [['A', undefined]]])(
    'refuses the variables %j, and shows the form',
    (given) => {
      const error = refusal(() => loose().env(...given))
      expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', sent: 'no' })
      expect(error.hint).toMatch(/env\('name', 'value'\)|give a text/)
    },
  )

  test.each(['tty', 'privileged'] as const)('takes only true and false for %s', (flag) => {
    expect(refusal(() => loose()[flag]('false'))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { argument: flag, value: 'false' },
    })
    expect(exec()[flag](false).toRequest()).not.toMatchObject({ Tty: true })
  })

  test.each([
    [42],
    [null],
    [undefined],
    [{}],
    [new Uint16Array(1)],
    [new ArrayBuffer(1)],
    [[42]],
    [['a', null]],
    [() => 'a'],
  ])('refuses %j as its stdin', (input) => {
    expect(refusal(() => loose().stdin(input))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { argument: 'stdin' },
    })
  })

  test.each([['text'], [new Uint8Array(1)], [['a', new Uint8Array(1)]], [new Set(['a'])], [new Blob(['a']).stream()]])(
    'takes %o as its stdin',
    (input) => {
      expect(loose().stdin(input).toRequest().AttachStdin).toBe(true)
    },
  )
})
