/** A word as a POSIX shell reads it back: as it is where nothing in it means something to a shell, else in quotes. */
export function shellQuoted(word: string): string {
  if (/^[\w@%+:,./-][\w@%+=:,./-]*$/.test(word)) return word
  return `'${word.replaceAll("'", "'\\''")}'`
}
