import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openMooring, recordedAnswers, type LineReader } from '../../../contract/docker-run/both.js'
import { allLines, shellLines } from '../../../contract/docker-run/shell-lines.js'

// What the CLI asks for these lines is recorded; test/engine/container/from-docker-run.test.ts asks it again.

/** Lines that mooring refuses and the CLI takes, by the reason. */
const refused: Readonly<Record<string, readonly string[]>> = {
  'engines refuse it, or take it and do not do it': [
    'docker create --name -x alpine',
    'docker create -w app alpine',
    'docker create --stop-signal SIGNOTHING alpine',
    'docker create --name "a b" alpine',
    'docker create --restart sometimes alpine',
    'docker create --restart always:3 alpine',
    'docker create --health-interval 100us --health-cmd true alpine',
    'docker create --network host -p 80:80 alpine',
    'docker create --network container:web --hostname x alpine',
    'docker create --ip 10.0.0.5 alpine',
    'docker create --network mine --ip banana alpine',
    'docker create --network mine --network-alias "not a name" alpine',
    'docker create -h "not a host" alpine',
    'docker create -v data:/data -v other:/data alpine',
    'docker create -v data:relative alpine',
    'docker create -v data:/data:rx alpine',
    'docker create -v a/b:/c alpine',
    'docker create -v : alpine',
    'docker create -v /srv:/ alpine',
    'docker create --mount type=what,source=/a,target=/a alpine',
    'docker create --mount type=tmpfs,source=/a,target=/a alpine',
    'docker create --mount type=volume,target=/a,consistency=cached alpine',
    'docker create --tmpfs run alpine',
    'docker create --tmpfs /run:banana alpine',
    'docker create --volumes-from web:rx alpine',
    'docker create --memory-swap 1g alpine',
    'docker create -m 1g --memory-swap 512m alpine',
    'docker create --cpu-shares 1 alpine',
    'docker create --cpus 1 --cpu-quota 25000 alpine',
    'docker create --cpuset-cpus a alpine',
    'docker create --oom-score-adj 2000 alpine',
    'docker create --blkio-weight 5 alpine',
    'docker create --cap-add NOTHING alpine',
    'docker create --cap-add NET_ADMIN --cap-drop NET_ADMIN alpine',
    'docker create --security-opt systempaths=x alpine',
    'docker create --ipc banana alpine',
    'docker create --uts host --hostname x alpine',
  ],
  'it says nothing': [
    'docker create --name "" alpine',
    'docker create --hostname "" alpine',
    'docker create --health-cmd "" alpine',
    'docker create --health-interval 0s --health-cmd true alpine',
    'docker create -p 0:80 alpine',
    'docker create --memory 0 alpine',
    'docker create --memory-swappiness -1 alpine',
    'docker create --pids-limit 0 alpine',
  ],
  'a number is written in decimal digits': [
    'docker create --memory 1e9 alpine',
    'docker create --cpu-shares 0x200 alpine',
    'docker create --cpu-shares 010 alpine',
  ],
  'the flag is not for a builder': [
    'docker create --cidfile id alpine',
    'docker create --isolation default alpine',
    'docker create --kernel-memory 64m alpine',
  ],
}

/** Lines that the CLI refuses and mooring takes. */
const taken: Readonly<Record<string, readonly string[]>> = {
  'engines take it': ['docker create -l app -l empty= -l x=y=z -l "a b=c d" alpine'],
}

/** Lines of which the two say something else. */
const otherwise: Readonly<Record<string, readonly string[]>> = {
  'a pattern stands for itself, and no file of the shell': ['docker create alpine ls * a*b [a-z] ?'],
  'create() lets stdin end with who attaches first; start() says what run -d says': ['docker run -dit alpine sh'],
  'of what is said twice the last counts, and is sent once': [
    'docker create --env-file app.env alpine',
    'docker create --env-file=./app.env -e MODE=flag alpine',
    'docker create --env-file app.env --env-file other.env alpine',
    'docker create -p 80:80 -p 80:80 alpine',
  ],
  'an address is written in one form': [
    'docker create --network mine --ip6 FD00:0:0::5 alpine',
    'docker create --network mine --mac-address 02:42:AC:11:00:0F alpine',
  ],
  "the CLI makes small letters of all that stands beside a network's name": [
    'docker create --network name=mine,alias=Web alpine',
    'docker create --network name=mine,driver-opt=com.docker.network.endpoint.sysctls=net.ipv4.conf.IFNAME.log_martians=1 alpine',
  ],
}

const theirs = recordedAnswers()
let mooring: LineReader

beforeAll(async () => {
  mooring = await openMooring()
})
afterAll(() => mooring[Symbol.asyncDispose]())

const among = (lists: Readonly<Record<string, readonly string[]>>, line: string): boolean =>
  Object.values(lists).some((list) => list.includes(line))

describe.each(Object.entries(shellLines))('create() sends what the CLI sends, told of %s', (_, lines) => {
  test.each(lines)('%s', async (line) => {
    const [one, other] = [theirs[line], await mooring.answer(line)]
    const isRefusedBy = { cli: 'refused' in (one ?? {}), mooring: 'refused' in other }
    if (among(refused, line)) expect(isRefusedBy).toEqual({ cli: false, mooring: true })
    else if (among(taken, line)) expect(isRefusedBy).toEqual({ cli: true, mooring: false })
    else if (among(otherwise, line)) {
      expect(isRefusedBy).toEqual({ cli: false, mooring: false })
      expect(other).not.toEqual(one)
    } else if (isRefusedBy.cli) expect(isRefusedBy.mooring).toBe(true)
    else expect(other).toEqual(one)
  })
})

test('what differs is listed for lines that are there', () => {
  const listed = [refused, taken, otherwise].flatMap((lists) => Object.values(lists).flat())
  expect(listed.filter((line) => !allLines.includes(line))).toEqual([])
  expect(allLines.length).toBeGreaterThan(300)
  expect(new Set(allLines).size).toBe(allLines.length)
  expect(Object.keys(theirs)).toEqual(allLines)
})
