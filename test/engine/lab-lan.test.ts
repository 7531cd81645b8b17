import { expect, test } from 'vitest'
import { lab } from '../lab/lab.js'
import { labBin, runScript } from '../lab/place.js'
import { runProgram } from '../lab/program.js'

test('a machine that comes and goes on the LAN leaves its switch the address that the others know', async () => {
  const [a] = await lab.hosts()
  const switchNetns = a.netns.replace(/-a$/, '-switch')
  const answer = async (): Promise<string> => {
    const { exitCode } = await a.exec('ping', '-c', '1', '-W', '1', '192.168.0.1')
    const { stdout } = await a.exec('ip', 'neigh', 'show', '192.168.0.1')
    return `${String(exitCode)} ${/lladdr (\S+)/.exec(stdout)?.[1] ?? 'unknown'}`
  }
  const known = await answer()
  expect(known).toMatch(/^0 02:00/)

  try {
    await runScript('host-up.sh', 'comer')
    // a bridge follows the lowest of its ports' addresses, unless it was given one
    const lowest = ['link', 'set', 'port-comer', 'address', '02:00:00:00:00:01']
    const { exitCode } = await runProgram(['nsenter', `--net=${switchNetns}`, '--', `${labBin}/ip`, ...lowest])
    expect(exitCode).toBe(0)
    expect(await answer()).toBe(known)
  } finally {
    await runScript('host-down.sh', 'comer')
  }
  expect(await answer()).toBe(known)
})
