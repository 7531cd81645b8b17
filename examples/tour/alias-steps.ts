import type { Step } from './step.js'

/** One alias for three containers, and what DNS makes of it. */
export const aliasSteps: readonly Step[] = [
  {
    chapter: 'Bridge with --net-alias',
    notes:
      'docker run -i -t -d --name network_alias_container1 --net mybridge --net-alias alicek106 ubuntu:14.04   (and 2, 3)',
    code: "docker.container.run('ubuntu:14.04').interactive().tty().net(mybridge, { alias: 'alicek106' })   // .name(...).start()",
    remark: 'The alias is a name inside the network: other containers resolve it, the host does not.',
    run: async ({ docker, $ }, tell) => {
      const mybridge = await docker.network.get($('mybridge'))
      const aliased = docker.container.run($('ubuntu:14.04')).interactive().tty().net(mybridge, { alias: 'alicek106' })
      await aliased.name($('network_alias_container1')).start()
      await aliased.name($('network_alias_container2')).start()
      await aliased.name($('network_alias_container3')).start()
      const answers = await mybridge.lookup('alicek106')
      for (const { container, ip, via } of answers) tell.answer(`${container.name} is ${ip}, by its ${via}`)
      tell.holds('three containers answer to it', answers.length === 3)
    },
  },
  {
    notes: 'ping -c 1 alicek106',
    code: "asker.exec('ping', '-c', '1', 'alicek106').output()",
    run: async ({ docker, $ }, tell) => {
      const asker = docker.container.ref($('mynetwork_container'))
      const { stdout, exitCode } = await asker.exec('ping', '-c', '1', 'alicek106').output()
      tell.answer(lineOf(stdout, 'packet loss'))
      tell.holds('it answers', exitCode === 0)
    },
  },
  {
    notes: 'dig alicek106',
    code: "asker.lookup('alicek106')",
    remark:
      'Every answer holds all addresses, in an order that is shuffled anew: not a round robin, the same one may come first twice.',
    run: async ({ docker, $ }, tell) => {
      const asker = docker.container.ref($('mynetwork_container'))
      const answers: string[][] = []
      for (let i = 0; i < 4; i++) {
        const ips = await asker.lookup('alicek106')
        tell.answer(ips.join('  '))
        answers.push(ips.map(String).sort())
      }
      const recorded = (await docker.network.ref($('mybridge')).lookup('alicek106')).map(({ ip }) => `${ip}`).sort()
      tell.holds(
        'each answer holds the three addresses that the engine has recorded',
        recorded.length === 3 && answers.every((answer) => answer.join() === recorded.join()),
      )
    },
  },
]

/** The line of a text that says something. */
export function lineOf(text: string, words: string): string {
  return (
    text
      .split('\n')
      .find((line) => line.includes(words))
      ?.trim() ?? `(no line with ${words})`
  )
}
