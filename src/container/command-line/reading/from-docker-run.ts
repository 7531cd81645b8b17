import { resolve } from 'node:path'
import { checkImage } from '../../../docker-words/image-reference.js'
import { checkCallOptions, type CallOptions } from '../../../engine/call/call-options.js'
import { openCall } from '../../../engine/context.js'
import type { Engine } from '../../../engine/engine.js'
import { isPlainObject } from '../../../errors/brand.js'
import { invalidArgument } from '../../../errors/invalid-argument.js'
import { ContainerBuilder } from '../../builder/builder.js'
import { emptySpec } from '../../builder/spec.js'
import { containerCreate } from '../../operations.js'
import { checkWords } from '../../program.js'
import { shellWords } from '../shell/words.js'
import type { ValueOf } from '../shell/reader.js'
import { commandIn } from './command.js'
import { envOf, withFiles } from './environment.js'
import type { Here } from './files.js'
import { flagsIn } from './flags.js'
import { say } from './say.js'

/** What a line of docker run is read with. */
export interface FromDockerRunOptions extends CallOptions {
  /** The variables of the environment, for `$NAME` and `-e NAME`: those of this process unless said otherwise. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
  /** The directory that `./data` and files are counted from: that of this process unless said otherwise. */
  readonly cwd?: string | undefined
}

/** A builder that is told what a line of docker run says. */
export async function builderFrom(
  engine: Engine,
  text: string,
  options: FromDockerRunOptions,
): Promise<ContainerBuilder> {
  checkCallOptions(options, ['env', 'cwd'], 'container.fromDockerRun')
  const { env = process.env, cwd = '.' } = options
  checkHere(text, env, cwd)
  const call = openCall(engine, options)
  const about = { operation: containerCreate.id, target: undefined }
  return await call.wait(
    read(engine, text, { cwd: resolve(cwd), valueOf: lookUp(env, cwd), signal: call.signal }),
    about,
  )
}

async function read(engine: Engine, text: string, here: Here): Promise<ContainerBuilder> {
  const command = commandIn(text, shellWords(text, here.valueOf))
  const valueOf: ValueOf = (name) => command.variables.get(name) ?? here.valueOf(name)
  const line = await withFiles(flagsIn(text, command), { ...here, valueOf })
  const spec = emptySpec(checkImage(line.image), checkWords('command', line.command))
  const platform = valueOf('DOCKER_DEFAULT_PLATFORM') ?? ''
  const blank = new ContainerBuilder(engine, { ...spec, env: envOf(line.said, valueOf) })
  const builder = say(platform === '' ? blank : blank.platform(platform), line.said, here.cwd)
  builder.toRequest() // which refuses what does not go together
  return builder
}

/** What a shell would find: `$PWD` is where the line is read, unless the caller's own variables say otherwise. */
function lookUp(env: Readonly<Record<string, string | undefined>>, cwd: string): ValueOf {
  return (name) =>
    name === 'PWD' && (env === process.env || env['PWD'] === undefined) ? resolve(cwd) : ownOf(env, name)
}

function ownOf(env: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  return Object.hasOwn(env, name) ? env[name] : undefined
}

function checkHere(text: unknown, env: unknown, cwd: unknown): void {
  if (typeof text !== 'string')
    throw invalidArgument('text', text, "give a line such as 'docker run -d -p 8080:80 nginx'")
  if (text.includes('\u0000')) throw invalidArgument('text', '\u0000', 'leave it out', 'the text holds a NUL character')
  if (env !== process.env && !isPlainObject(env))
    throw invalidArgument('env', env, "give an object such as { TAG: '1.27' }")
  for (const [name, value] of Object.entries(env))
    if (value !== undefined && typeof value !== 'string')
      throw invalidArgument(`env.${name}`, value, 'the value of a variable is a text')
  if (typeof cwd !== 'string' || cwd === '') throw invalidArgument('cwd', cwd, 'give the path of a directory')
}
