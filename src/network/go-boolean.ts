/** What a text means to an engine that wants true or false, as Go reads it; undefined for one that it refuses. */
export function goBoolean(text: string | undefined): boolean | undefined {
  if (text !== undefined && /^(?:1|t|T|TRUE|true|True)$/.test(text)) return true
  return text !== undefined && /^(?:0|f|F|FALSE|false|False)$/.test(text) ? false : undefined
}
