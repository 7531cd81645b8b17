import { checkCallOptions, type CallOptions } from './call-options.js'
import { refuseUnknown } from './nearest.js'
import type { FiltersParam } from './filters.js'
import type { Param } from './param.js'

// One table for each type of options: which names there are, what each may be, and where in the request it goes.
// A name that the type has and the table has not does not compile, and neither does the reverse.
//
//   export interface ContainerListOptions extends CallOptions, ContainerFilters { readonly all?: boolean | undefined }
//
//   const listOptions = options<ContainerListOptions>('container.list', {
//     all: query(containerList, 'all'),      // goes into the query, checked as the operation's parameter is
//     ...filters(containerList),             // every filter of the operation, in the same object
//   })
//   const logsOptions = options<LogsOptions>('container.logs', {
//     tail: query(containerLogs, 'tail'),
//     since: own(checkWhen),                 // used by us: any function that throws for what cannot be
//   })
//
// A verb begins with `listOptions.check(given)`, and sends `{ query: listOptions.query(given) }`; what it calls is given
// `listOptions.call(given)`, the options of every call.

type OwnName<Options> = Exclude<keyof Options, keyof CallOptions>

/** One option: what it may be, and its place in the query, if it has one. */
export interface OptionRow<Value> {
  /** Throws for what it cannot be. */
  readonly check: (name: string, value: Value) => void
  readonly place?: { readonly in: 'query' | 'filters'; readonly as: string }
}

/** The options of one verb. */
export interface OptionTable<Options> {
  /** As a caller writes it: `container.list`. */
  readonly verb: string
  /**
   * Refuses what the verb does not take.
   *
   * @throws UsageError UNKNOWN_OPTION with the nearest name, INVALID_ARGUMENT
   */
  readonly check: (given: Options) => void
  /** What goes into the query, by the names of the API. The rows have tied it to an operation. */
  readonly query: (given: Options) => Readonly<Record<string, never>>
  /** What is left without the verb's own options: those of every call. */
  readonly call: (given: Options) => CallOptions
}

type Rows<Options> = { readonly [Name in OwnName<Options>]-?: OptionRow<Exclude<Options[Name], undefined>> } & {
  readonly [Name in keyof CallOptions]?: never
}

/** The table for a verb that takes `signal` and `timeout`, as all but streams of events do. */
export function options<Options extends CallOptions>(verb: string, rows: Rows<Options>): OptionTable<Options> {
  return table(verb, rows)
}

/** The table for a verb that takes a `signal` only: it goes on for as long as it is read. */
export function streamOptions<Options extends Pick<CallOptions, 'signal'> & { readonly timeout?: never }>(
  verb: string,
  rows: Rows<Options>,
): OptionTable<Options> {
  const { check, ...rest } = table(verb, rows)
  return {
    ...rest,
    check: (given) => {
      check(given)
      refuseUnknown(given, [...Object.keys(rows), 'signal'], verb)
    },
  }
}

/** The table for an object that says which ones: `signal` and `timeout` stand in the argument after it. */
export function selection<Selection extends object>(
  verb: string,
  rows: { readonly [Name in keyof Selection]-?: OptionRow<Exclude<Selection[Name], undefined>> },
): Pick<OptionTable<Selection>, 'verb' | 'check' | 'query'> {
  const { check, query } = table<Selection & CallOptions>(verb, rows)
  return {
    verb,
    check: (given) => {
      check(given)
      refuseUnknown(given, Object.keys(rows), verb)
    },
    query,
  }
}

function table<Options extends CallOptions>(verb: string, rows: Rows<Options>): OptionTable<Options> {
  const list = Object.entries<OptionRow<never>>(rows)
  const names = list.map(([name]) => name)
  return {
    verb,
    check: (given) => {
      checkCallOptions(given, names, verb)
      const values = given as Readonly<Record<string, unknown>>
      for (const [name, row] of list) if (values[name] !== undefined) row.check(name, values[name] as never) // each row looks, whatever it is
    },
    query: (given) => {
      const values = given as Readonly<Record<string, unknown>>
      const written: Record<string, unknown> = {}
      let filters: Record<string, unknown> | undefined
      for (const [name, { place }] of list) {
        const value = values[name]
        if (value === undefined || place === undefined) continue
        if (place.in === 'query') written[place.as] = value
        else (filters ??= {})[place.as] = value
      }
      if (filters !== undefined) written['filters'] = filters
      return written as Record<string, never>
    },
    call: ({ signal, timeout }) => ({ signal, timeout }),
  }
}

/** An option that is a parameter of an operation, checked as that is. */
export function query<Params extends object, Name extends keyof Params & string>(
  op: { readonly query: Params },
  name: Name,
): OptionRow<Params[Name] extends Param<infer Value, string | readonly string[]> ? Value : never> {
  const kind = op.query[name] as Param<never> // the row's type is that of the parameter
  return { check: (option, value) => void kind.write(value as never, option), place: { in: 'query', as: name } }
}

/** An option that is used by mooring itself. The check throws for what it cannot be. */
export function own<Value>(check: (name: string, value: Value) => unknown): OptionRow<Value> {
  return { check: (name, value) => void check(name, value) }
}

/** A row for each filter of an operation: they stand among the options of the verb. */
export function filters<Values extends object>(op: {
  readonly query: { readonly filters: FiltersParam<Values> }
}): { readonly [Name in keyof Values]-?: OptionRow<Exclude<Values[Name], undefined>> } {
  const kind = op.query.filters
  const rows = kind.names.map((name): [string, OptionRow<unknown>] => [
    name,
    {
      check: (_, value) => void kind.write({ [name]: value } as Values, 'filters'),
      place: { in: 'filters', as: name },
    },
  ])
  return Object.fromEntries(rows) as never // one row for each name that `Values` has
}
