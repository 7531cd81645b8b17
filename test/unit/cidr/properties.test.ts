import { isIPv4, isIPv6 } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { Cidr, Ip } from '../../../src/cidr/index.js'
import { input, type Input } from './inputs.js'
import { askPython, LAXER, readByIpAddress, type Difference, type PythonAnswer } from './oracles.js'

const INPUTS = 100_000
// To run a failure again: CIDR_SEED=... npx vitest run test/unit/cidr/properties.test.ts
const SEED = Number(process.env['CIDR_SEED'] ?? 20_260_201)

vi.setConfig({ testTimeout: 60_000 })

interface Case extends Input {
  readonly python: PythonAnswer
  readonly ip: Ip | undefined
  readonly cidr: Cidr | undefined
}

const inputs = fc.sample(input, { numRuns: INPUTS, seed: SEED })
const answers = askPython(inputs)
const cases: Case[] = inputs.map((made, at) => {
  const python = answers[at]
  if (python === undefined) throw new Error(`python answered only ${at} times`)
  return { ...made, python, ip: Ip.tryParse(made.text), cidr: Cidr.tryParse(made.text) }
})
const blocks = cases.flatMap(({ cidr, python, ...rest }) =>
  cidr !== undefined && python.block !== null ? [{ ...rest, cidr, python: python.block }] : [],
)

/** Fails with the first inputs for which the two are not the same. */
function expectSame<Item extends Input>(
  items: readonly Item[],
  compare: (item: Item) => [ours: unknown, theirs: unknown],
) {
  const mismatches = items.flatMap((item) => {
    const [ours, theirs] = compare(item)
    return Object.is(ours, theirs) ? [] : [{ text: item.text, partner: item.partner, ours, theirs }]
  })
  expect(mismatches.slice(0, 10), `${mismatches.length} mismatches with CIDR_SEED=${SEED}`).toEqual([])
}

/** A stricter reading of an oracle's verdict: it takes the text, and the text shows no difference we document. */
function strict(isTaken: boolean, text: string, laxer: readonly Difference[]): boolean {
  return isTaken && !laxer.some((difference) => difference.holds(text))
}

describe(`${INPUTS} inputs, seed ${SEED}`, () => {
  it('are at least half valid by construction, and of both families and kinds', () => {
    expect(cases).toHaveLength(INPUTS)
    const valid = cases.filter((made) => made.isValid)
    expect(valid.length).toBeGreaterThanOrEqual(INPUTS / 2)
    expect(cases.length - valid.length).toBeGreaterThan(INPUTS / 4)
    expect(valid.filter(({ ip }) => ip !== undefined).length).toBeGreaterThan(INPUTS / 10)
    for (const family of [4, 6]) {
      expect(blocks.filter(({ cidr }) => cidr.family === family).length).toBeGreaterThan(INPUTS / 10)
    }
  })

  it('are refused often enough, and related often enough, to tell anything', () => {
    expect(cases.filter(({ ip, cidr }) => ip === undefined && cidr === undefined).length).toBeGreaterThan(INPUTS / 5)
    expect(blocks.filter(({ python }) => python.contains).length).toBeGreaterThan(INPUTS / 20)
    expect(blocks.filter(({ python }) => python.contained).length).toBeGreaterThan(INPUTS / 20)
    expect(blocks.filter(({ python }) => !python.overlaps).length).toBeGreaterThan(INPUTS / 20)
  })

  it('show every documented difference of the oracles', () => {
    for (const { what, holds } of LAXER.node.address) {
      expect(
        cases.some(({ text }) => isIPv6(text) && holds(text)),
        `node: ${what}`,
      ).toBe(true)
    }
    for (const { what, holds } of LAXER.python.address) {
      expect(
        cases.some(({ text, python }) => python.address !== null && holds(text)),
        `python: ${what}`,
      ).toBe(true)
    }
    for (const { what, holds } of LAXER.python.block) {
      expect(
        cases.some(({ text, python }) => python.block !== null && holds(text)),
        `python: ${what}`,
      ).toBe(true)
    }
    for (const { what, holds } of [...LAXER.ipAddress.address, ...LAXER.ipAddress.block]) {
      const isShown = cases.some(({ text }) => readByIpAddress(text) !== undefined && holds(text))
      expect(isShown, `ip-address: ${what}`).toBe(true)
    }
  })
})

