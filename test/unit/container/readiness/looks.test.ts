import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { publishedAt } from '../../../../src/container/readiness/answering.js'
import { statusOf } from '../../../../src/container/readiness/http-status.js'
import { readPorts } from '../../../../src/container/readiness/listening.js'

describe('the ports that the kernel lists', () => {
  const tcp = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
   1: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 2 1 0 100 0 0 10 0
   2: 0B00007F:8E5B 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 3 1 0 100 0 0 10 0
   3: 020011AC:0051 010011AC:C0DE 01 00000000:00000000 00:00000000 00000000     0        0 4 1 0 20 4 30 10 -1
  sl  local_address                         remote_address                        st tx_queue rx_queue
   0: 00000000000000000000000000000000:01BB 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000`

  test('are those that somebody listens on, over IPv4 and IPv6, without the DNS server of docker', () => {
    expect([...readPorts(tcp, 'tcp')]).toEqual([80, 8080, 443])
  })

  test('of UDP are those that are bound', () => {
    const udp = '  10: 00000000:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 5 2 0 0'
    expect([...readPorts(udp, 'udp')]).toEqual([53])
    expect([...readPorts(udp, 'tcp')]).toEqual([])
  })
})

describe('where a port is published', () => {
  const at = (HostIp: string, engine = 'unix:///var/run/docker.sock') =>
    publishedAt({ NetworkSettings: { Ports: { '80/tcp': [{ HostIp, HostPort: '8080' }] } } }, 80, engine)

  test('is here for an engine on this machine', () => {
    expect(at('0.0.0.0')).toEqual({ host: '127.0.0.1', port: 8080 })
    expect(at('::')).toEqual({ host: '::1', port: 8080 })
    expect(at('192.0.2.1')).toEqual({ host: '192.0.2.1', port: 8080 })
  })

  test('is there for one on another machine, and what is for that machine alone is nowhere', () => {
    expect(at('0.0.0.0', 'tcp://build.example:2376')).toEqual({ host: 'build.example', port: 8080 })
    expect(at('', 'ssh://me@build.example')).toEqual({ host: 'build.example', port: 8080 })
    expect(at('::', 'tcp://[2001:db8::1]:2375')).toEqual({ host: '2001:db8::1', port: 8080 })
    expect(at('127.0.0.1', 'tcp://build.example:2376')).toBeUndefined()
  })

  test('is nowhere when it is not', () => {
    expect(publishedAt({ NetworkSettings: { Ports: { '81/tcp': [] } } }, 80, 'unix:///x')).toBeUndefined()
    expect(publishedAt({ NetworkSettings: {} }, 80, 'unix:///x')).toBeUndefined()
  })
})

describe('the status of an answer', () => {
  let server: Server | undefined
  afterEach(async () => {
    server?.closeAllConnections()
    await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)))
    server = undefined
  })
  const serve = async (): Promise<number> => {
    const listening = createServer()
    server = listening
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
    return (listening.address() as AddressInfo).port
  }

  test('is told without its body, and nobody is no status', async () => {
    const port = await serve()
    server?.on('request', (request, response) => {
      response.statusCode = request.url === '/health?now' ? 204 : 503
      response.flushHeaders() // and never ends
    })
    expect(await statusOf({ host: '127.0.0.1', port, path: '/health?now' }, undefined)).toBe(204)
    expect(await statusOf({ host: '127.0.0.1', port, path: '/' }, undefined)).toBe(503)
    expect(await statusOf({ host: '127.0.0.1', port: 1, path: '/' }, undefined)).toBeUndefined()
  })

  test('is not waited for when the signal is aborted', async () => {
    const leave = new AbortController()
    const reason = new Error('enough')
    const port = await serve()
    server?.on('request', () => leave.abort(reason))
    await expect(statusOf({ host: '127.0.0.1', port, path: '/' }, leave.signal)).rejects.toBe(reason)
  })
})
