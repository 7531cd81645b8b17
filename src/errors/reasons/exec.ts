import { reason } from './reason.js'

/** What engines say of programs that are run in a container which runs already. */
export const execReasons = [
  reason('BAD_REQUEST', {
    of: ['ExecStart', 'ContainerExec'],
    says: /chdir to cwd|Cwd must be an absolute path|invalid environment variable|environment variable name|No exec command specified/,
    hint: 'check the working directory, which must exist in the container, the variables and the command',
  }),
  reason('CONFLICT', {
    of: ['ExecStart'],
    says: /exec command \S+ (?:is already running|has already run)|exec instance is already running/i,
    hint: 'an exec runs once: make another with container.exec(...)',
  }),
  reason('NOT_FOUND', {
    of: ['ExecResize'],
    says: /process does not exist|process not found for container/,
    details: (_, { target = '' }) => ({ noun: 'exec', ref: target }),
    hint: 'its program has not begun, or has ended',
  }),
]