describe('an address', () => {
  it('is taken if it was written by the rules', () => {
    const addresses = cases.filter(({ isValid, text }) => isValid && !text.includes('/'))
    expectSame(addresses, ({ ip }) => [ip !== undefined, true])
  })

  it('gets the same verdict and family from node:net', () => {
    expectSame(cases, ({ text, ip }) => {
      const isSix = strict(isIPv6(text), text, LAXER.node.address)
      return [ip?.family, isIPv4(text) ? 4 : isSix ? 6 : undefined]
    })
  })

  it('gets the same verdict and number from python', () => {
    expectSame(cases, ({ text, ip, python }) => {
      const isTaken = strict(python.address !== null, text, LAXER.python.address)
      return [ip?.value.toString(), isTaken ? python.address?.value : undefined]
    })
  })

  it('gets the same verdict and number from ip-address', () => {
    expectSame(cases, ({ text, ip }) => {
      const read = readByIpAddress(text)
      return [
        ip?.value.toString(),
        strict(read !== undefined, text, LAXER.ipAddress.address) ? read?.bigInt().toString() : undefined,
      ]
    })
  })

  // RFC 5952 shows the IPv4 part of an IPv4-mapped address; python does so from 3.13 on, ip-address never.
  it('has the same canonical text in python', () => {
    const addresses = cases.filter(({ ip }) => ip !== undefined)
    expectSame(addresses, ({ ip, python }) => {
      const { mapped, text } = python.address ?? { mapped: null, text: undefined }
      return [ip?.toString(), mapped === null ? text : `::ffff:${mapped}`]
    })
  })

  it('reads its canonical text as itself', () => {
    const addresses = cases.flatMap(({ ip, ...rest }) => (ip === undefined ? [] : [{ ...rest, ip }]))
    expectSame(addresses, ({ ip }) => [Ip.parse(ip.toString()).equals(ip), true])
  })
})

describe('a block', () => {
  it('is taken if it was written by the rules', () => {
    const written = cases.filter(({ isValid, text }) => isValid && text.includes('/'))
    expectSame(written, ({ cidr }) => [cidr !== undefined, true])
  })

  it('gets the same verdict from python', () => {
    expectSame(cases, ({ text, cidr, python }) => {
      return [cidr !== undefined, strict(python.block !== null, text, LAXER.python.block)]
    })
  })

  it('gets the same verdict and ends from ip-address', () => {
    expectSame(cases, ({ text, cidr }) => {
      const read = readByIpAddress(text)
      const isTaken = strict(read !== undefined, text, LAXER.ipAddress.block)
      const theirs = isTaken && read ? `${read.startAddress().bigInt()}-${read.endAddress().bigInt()}` : undefined
      return [cidr && `${cidr.first.value}-${cidr.last.value}`, theirs]
    })
  })

  it('has the same family, prefix length, ends and size in python', () => {
    expectSame(blocks, ({ cidr, python }) => [
      [cidr.family, cidr.prefixLength, cidr.first.value, cidr.last.value, cidr.size].join(),
      [python.family, python.prefixLength, python.first, python.last, python.size].join(),
    ])
  })

  it('has the same canonical text in python', () => {
    expectSame(blocks, ({ cidr, python }) => {
      const { mapped, text, prefixLength } = python
      return [cidr.toString(), mapped === null ? text : `::ffff:${mapped}/${prefixLength}`]
    })
  })

  it('contains, is contained and overlaps as in python', () => {
    expectSame(blocks, ({ cidr, partner, python }) => {
      const other = Cidr.parse(partner)
      const ours = [cidr.contains(other), other.contains(cidr), cidr.overlaps(other), other.overlaps(cidr)]
      return [ours.join(), [python.contains, python.contained, python.overlaps, python.overlaps].join()]
    })
  })

  it('contains as in ip-address', () => {
    expectSame(blocks, ({ cidr, text, partner }) => {
      const [block, other] = [readByIpAddress(text), readByIpAddress(partner)]
      return [cidr.contains(partner), block !== undefined && other?.isInSubnet(block)]
    })
  })

  it('splits as in python', () => {
    expectSame(blocks, ({ cidr, splitBits, python }) => {
      const fits = cidr.size >= 2n ** BigInt(splitBits)
      const ours = fits ? cidr.split(2 ** splitBits).map((part) => part.first.value) : undefined
      return [ours?.join(), python.split?.join()]
    })
  })

  it('has as many hosts, and the same first host, as in python', () => {
    expectSame(blocks, ({ cidr, python }) => {
      const [first] = cidr.hosts()
      const counted = python.hosts ?? (cidr.family === 4 ? cidr.size - 2n : cidr.size - 1n)
      return [`${cidr.hostCount} from ${first?.value}`, `${counted} from ${python.firstHost}`]
    })
  })

  it('walks through exactly as many hosts as it counts', () => {
    const small = blocks.filter(({ cidr }) => cidr.size <= 64n)
    expectSame(small, ({ cidr }) => [BigInt([...cidr.hosts()].length), cidr.hostCount])
  })

  it('reads its canonical text as itself', () => {
    expectSame(blocks, ({ cidr }) => [Cidr.parse(cidr.toString()).equals(cidr), true])
  })

  it('is ordered by family, address and prefix length', () => {
    const key = ({ family, first, prefixLength }: Cidr): string =>
      `${family} ${first.value.toString().padStart(40, '0')} ${String(prefixLength).padStart(3, '0')}`
    const sorted = blocks
      .map(({ cidr }) => cidr)
      .sort(Cidr.compare)
      .map(key)
    expect(sorted).toEqual([...sorted].sort())
  })
})
