// What the stub answers, as bytes that are made once. The shapes are those of Docker 28.

/** A whole answer with its length. */
export function answer(status: string, headers: Readonly<Record<string, string>>, body: string): Buffer {
  const bytes = Buffer.from(body)
  return Buffer.concat([head(status, { ...headers, 'Content-Length': String(bytes.length) }), bytes])
}

export function json(value: unknown, status = '200 OK'): Buffer {
  return answer(status, { 'Content-Type': 'application/json' }, JSON.stringify(value))
}

export function head(status: string, headers: Readonly<Record<string, string>>): Buffer {
  const all = { 'Api-Version': '1.51', Server: 'Docker/28.5.2 (linux)', ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`HTTP/1.1 ${status}\r\n${lines.join('')}\r\n`, 'latin1')
}

const pingHeaders = { Ostype: 'linux', 'Builder-Version': '2', 'Docker-Experimental': 'false', Swarm: 'inactive' }

export const ping = answer('200 OK', { ...pingHeaders, 'Content-Type': 'text/plain; charset=utf-8' }, 'OK')
/** The answer to HEAD has no body. */
export const pingHead = head('200 OK', { ...pingHeaders, 'Content-Length': '0' })
export const nothing = head('204 No Content', {})
export const notFound = json({ message: 'page not found' }, '404 Not Found')
export const exited = json({ StatusCode: 0 })
export const version = json({
  Version: '28.5.2',
  ApiVersion: '1.51',
  MinAPIVersion: '1.24',
  Os: 'linux',
  Arch: 'amd64',
})
export const info = json({
  ID: 'stub',
  Name: 'stub',
  ServerVersion: '28.5.2',
  SystemTime: '2026-01-01T00:00:00.000000001Z',
})

export const chunkedHead = head('200 OK', {
  'Content-Type': 'application/vnd.docker.multiplexed-stream',
  'Transfer-Encoding': 'chunked',
})
/** The beginning of a log that never ends: one line. */
export const openLog = Buffer.concat([chunkedHead, Buffer.from('e\r\n\x01\0\0\0\0\0\0\x06hello\n\r\n', 'latin1')])
export const eventsHead = head('200 OK', { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' })
export const upgraded = head('101 UPGRADED', {
  'Content-Type': 'application/vnd.docker.multiplexed-stream',
  Connection: 'Upgrade',
  Upgrade: 'tcp',
})

let made = 0

/** The answer to a create: each network has an id of its own. */
export function created(): Buffer {
  return json({ Id: (++made).toString(16).padStart(64, 'a'), Warning: '' }, '201 Created')
}

export function execCreated(id: string): Buffer {
  return json({ Id: id }, '201 Created')
}

export function execInspected(id: string): Buffer {
  const ProcessConfig = { entrypoint: 'cat', arguments: [], tty: false, privileged: false }
  const streams = { OpenStdin: false, OpenStdout: true, OpenStderr: true }
  return json({
    ID: id,
    ContainerID: id,
    Running: false,
    ExitCode: 0,
    Pid: 4711,
    ProcessConfig,
    CanRemove: false,
    ...streams,
  })
}

export function containerInspected(name: string): Buffer {
  const State = {
    Status: 'running',
    Running: true,
    Paused: false,
    Restarting: false,
    StartedAt: '2026-01-01T00:00:00Z',
  }
  const Config = { Image: 'busybox', Cmd: ['cat'], Tty: false, OpenStdin: false, StdinOnce: false, Labels: {} }
  const HostConfig = { NetworkMode: 'bridge', AutoRemove: false, RestartPolicy: { Name: 'no', MaximumRetryCount: 0 } }
  return json({ Id: name, Name: `/${name}`, State, Config, HostConfig, Mounts: [] })
}
