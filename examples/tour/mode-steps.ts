import type { Step } from './step.js'

/** Host, none and container mode. */
export const modeSteps: readonly Step[] = [
  {
    chapter: 'Host',
    notes: 'docker run -i -t --name network_host --net host ubuntu:14.04',
    code: "docker.container.run('ubuntu:14.04').interactive().tty().name('network_host').net('host').start()",
    run: async ({ docker, $ }, tell) => {
      const container = await docker.container
        .run($('ubuntu:14.04'))
        .interactive()
        .tty()
        .name($('network_host'))
        .net('host')
        .start()
      const { stdout } = await container.exec('hostname').output({ check: true })
      const { Name } = await docker.info()
      tell.answer(`the container calls itself ${stdout.trim()}, its host is ${Name}`)
      tell.holds('it has the name of its host', stdout.trim() === Name)
      const links = await docker.host.links()
      const { stdout: devices } = await container.exec('cat', '/proc/net/dev').output({ check: true })
      tell.holds(
        'it sees every interface of its host',
        links
          .filter(({ name }) => name === 'lo' || name === 'docker0')
          .every(({ name }) => devices.includes(`${name}:`)),
      )
    },
  },
  {
    chapter: 'None',
    notes: 'docker run -i -t --name network_none --net none ubuntu:14.04',
    code: "docker.container.run('ubuntu:14.04').interactive().tty().name('network_none').net('none').start()",
    run: async ({ docker, $ }, tell) => {
      const container = await docker.container
        .run($('ubuntu:14.04'))
        .interactive()
        .tty()
        .name($('network_none'))
        .net('none')
        .start()
      const { stdout } = await container.exec('ifconfig').output({ check: true })
      const interfaces = stdout.split('\n').flatMap((line) => /^[a-z]\w*/.exec(line)?.[0] ?? [])
      tell.answer(`ifconfig shows ${interfaces.join(', ')}`)
      tell.holds('there is only the loopback interface', interfaces.join() === 'lo')
    },
  },
  {
    chapter: 'Container',
    notes: 'docker run -i -t -d --name network_container_1 ubuntu:14.04',
    code: "docker.container.run('ubuntu:14.04').interactive().tty().name('network_container_1').start()",
    run: async ({ docker, $ }, tell) => {
      const first = await docker.container
        .run($('ubuntu:14.04'))
        .interactive()
        .tty()
        .name($('network_container_1'))
        .start()
      tell.answer(`${first.name} is ${await first.ip()}, ${await first.mac()}`)
      tell.holds('it is on the default bridge', (await first.ips()).map(({ network }) => network).join() === 'bridge')
    },
  },
  {
    notes: 'docker run -i -t -d --name network_container_2 --net container:network_container_1 ubuntu:14.04',
    code: "docker.container.run('ubuntu:14.04').interactive().tty().name('network_container_2').net(first).start()",
    remark: 'net(first) takes the handle; `container:network_container_1` works as well.',
    run: async ({ docker, $ }, tell) => {
      const first = await docker.container.get($('network_container_1'))
      const second = await docker.container
        .run($('ubuntu:14.04'))
        .interactive()
        .tty()
        .name($('network_container_2'))
        .net(first)
        .start()
      const eth0 = async (container: typeof first): Promise<string> =>
        (await container.exec('cat', '/sys/class/net/eth0/address').output({ check: true })).stdout.trim()
      tell.answer(`${second.name} is ${await second.ip()}, ${await eth0(second)}`)
      tell.holds('both have one address', (await first.ip()).equals(await second.ip()))
      tell.holds('eth0 is the same in both', (await eth0(first)) === (await eth0(second)))
    },
  },
]
