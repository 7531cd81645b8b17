import type { OptionText } from './option-text.js'

/** The engine's versions that have brought an option or a value, each with the newest API that it speaks. */
export const engineApis = { '23.0': '1.42', '25.0': '1.44', '27.0': '1.46', '28.0': '1.48', '28.2': '1.50' } as const
/** A version of the engine that has brought an option. */
export type EngineVersion = keyof typeof engineApis

/** Options as the engine spells them; undefined takes one back. */
export type OptionChange = Readonly<Record<string, string | undefined>>

/** One setter of a driver's builder, and the options on the wire that it stands for. */
export interface DriverOption<Given extends readonly unknown[] = never> {
  /** The keys of the option, of both address families where there are two. */
  readonly wire: readonly string[]
  /** What its text may be. */
  readonly text: OptionText
  /**
   * Gives the options that a call of the setter says.
   *
   * @param name the setter's name
   * @throws UsageError INVALID_ARGUMENT
   */
  readonly write: (name: string, ...given: Given) => OptionChange
  /** The text that says what engines do without it, where there is one: asking for that is asking for nothing. */
  readonly unset?: string
  /** The first engine that honours it: older ones take it and ignore it. The oldest that mooring speaks to, if left out. */
  readonly since?: EngineVersion
  /** The same of some of its values. */
  readonly valuesSince?: Readonly<Record<string, EngineVersion>>
}

/** A row for each setter: one that is missing does not compile, and neither does one too many. */
export type OptionsOf<Setters> = {
  readonly [Name in keyof Setters]: DriverOption<
    Setters[Name] extends (...given: infer Given) => unknown ? Given : never
  >
}

/** An option that one value says. */
export function option<Value>(
  key: string,
  text: OptionText<Value>,
  since?: EngineVersion,
): DriverOption<readonly [value: Value]> {
  return row([key], text, since, (name, value) => ({ [key]: text.write(name, value) }))
}

/** An option that is on when its setter is called with nothing. */
export function flagOption(
  key: string,
  text: OptionText<boolean>,
  since?: EngineVersion,
): DriverOption<readonly [value?: boolean]> {
  return row([key], text, since, (name, value = true) => ({ [key]: text.write(name, value) }))
}

/** An option that engines take for said as soon as it is there: off is left out. */
export function presentOption(key: string, text: OptionText<boolean>): DriverOption<readonly [value?: boolean]> {
  return row([key], text, undefined, (name, value = true) => {
    const written = text.write(name, value)
    return { [key]: value ? written : undefined }
  })
}

/** The row of an option, and what engines do without it. */
export function whenUnset<Row extends object>(unset: string, row: Row): Row & { readonly unset: string } {
  return { ...row, unset }
}

function row<Given extends readonly unknown[]>(
  wire: readonly string[],
  text: OptionText,
  since: EngineVersion | undefined,
  write: DriverOption<Given>['write'],
): DriverOption<Given> {
  return { wire, text, write, ...(since !== undefined && { since }) }
}
