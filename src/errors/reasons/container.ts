import { reason } from './reason.js'

const starting = ['ContainerStart', 'ContainerRestart']
const making = ['ContainerCreate', ...starting]
/** What docker can do only to a program that runs. */
const needsRunning = [
  'ContainerKill',
  'ContainerPause',
  'ContainerTop',
  'ContainerResize',
  'ContainerExec',
  'ContainerAttach',
  'ContainerStats',
  'ExecStart',
]

/** What engines say of containers. */
export const containerReasons = [
  reason('PORT_IN_USE', {
    of: [...starting, 'NetworkConnect'],
    says: [
      /Bind for (?<port>\S+) failed: port is already allocated/,
      /listen (?:tcp|udp|sctp)[46]? (?<listen>\S+): bind: address already in use/,
      /failed to bind host port for (?:\[[^\]]*\]|[^\s:[]*):(?<bind>\d+):.*address already in use/,
      /failed to listen on \w+ socket: address already in use/,
      /(?<range>all ports) are allocated/,
    ],
    details: ({ port, listen, bind }) => ({ port: bind ?? (port ?? listen)?.split(':').at(-1), holder: undefined }),
    hint: ({ range }) =>
      range === undefined
        ? 'publish another host port, or stop what holds this one'
        : 'no port of the range is free: publish a wider range of host ports, or stop what holds these',
  }),
  // R108: the host part of a published port.
  reason('HOST_ADDRESS_UNKNOWN', {
    of: [...starting, 'NetworkConnect'],
    says: /(?:listen (?:tcp|udp|sctp)[46]? (?<listen>\S+): bind|failed to bind host port for (?<bind>\[[^\]]*\]|[^\s:[]*):.*): cannot assign requested address/,
    details: ({ listen, bind }) => ({ address: bind ?? listen?.replace(/:\d+$/, '') }),
    hint: "publish on an address that the engine's host has, or leave it out for all of them",
  }),
  reason('NAME_TAKEN', {
    of: ['ContainerCreate', 'ContainerRename'],
    says: /container name "\/?(?<name>[^"]+)" is already in use by container "?(?<holder>[0-9a-f]+)/,
    details: ({ name = '', holder = '' }, { noun }) => ({ noun, name, holder: { id: holder, name } }),
    hint: 'choose another name, or remove what holds it',
  }),
  reason('NAME_TAKEN', {
    of: ['ContainerRename'],
    says: /Renaming a container with the same name as its current name/,
    details: (_, { noun, target = '' }) => ({ noun, name: target, holder: undefined }),
    hint: 'it has this name already',
  }),
  reason('COMMAND_NOT_FOUND', {
    of: [...starting, 'ExecStart', 'ContainerCreate'],
    says: [
      /exec: \\*"(?<command>[^"\\]+)\\*": (?:executable file not found|stat .*no such file|permission denied|is a directory)/,
      /exec (?<path>\S+): no such file or directory/,
    ],
    details: ({ command, path }) => ({ command: command ?? path }),
    hint: ({ command = '' }) =>
      /\s/.test(command.trim())
        ? `each word is an argument of its own: ${command
            .trim()
            .split(/\s+/)
            .map((word) => `'${word}'`)
            .join(', ')}; or 'sh', '-c', '${command.trim()}'`
        : 'the image has no such program: check its name and the PATH inside',
  }),
  reason('USER_NOT_FOUND', {
    of: making.concat('ContainerExec', 'ExecStart'),
    says: /unable to find (?:user|group) (?<user>[^:\s]+)/,
    details: ({ user }) => ({ user }),
    hint: 'the image has no such user or group: see its /etc/passwd and /etc/group, or give numbers such as 1000:1000',
  }),
  reason('MOUNT_SOURCE_MISSING', {
    of: making,
    says: /bind source path does not exist: (?<source>.+)/,
    details: ({ source }) => ({ source }),
    hint: "make it on the engine's host first, or mount a volume in its place, which docker makes: .mount({ type: 'volume', source: 'name', target })",
  }),
  // 26.1 and 28.5 say which; 20.10 has two sentences
  reason('CONTAINER_PAUSED', {
    of: [...needsRunning, ...starting, 'ContainerDelete', 'ContainerUpdate', 'ContainerStop'],
    says: [
      /[Cc]ontainer "?\/?(?<id>[^\s"]+)"? is (?:already )?paused/,
      /cannot (?:start|remove) a paused container(?: (?<old>[0-9a-f]+))?/,
      /container "\/?(?<named>[^"]+)": container is paused/,
    ],
    details: ({ id, old, named }, { target }) => ({ id: id ?? old ?? named ?? target ?? '' }),
    hint: (_, { operation }) =>
      operation === 'ContainerPause' ? 'it is paused already: nothing is to be done' : 'unpause the container first',
  }),
  reason('NOT_PAUSED', {
    of: ['ContainerUnpause'],
    says: /[Cc]ontainer (?<id>\S+) is not paused/,
    details: ({ id = '' }) => ({ id }),
    hint: 'nothing is to be done: only a paused container can be unpaused',
  }),
  reason('CONTAINER_RESTARTING', {
    of: [...needsRunning, ...making],
    says: [/[Cc]ontainer (?<id>\S+) is restarting, wait until the container is running/, /is restarting/],
    details: ({ id }, { target }) => ({ id: id ?? target ?? '' }),
    hint: 'its program ends again and again: look at container.logs(), or wait until it runs',
  }),
  reason('NOT_RUNNING', {
    of: [...needsRunning, ...making],
    says: [
      /non running container: (?:container )?\/?(?<joined>\S+)/,
      /[Cc]ontainer (?<id>\S+) is not running/,
      /cannot exec in a stopped/,
      /[Cc]ontainer (?<never>[0-9a-f]+) is stopped/,
    ],
    details: ({ joined, id, never }, { target = '' }) => ({ id: joined ?? id ?? never ?? target }),
    hint: 'start the container first; if its program has ended by itself, container.logs() says why',
  }),
  reason('REMOVAL_IN_PROGRESS', {
    of: ['ContainerDelete', ...starting],
    says: [/removal of container (?<id>\S+) is already in progress/, /is marked for removal and cannot be started/],
    details: ({ id }, { target = '' }) => ({ id: id ?? target }),
    hint: 'wait until it is gone: container.remove() does',
  }),
  // 20.10 says "You cannot remove a running container ID", newer engines "cannot remove container "ID": container is running".
  reason('STILL_RUNNING', {
    of: ['ContainerDelete'],
    says: /cannot remove (?:a \w+ container (?<old>\w+)|container "\/?(?<id>[^"]+)": container is)/,
    details: ({ old, id }) => ({ id: old ?? id ?? '' }),
    hint: 'stop it first, or remove it with { force: true }',
  }),
  reason('LOGS_UNREADABLE', {
    of: ['ContainerLogs', 'ContainerAttach'],
    says: /logging driver does not support reading/,
    hint: 'its log driver keeps nothing that can be read: make the container with another, such as json-file or local',
  }),
  reason('PROGRAM_MISSING_ON_HOST', {
    of: ['ContainerTop'],
    says: /^ps: exec: \\*"(?<program>ps)\\*":/,
    details: ({ program }) => ({ program }),
    hint: "the engine's host has no ps, which lists the processes of its containers: install procps there",
  }),
  reason('BAD_REQUEST', {
    of: ['ContainerTop'],
    says: /^ps: |Couldn't find PID field|error running ps/,
    hint: "the arguments are those of ps on the engine's host, such as '-o', 'pid,comm': the column PID must be among them",
  }),
  reason('NOT_FOUND', {
    of: making,
    says: /joining network namespace of container: No such container: (?<ref>\S+)/,
    details: ({ ref = '' }) => ({ noun: 'container', ref }),
    hint: 'the container whose network it shares is gone: make this one anew with .net(another)',
  }),
  reason('BAD_REQUEST', {
    of: ['ContainerLogs'],
    says: /must choose at least one stream/,
    hint: 'ask for stdout, stderr or both',
  }),
  reason('BAD_REQUEST', {
    of: ['ContainerWait'],
    says: /invalid condition/,
    hint: "wait for 'not-running', 'next-exit' or 'removed'",
  }),
  reason('DRIVER_NOT_FOUND', {
    of: making,
    says: [
      /plugin "(?<driver>[^"]+)" not found/,
      /logger: no log driver named '(?<log>[^']+)'/,
      /unknown or invalid runtime name: (?<runtime>\S+)/,
      /[Uu]nknown runtime specified (?<old>\S+)/,
      /could not select device driver "(?<device>[^"]*)"/,
    ],
    details: ({ driver, log, runtime, old, device }) => ({ driver: driver ?? log ?? runtime ?? old ?? device }),
    hint: 'docker.info() lists what the engine has, under Plugins and Runtimes',
  }),
  reason('BAD_REQUEST', {
    of: ['ContainerCreate', 'ContainerRename'],
    says: /Invalid container name/,
    hint: 'use letters, digits, _, - and ., and begin with a letter or a digit',
  }),
  reason('BAD_REQUEST', {
    of: ['ContainerKill', 'ContainerStop', 'ContainerRestart', ...making],
    says: /[Ii]nvalid signal/,
    hint: "give the name of a signal, such as 'SIGTERM', or its number",
  }),
]
