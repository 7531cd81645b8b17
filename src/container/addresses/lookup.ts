import type { Ip } from '../../cidr/ip.js'
import type { Family } from '../../cidr/range.js'
import { checkCallOptions, type CallOptions } from '../../engine/call/call-options.js'
import { openCall, type CallContext } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import { nameOf, type RefLike } from '../../engine/ref.js'
import { MooringError, sentenceOf } from '../../errors/base.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { quoted } from '../../errors/describe-value.js'
import { StateError } from '../../errors/state.js'
import { UsageError } from '../../errors/usage.js'
import { ofFamily, readAnswerSection, readGetent, readNslookup } from './dns-answers.js'
import { Exec } from '../exec/exec.js'
import { helperOutput } from '../host-probe/helper-container.js'
import type { Output } from '../run/output.js'
import { namespaceOwner } from './namespace-owner.js'

export interface LookupOptions extends CallOptions {
  /** Only addresses of this family. */
  readonly family?: Family | undefined
}

// Unknown, because callers without types may pass anything.
const families: readonly unknown[] = [4, 6, undefined] satisfies readonly (Family | undefined)[]

/** A program that images may have, and how it is asked. */
interface Tool {
  readonly program: string
  readonly argv: (name: string, types: readonly ('A' | 'AAAA')[]) => readonly (readonly string[])[]
  readonly read: (stdout: string) => Ip[]
  /** Whether this exit means an answer, if an empty one. */
  readonly answered: (output: Output) => boolean
}

const nslookup: Tool = {
  program: 'nslookup',
  argv: (name) => [[name]],
  read: readNslookup,
  answered: ({ exitCode, stdout, stderr }) =>
    exitCode === 0 || /can't (?:find|resolve)|NXDOMAIN|SERVFAIL|No answer/i.test(`${stdout}${stderr}`),
}

const tools: readonly Tool[] = [
  {
    program: 'dig',
    // -q, so that no name is taken for an option or a server
    argv: (name, types) => types.map((type) => ['+noall', '+comments', '+answer', '-q', name, '-t', type]),
    read: readAnswerSection,
    answered: ({ exitCode }) => exitCode === 0,
  },
  nslookup,
  {
    program: 'drill',
    argv: (name, types) => types.map((type) => [name, type]),
    read: readAnswerSection,
    answered: ({ exitCode }) => exitCode === 0,
  },
  {
    program: 'getent',
    argv: (name) => [['ahosts', name]],
    read: readGetent,
    // 2: not found
    answered: ({ exitCode }) => exitCode === 0 || exitCode === 2,
  },
]

/**
 * What DNS answers inside the container, by the first program of its image that can tell, or by the helper's.
 *
 * @throws StateError NO_TOOL when neither has one, EXIT_NOT_ZERO when no server answered
 */
export async function lookupIn(
  engine: Engine,
  container: RefLike<'container'>,
  name: string,
  options: LookupOptions,
): Promise<Ip[]> {
  checkCallOptions(options, ['family'], 'container.lookup')
  checkHostName(name)
  const { family } = options
  if (!families.includes(family)) throw invalidArgument('family', family, 'give 4 or 6')
  const call = openCall(engine, options)
  for (const tool of tools) {
    const answers = await ask(call, container, tool, { name, family })
    if (answers !== undefined) return ofFamily(answers, family)
  }
  return ofFamily(await askBeside(call, container, name), family)
}

/** Asks in the helper container, which uses this one's network, and its name servers with it. */
async function askBeside(call: CallContext, container: RefLike<'container'>, name: string): Promise<Ip[]> {
  const { Id } = await namespaceOwner(call, container)
  try {
    const output = await helperOutput(call, `container:${Id}`, [nslookup.program, name])
    if (!nslookup.answered(output)) throw noServer(nslookup.program, name, output)
    return nslookup.read(output.stdout)
  } catch (error) {
    throw MooringError.is(error, 'NO_TOOL') ? noTool(nameOf(container), error) : error
  }
}

/** `undefined` when the image does not have the program. */
async function ask(
  call: CallContext,
  container: RefLike<'container'>,
  { program, argv, read, answered }: Tool,
  { name, family }: { readonly name: string; readonly family: Family | undefined },
): Promise<Ip[] | undefined> {
  const types = family === undefined ? (['A', 'AAAA'] as const) : ([family === 4 ? 'A' : 'AAAA'] as const)
  const answers: Ip[] = []
  for (const args of argv(name, types)) {
    const output = await run(call, container, [program, ...args])
    if (output === undefined) return undefined
    if (!answered(output)) throw noServer(program, name, output)
    answers.push(...read(output.stdout))
  }
  return answers
}

async function run(
  call: CallContext,
  container: RefLike<'container'>,
  argv: readonly string[],
): Promise<Output | undefined> {
  try {
    return await new Exec(call.engine, container, argv).outputIn(call)
  } catch (error) {
    if (MooringError.is(error, 'COMMAND_NOT_FOUND')) return undefined
    throw error
  }
}

/** Refuses what a program could take for something else than a name. */
export function checkHostName(name: string): string {
  const plain =
    typeof name === 'string' &&
    name.length <= 255 &&
    /^[^-+@\s\u0000-\u001f\u007f][^\s\u0000-\u001f\u007f]*$/.test(name) &&
    name.replace(/\.$/, '').split('.').every(isLabel)
  if (plain) return name
  throw new UsageError('INVALID_NAME', {
    message: `${quoted(name)} is no name that DNS could know`,
    details: { noun: 'host', value: name },
    hint: "give a container's name or alias, or a host name such as example.com",
  })
}

/** What stands between two dots: in bytes, as DNS counts. */
function isLabel(label: string): boolean {
  return label !== '' && Buffer.byteLength(label) <= 63
}

function noTool(target: string, cause: MooringError<'NO_TOOL'>): StateError<'NO_TOOL'> {
  const tried = [...tools.map(({ program }) => program), ...cause.details.tried]
  return new StateError('NO_TOOL', {
    message: `the image of container ${JSON.stringify(target)} has no program that asks DNS, and ${sentenceOf(cause)}`,
    details: { tried },
    hint: cause.hint,
    target,
    cause,
  })
}

function noServer(program: string, name: string, { exitCode, stdout, stderr }: Output): StateError<'EXIT_NOT_ZERO'> {
  const said = `${stdout}${stderr}`.trim().split('\n').at(-1) ?? ''
  return new StateError('EXIT_NOT_ZERO', {
    message: `${program} got no answer for ${JSON.stringify(name)}: ${said}`,
    details: { exitCode, stdout, stderr },
    hint: "look at the name servers in the container's /etc/resolv.conf",
    target: name,
  })
}
