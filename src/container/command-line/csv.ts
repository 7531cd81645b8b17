/**
 * The fields of one line of CSV, as docker reads those behind `--mount`, `--gpus` and `--network`: a field with commas
 * stands in quotes, and a quote in one is written twice. Undefined for what is no such line.
 */
export function csvFields(line: string): readonly string[] | undefined {
  if (!/^(?:"(?:[^"]|"")*"|[^",\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\n]*))*$/.test(line)) return undefined
  const fields = line.match(/(?:^|(?<=,))(?:"(?:[^"]|"")*"|[^",]*)/g) ?? []
  return fields.map((field) => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field))
}

/** The line of some fields. */
export function csvLine(fields: readonly string[]): string {
  return fields.map((field) => (/[",\n]|^\s/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')
}
