import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newestDocker } from '../lab/place.js'
import { runProgram } from '../lab/program.js'
import { allCredentialsRows, credentialsRows, writeCredentials } from '../unit/docker-cli-credentials.js'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mooring-cli-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

// What mooring does is held to the same tables by test/unit/docker-config/credentials.test.ts.
test.concurrent.each(credentialsRows)('docker itself sends with a pull, by $says', async (row) => {
  expect(await sentBy(row, 'x-registry-auth', ['pull', row.image])).toEqual(row.docker)
})

test.concurrent.each(allCredentialsRows)('docker itself sends with a build, by $says', async (row) => {
  const context = mkdtempSync(join(folder, 'context-'))
  writeFileSync(join(context, 'Dockerfile'), 'FROM scratch')
  expect(await sentBy(row, 'x-registry-config', ['build', context])).toEqual(row.docker)
})

/** What a header holds that docker sends, told to do something. */
async function sentBy(
  row: Parameters<typeof writeCredentials>[1],
  header: string,
  command: readonly string[],
): Promise<unknown> {
  const place = mkdtempSync(join(folder, 'row-'))
  const env = { ...writeCredentials(place, row), DOCKER_HOST: `unix://${place}/engine`, DOCKER_BUILDKIT: '0' }
  let sent: unknown
  const engine = createServer((request, response) => {
    request.resume()
    sent = request.headers[header] ?? sent
    response.writeHead(200, { 'Api-Version': '1.51', Ostype: 'linux', 'Content-Type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => engine.listen(join(place, 'engine'), resolve))
  const { exitCode, stderr } = await runProgram([...newestDocker(), ...command], env)
  await new Promise((resolve) => engine.close(resolve))
  expect(exitCode, stderr).toBe(0)
  return JSON.parse(Buffer.from(String(sent), 'base64url').toString())
}
