import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shellQuoted } from '../../../../src/container/command-line/shell/quoted.js'
import { shellWords } from '../../../../src/container/command-line/shell/words.js'
import { refusal } from '../../refusal.js'

const variables: Readonly<Record<string, string>> = { V: 'a  b', E: '', HOME: '/home/ann', Q: `'"\\$x` }

function words(text: string): string[] {
  return shellWords(text, (name) => variables[name]).map((word) => word.text)
}

/** What sh makes of the words behind `run`, for several texts at once, in a directory without files. */
function wordsOfShell(texts: readonly string[]): readonly (readonly string[])[] {
  const folder = mkdtempSync(join(tmpdir(), 'mooring-words-'))
  try {
    // -f: patterns stand for themselves
    const script = `set -f\nrun() { printf '%s\\0' "$#" "$@"; }\n${texts.map((text) => `run ${text}\n`).join('')}`
    const { stdout, stderr, status } = spawnSync('sh', ['-s'], { input: script, env: variables, cwd: folder })
    expect([String(stderr), status]).toEqual(['', 0])
    const said = String(stdout).split('\0')
    return texts.map(() => said.splice(0, Number(said.shift())))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const pieces = fc.constantFrom(
  ...['a', 'B', '0', ' ', '  ', '\t', "'", '"', '\\', '$', '$V', '${V}', '$E', '$Q', '${U:-x $V}', '${E-y}', '${V:+z}'],
  ...[
    '`#x`',
    '`# x `',
    '#',
    '=',
    '~',
    '~/d',
    '/',
    '-',
    '\\\n',
    '*',
    '[x]',
    '{',
    '}',
    ':',
    '%',
    'ü',
    '!',
    '^',
    ',',
    '\n',
    '${U:-}',
    '@',
  ],
)
// One that ends in a backslash would go on in the next of the script.
const texts = fc
  .array(pieces, { maxLength: 12 })
  .map((parts) => parts.join(''))
  .filter((text) => !text.endsWith('\\') && !text.endsWith('\\\n'))

test('words are those that sh finds, in whatever text is not refused', () => {
  const read = fc.sample(texts, { numRuns: 4000, seed: 8 }).flatMap((text) => {
    try {
      return [{ text, found: words(`run ${text}`).slice(1) }]
    } catch {
      return []
    }
  })
  expect(read.length).toBeGreaterThan(1500)
  const shell = wordsOfShell(read.map(({ text }) => text))
  for (const [at, { text, found }] of read.entries()) expect([text, found]).toEqual([text, shell[at]])
})

test('a quoted word is read back as it was, by sh and by ours', () => {
  const any = fc.string({ unit: 'grapheme' }).filter((word) => !/[\0\ud800-\udfff]/u.test(word) && !word.includes('\r'))
  const some = fc.sample(any, { numRuns: 500, seed: 8 })
  expect(words(some.map(shellQuoted).join(' '))).toEqual(some)
  expect(wordsOfShell([some.map(shellQuoted).join(' ')])).toEqual([some])
})

test('a line with the ends of lines of Windows is read as well', () => {
  expect(words('docker run \\\r\n  -d \\\r\n nginx\r\n')).toEqual(['docker', 'run', '-d', 'nginx'])
})

test.each<[string, string, string, number, number]>([
  ['a program', 'docker run $(cat image)', '$(cat', 1, 12],
  ['a program in quotes', 'docker run -e "A=$(id)" x', '$(id)', 1, 18],
  ['a program in backticks', 'docker run `cat image` x', '`cat', 1, 12],
  ['arithmetic', 'docker run -p $((80+1)):80 x', '$((80', 1, 15],
  ['a pipe', 'docker run x | cat', '|', 1, 14],
  ['a second command', 'docker run x && docker ps', '&&', 1, 14],
  ['a semicolon', 'docker run x; docker ps', ';', 1, 13],
  ['the background', 'docker run x &', '&', 1, 14],
  ['a file', 'docker run x > log', '>', 1, 14],
  ['a file of errors', 'docker run x 2>&1', '2>&1', 1, 14],
  ['a file behind a word', 'docker run x a>b', '>', 1, 15],
  ['a word with an ampersand', 'docker run x a&b', '&', 1, 15],
  ['a placeholder', 'docker run <image name>', '<image name>', 1, 12],
  ['a backslash at the end', 'docker run x \\', '\\', 1, 14],
  ['a quote of a page', 'docker run -e A=\u201cb\u201d x', '\u201c', 1, 17],
  ['a space of a page', 'docker run\u00a0x', '\u00a0', 1, 11],
  ['a variable of the shell', 'docker run -u $UID x', '$UID', 1, 15],
  ['one of them in braces', 'docker run -h ${HOSTNAME:-a} x', '$HOSTNAME', 1, 15],
  ['one of them in the text of another', 'docker run ${X:-$RANDOM}', '$RANDOM', 1, 12],
  ['a subshell', '(docker run x)', '(', 1, 1],
  ['a second line', 'docker run x\ndocker ps', 'docker', 2, 1],
  ['a line behind a space', 'docker run \\ \n  x', 'x', 2, 3],
  ['a line behind a comment', 'docker run \\\n  # the image\n  x', 'x', 3, 3],
  ['an open quote', "docker run 'x", "'", 1, 12],
  ['an open double quote', 'docker run "x', '"', 1, 12],
  ['an open brace', 'docker run ${X', '${', 1, 12],
  ['a quote of bash', "docker run $'x\\n'", "$'", 1, 12],
  ['a parameter', 'docker run $1 "$@"', '$1', 1, 12],
  ['another expansion', 'docker run ${X#y}', '${X#', 1, 12],
  ['a quote in an expansion', 'docker run ${X:-"y"}', '${X:-', 1, 12],
  ['braces', 'docker run -p {80,81} x', '{', 1, 15],
  ['the home of another', 'docker run -v ~bob:/x x', '~bob:', 1, 15],
])('%s is refused where it stands', (_, text, piece, line, column) => {
  const error = refusal(() => words(text))
  expect([error.code, error.details]).toEqual(['COMMAND_LINE_UNREADABLE', { piece, line, column }])
})

test.each([
  ['docker run x 2>&1', 'output() and attach()'],
  ['docker run x | cat', 'give one docker run alone'],
  ['docker run -e A=b&c x', 'put the word that it is a part of into single quotes'],
  ['docker run -e "A=$(id)" x', 'write a backslash before it'],
  ['docker run -e A=\u201cb\u201d x', 'write \' or "'],
  ['docker run -u $UID x', "env: { ...process.env, UID: '...' }"],
])('%s is refused with what to do', (text, hint) => {
  expect(refusal(() => words(text)).hint).toContain(hint)
})

test('a comment in backquotes is nothing, as pages write it behind a flag', () => {
  expect(words('docker run `#all`\\\n -p 80:80 `# optional` \\\n "a`#b`" x`#y`z')).toEqual([
    'docker',
    'run',
    '-p',
    '80:80',
    'a',
    'xz',
  ])
})

test('what is refused says what to do', () => {
  expect(refusal(() => words('docker run -v $(pwd):/x x')).message).toBe(
    '$(pwd) at column 15 would run a program\n  hint: write $PWD, which is the option cwd',
  )
  expect(refusal(() => words('docker run \\\n  # it\n  x')).message).toBe(
    'x at line 3, column 3 begins a second command\n  hint: a comment ends the command, also behind a backslash: take it out',
  )
})
