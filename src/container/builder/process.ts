import { checkFlag, invalidArgument } from '../../errors/invalid-argument.js'
import { checkUser, checkWords, toEnv } from '../program.js'
import { unlessEmpty, type Flags } from './flag.js'
import { HealthSetters } from './health.js'

/** The program, and what it is run with. */
export abstract class ProcessSetters extends HealthSetters {
  /** Environment variables, one or several. CLI `--env` · wire `Env` */
  env(key: string, value: string): this
  env(variables: Readonly<Record<string, string>>): this
  env(first: string | Readonly<Record<string, string>>, value?: string): this {
    const added = toEnv(first, value)
    const names = new Set(added.map(nameOfVariable))
    const kept = this.spec.env.filter((line) => !names.has(nameOfVariable(line)))
    return this.with({ env: [...kept, ...added] })
  }

  /** The program that takes the command as its arguments. CLI `--entrypoint` · wire `Entrypoint` */
  entrypoint(...program: readonly string[]): this {
    return this.with({ entrypoint: checkWords('entrypoint', program) })
  }

  /** The folder that its program starts in: an absolute path. CLI `--workdir` · wire `WorkingDir` */
  workdir(path: string): this {
    return this.with({ workdir: checkWorkdir(path) })
  }

  /** `name`, `name:group` or numbers. CLI `--user` · wire `User` */
  user(user: string): this {
    return this.with({ user: checkUser(user) })
  }

  /** Gives it a terminal. CLI `--tty` · wire `Tty` */
  tty(tty = true): this {
    return this.with({ tty: checkFlag('tty', tty) })
  }

  /** Keeps its standard input open. CLI `--interactive` · wire `OpenStdin` */
  interactive(interactive = true): this {
    return this.with({ interactive: checkFlag('interactive', interactive) })
  }

  /** Runs a small init as process 1, which passes signals on and collects dead children. CLI `--init` · wire `HostConfig.Init` */
  init(init = true): this {
    return this.with({ init: checkFlag('init', init) })
  }
}

export const processFlags: Flags<Omit<ProcessSetters, keyof HealthSetters>> = {
  env: {
    flag: '--env',
    also: ['-e'],
    value: 'pair',
    repeats: true,
    body: { Env: ({ env }) => unlessEmpty([...env]) },
  },
  entrypoint: { flag: '--entrypoint', body: { Entrypoint: ({ entrypoint }) => entrypoint && [...entrypoint] } },
  workdir: { flag: '--workdir', also: ['-w'], body: { WorkingDir: ({ workdir }) => workdir } },
  user: { flag: '--user', also: ['-u'], body: { User: ({ user }) => user } },
  tty: {
    flag: '--tty',
    also: ['-t'],
    value: 'switch',
    body: {
      Tty: ({ tty }) => tty || undefined,
      'HostConfig/ConsoleSize': ({ consoleSize }) => consoleSize && [...consoleSize],
    },
  },
  interactive: {
    flag: '--interactive',
    also: ['-i'],
    value: 'switch',
    body: {
      OpenStdin: ({ interactive }) => interactive || undefined,
      StdinOnce: ({ interactive, stdinOnce }) => (interactive && stdinOnce) || undefined,
    },
  },
  init: { flag: '--init', value: 'switch', body: { 'HostConfig/Init': ({ init }) => init } },
}

/** Of `NAME=value`, and of a name alone, which takes the image's variable away. */
function nameOfVariable(line: string): string {
  return line.split('=', 1)[0] ?? ''
}

function checkWorkdir(path: unknown): string {
  if (typeof path === 'string' && path.startsWith('/') && !path.includes('\u0000')) return path
  throw invalidArgument('workdir', path, 'give an absolute path inside the container')
}
