import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compareApi, type ApiVersion } from '../../src/engine/call/api-version.js'
import type { Operation } from '../../src/engine/call/operation.js'
import type { Node } from '../../src/engine/wire/wire.js'
import { operations } from '../../src/operations.js'
import { propertiesOf, readApis, resolved, type Api, type ApiOperation, type Schema } from './api-files.js'
import { coveragePage } from './coverage.js'
import { exceptions } from './exceptions.js'

const declared: readonly Operation[] = Object.values(operations).flat()

describe.each(readApis().map((api) => [api.version, api] as const))('API %s', (_, api) => {
  it.each(declared.map((op) => [op.id, op] as const))('has %s as it is declared', (__, op) => {
    const known = apiOperation(api, op)
    const isYounger = op.addedIn !== undefined && compareApi(api.version, op.addedIn) < 0
    expect(known?.operationId).toBe(isYounger ? undefined : op.id)
    if (known === undefined) return
    const problems = [
      ...queryProblems(api, op, known),
      ...bodyProblems(api, op, known),
      ...replyProblems(api, op, known),
    ]
    expect(problems.filter((problem) => !isExcepted(problem))).toEqual([])
  })
})

it('every exception is still one', () => {
  const problems = readApis().flatMap((api) =>
    declared.flatMap((op) => {
      const known = apiOperation(api, op)
      return known === undefined
        ? []
        : [...queryProblems(api, op, known), ...bodyProblems(api, op, known), ...replyProblems(api, op, known)]
    }),
  )
  expect(Object.keys(exceptions).filter((name) => !problems.some((problem) => problem.includes(name)))).toEqual([])
})

it('the page of what is not there yet is true: npm run coverage-page', () => {
  const newest = readApis().at(-1)
  if (newest === undefined) throw new Error('there are no API files')
  const page = readFileSync(new URL('../../docs/coverage.md', import.meta.url), 'utf8')
  expect(page).toBe(coveragePage(newest, declared))
})

function isExcepted(problem: string): boolean {
  return Object.keys(exceptions).some((name) => problem.includes(name))
}

function apiOperation(api: Api, op: Operation): ApiOperation | undefined {
  const shape = (path: string): string => path.replaceAll(/\{\w+\}/g, '{}')
  const [, methods] = Object.entries(api.paths).find(([path]) => shape(path) === shape(op.path)) ?? []
  return methods?.[op.method.toLowerCase()]
}

function queryProblems(api: Api, op: Operation, known: ApiOperation): string[] {
  const names = new Set((known.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name))
  return Object.entries(op.query).flatMap(([name, { since }]) =>
    presence(`${op.id}?${name}`, names.has(name), since as ApiVersion | undefined, undefined, api),
  )
}

function bodyProblems(api: Api, op: Operation, known: ApiOperation): string[] {
  if (typeof op.body !== 'object') return []
  const schema = known.parameters?.find((one) => one.in === 'body')?.schema
  return schema === undefined ? [`${op.id} has no body`] : fieldProblems(op.body, schema, op.body.name, api)
}

function replyProblems(api: Api, op: Operation, known: ApiOperation): string[] {
  const schema = Object.entries(known.responses).find(([status]) => status.startsWith('2'))?.[1].schema
  const { wire } = op.reply
  if (wire === undefined || schema === undefined) return []
  const { items } = resolved(api, schema)
  return fieldProblems(wire, items ?? schema, wire.name, api)
}

/** What a shape says otherwise than the files do, field by field. */
function fieldProblems(shape: Node, schema: Schema, path: string, api: Api): string[] {
  switch (shape.kind) {
    case 'wire':
      return fieldProblems(shape.definition(), schema, shape.name, api)
    case 'optional':
    case 'nullable':
    case 'versions':
      return fieldProblems(shape.inner, schema, path, api)
    case 'array': {
      const { items, type } = resolved(api, schema)
      if (type !== undefined && type !== 'array') return [`${path} is a ${type}, not a list`]
      return items === undefined ? [] : fieldProblems(shape.inner, items, `${path}[]`, api)
    }
    case 'record': {
      const { additionalProperties } = resolved(api, schema)
      if (typeof additionalProperties !== 'object') return []
      return fieldProblems(shape.inner, additionalProperties, `${path}{}`, api)
    }
    case 'object': {
      const properties = propertiesOf(api, schema)
      if (properties === undefined) return []
      return Object.entries(shape.fields).flatMap(([name, field]) => {
        const { since, until } = versionsOf(field)
        const found = properties[name]
        const here = presence(`${path}.${name}`, found !== undefined, since, until, api)
        return found === undefined ? here : [...here, ...fieldProblems(field, found, `${path}.${name}`, api)]
      })
    }
    default: {
      const { type } = resolved(api, schema)
      const wanted = types[shape.kind]
      return type === undefined || wanted === undefined || wanted.includes(type)
        ? []
        : [`${path} is a ${type}, not a ${shape.kind}`]
    }
  }
}

const types: Readonly<Record<string, readonly string[]>> = {
  string: ['string'],
  number: ['number', 'integer'],
  integer: ['integer', 'number'],
  bigint: ['integer', 'number'],
  boolean: ['boolean'],
  words: ['string', 'integer'],
}

function versionsOf(shape: Node): { since?: ApiVersion | undefined; until?: ApiVersion | undefined } {
  if (shape.kind !== 'versions') return {}
  const inner = versionsOf(shape.inner)
  return { since: shape.since ?? inner.since, until: shape.until?.version ?? inner.until }
}

/** A name must be there in the versions that it is declared for, and not before. */
function presence(
  name: string,
  isThere: boolean,
  since: ApiVersion | undefined,
  until: ApiVersion | undefined,
  { version }: Api,
): string[] {
  const isTooOld = since !== undefined && compareApi(version, since) < 0
  const isTooNew = until !== undefined && compareApi(version, until) >= 0
  if (isThere && isTooOld) return [`${name} is there before ${since}`]
  return isThere || isTooOld || isTooNew ? [] : [`${name} is missing`]
}
