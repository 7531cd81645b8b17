import { peers, type UndiciPool, type UndiciRequest } from '../peers.js'
import { inspected, subnetOf, type Caller, type InspectedNetwork } from './caller.js'

const json = { 'content-type': 'application/json' }

/** `Pool.request`, the body as text, and JSON.parse: what a program without a client would write. */
export function undiciCaller(socketPath: string, name = 'undici'): Caller {
  const { Pool } = peers.undici()
  const pool = new Pool('http://docker', { socketPath, pipelining: 1 })
  return {
    name,
    ping: async () => {
      const { statusCode, headers, body } = await pool.request({ method: 'GET', path: '/_ping' })
      return (await body.text()) === 'OK' && statusCode === 200 && headers['api-version'] === '1.51'
    },
    list: async () => (await ask<readonly unknown[]>(pool, { method: 'GET', path: '/v1.51/networks' })).length,
    inspect: async () =>
      subnetOf(await ask<InspectedNetwork>(pool, { method: 'GET', path: `/v1.51/networks/${inspected}` })),
    cycle: async (network) => {
      const body = JSON.stringify({ Name: network, Driver: 'bridge' })
      const path = '/v1.51/networks/create'
      const { Id } = await ask<{ readonly Id: string }>(pool, { method: 'POST', path, headers: json, body })
      const removed = await pool.request({ method: 'DELETE', path: `/v1.51/networks/${Id}` })
      await removed.body.text()
      return removed.statusCode === 204 ? Id.length : NaN
    },
    containers: async () =>
      (await ask<readonly unknown[]>(pool, { method: 'GET', path: '/v1.51/containers/json' })).length,
    close: () => pool.destroy(),
  }
}

async function ask<Reply>(pool: UndiciPool, request: UndiciRequest): Promise<Reply> {
  const { statusCode, body } = await pool.request(request)
  const text = await body.text()
  if (statusCode >= 300) throw new Error(`${statusCode}: ${text}`)
  return JSON.parse(text) as Reply
}
