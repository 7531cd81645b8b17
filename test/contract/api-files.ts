import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** A schema of the API files, as far as it is looked at. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly allOf?: readonly Schema[]
}

export interface ApiOperation {
  readonly operationId: string
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: Schema }[]
  readonly responses: Readonly<Record<string, { readonly schema?: Schema }>>
}

/** The API of one version. */
export interface Api {
  readonly version: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>
  readonly definitions: Readonly<Record<string, Schema>>
}

const root = join(import.meta.dirname, '..', '..')

/** They lie beside the clone, or where MOORING_API_FILES says; they are not part of this repository. */
const folder = [process.env['MOORING_API_FILES'], join(root, '..', 'shared', 'engine-api')]
  .filter((path) => path !== undefined)
  .find((path) => existsSync(path))

/** Without them, only what has changed since the last comparison can be told. */
export const hasApiFiles = folder !== undefined

/** Every version that there is a file of, the oldest first. */
export function readApis(): readonly Api[] {
  if (folder === undefined) throw new Error('the API files are missing: ../shared/engine-api, or MOORING_API_FILES')
  const files = readdirSync(folder).filter((name) => /^v1\.\d+\.yaml$/.test(name))
  return files
    .sort((a, b) => Number(a.slice(3, -5)) - Number(b.slice(3, -5)))
    .map((name) => ({
      ...(parse(readFileSync(join(folder, name), 'utf8')) as Omit<Api, 'version'>),
      version: name.slice(1, -5),
    }))
}

/** What a reference stands for. */
export function resolved(api: Api, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema
  const name = schema.$ref.split('/').at(-1) ?? ''
  return resolved(api, api.definitions[name] ?? {})
}

/** The fields of an object, those that it has of others too; undefined where the files do not say. */
export function propertiesOf(api: Api, schema: Schema): Readonly<Record<string, Schema>> | undefined {
  const { properties, allOf } = resolved(api, schema)
  if (allOf === undefined) return properties
  return Object.assign({}, ...allOf.map((part) => propertiesOf(api, part) ?? {}), properties ?? {}) as Record<
    string,
    Schema
  >
}
