import type { Operation } from '../../src/engine/call/operation.js'
import type { Node } from '../../src/engine/wire/wire.js'
import { propertiesOf, type Api, type ApiOperation } from './api-files.js'

/** The page that lists what the newest API has and mooring does not name. */
export function coveragePage(api: Api, declared: readonly Operation[]): string {
  const known = Object.values(api.paths)
    .flatMap((methods) => Object.values(methods))
    .filter((one): one is ApiOperation => typeof one === 'object' && 'operationId' in one)
    .sort((a, b) => (a.operationId < b.operationId ? -1 : 1))
  const missing = known.filter(({ operationId }) => !declared.some(({ id }) => id === operationId))
  const parts = known.flatMap((one) => {
    const ops = declared.filter(({ id }) => id === one.operationId)
    const names = ops.length === 0 ? [] : lacking(api, one, ops)
    return names.length === 0 ? [] : [`- ${one.operationId}: ${names.map((name) => `\`${name}\``).join(', ')}`]
  })
  return `# What mooring does not name yet

API ${api.version} has ${known.length} operations; \`docker.call\` knows ${known.length - missing.length} of them. This page is
written by \`npm run coverage-page\`, and a test fails when it is no longer true.

## Operations

${missing.map(({ operationId }) => `- ${operationId}`).join('\n')}

## Parameters and fields of the operations that are there

${parts.join('\n')}
`
}

/** Parameters of the query, headers, and fields at the top of the body. */
function lacking(api: Api, { parameters = [] }: ApiOperation, ops: readonly Operation[]): string[] {
  return parameters.flatMap((parameter) => {
    if (parameter.in === 'query') return ops.some(({ query }) => parameter.name in query) ? [] : [parameter.name]
    if (parameter.in === 'header') return ops.some(({ headers }) => parameter.name in headers) ? [] : [parameter.name]
    const fields = parameter.in === 'body' ? propertiesOf(api, parameter.schema ?? {}) : undefined
    const ours = ops.flatMap(({ body }) => (typeof body === 'object' ? fieldsOf(body) : []))
    return Object.keys(fields ?? {}).filter((name) => ours.length > 0 && !ours.includes(name))
  })
}

function fieldsOf(shape: Node): readonly string[] {
  if (shape.kind === 'wire') return fieldsOf(shape.definition())
  return shape.kind === 'object' ? Object.keys(shape.fields) : []
}
