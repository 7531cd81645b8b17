import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newestDocker } from '../lab/place.js'
import { runProgram } from '../lab/program.js'
import { credentialsRows, writeCredentials, type CredentialsRow, type Sent } from '../unit/docker-cli-credentials.js'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mooring-cli-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

// What mooring does is held to the same table by test/unit/docker-config/credentials.test.ts.
test('docker itself sends what the table says', async () => {
  const rows = credentialsRows.values()
  const found = new Map<string, Sent>()
  const work = async (): Promise<void> => {
    for (const row of rows) found.set(row.says, await sentBy(row))
  }
  await Promise.all([work(), work(), work()])
  for (const { says, docker } of credentialsRows) expect(found.get(says), says).toEqual(docker)
})

/** What the header of a pull holds. */
async function sentBy(row: CredentialsRow): Promise<Sent> {
  const place = mkdtempSync(join(folder, 'row-'))
  const env = { ...writeCredentials(place, row), DOCKER_HOST: `unix://${place}/engine` }
  let header: unknown
  const engine = createServer((request, response) => {
    if (request.url?.includes('/images/create') === true) header = request.headers['x-registry-auth']
    response.writeHead(200, { 'Api-Version': '1.51', Ostype: 'linux', 'Content-Type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => engine.listen(join(place, 'engine'), resolve))
  const { exitCode, stderr } = await runProgram([...newestDocker(), 'pull', row.image], env)
  await new Promise((resolve) => engine.close(resolve))
  expect(exitCode, `${row.says}: ${stderr}`).toBe(0)
  return JSON.parse(Buffer.from(String(header), 'base64url').toString()) as Sent
}
