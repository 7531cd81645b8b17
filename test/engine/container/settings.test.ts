import { expect, test } from 'vitest'
import type { ContainerBuilder } from '../../../src/container/builder/builder.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, openDocker, sleeper } from '../open-docker.js'

/** All that the engines of the lab keep as it is said; what contradicts it is told in other containers. */
function everything(run: ContainerBuilder): ContainerBuilder {
  return run
    .hostname('web')
    .domainname('example.org')
    .user('1000:1000')
    .workdir('/app')
    .entrypoint('/bin/sleep')
    .env('KEY', 'value')
    .label('key', 'value')
    .tty()
    .interactive()
    .init()
    .restart('on-failure:3')
    .stopSignal('SIGQUIT')
    .stopTimeout(30)
    .health({ shell: 'true', interval: '30s', timeout: '5s', retries: 3, startPeriod: '1m30s' })
    .publish('127.0.0.1::80')
    .publishAll()
    .expose('53/udp')
    .dns('10.0.0.53')
    .dnsOption('ndots:2')
    .dnsSearch('example.org')
    .addHost('db:10.0.0.5')
    .readOnly()
    .tmpfs('/run', 'size=65536k')
    .volume('/srv:/srv:ro')
    .capDrop('ALL')
    .capAdd('NET_ADMIN')
    .securityOpt('no-new-privileges', 'systempaths=unconfined')
    .groupAdd('audio', 1000)
    .pid('host')
    .ipc('shareable')
    .cgroupns('private')
    .userns('host')
    .sysctl('net.core.somaxconn', '1024')
    .runtime('runc')
    .memory('512m')
    .memorySwap('1g')
    .memoryReservation('256m')
    .oomScoreAdj(-500)
    .shmSize('128m')
    .cpuShares(512)
    .cpuPeriod(50_000)
    .cpuQuota(25_000)
    .cpusetCpus('0')
    .cpusetMems('0')
    .pidsLimit(100)
    .ulimit('nofile', 1024, 2048)
    .ulimit('core=0')
    .cgroupParent('/limited')
    .device('/dev/null:/dev/nothing:r')
    .deviceCgroupRule('c 189:* rwm')
    .gpus(1)
    .deviceReadBps('/dev/sda', '10m')
    .deviceWriteIops('/dev/sda', 100)
    .logDriver('local')
    .logOpt('max-size', '10m')
}

onEachEngine('what docker run can say of a container, on %s', (engineName) => {
  test('is what the engine keeps of it', async () => {
    await using docker = await openDocker(engineName)
    const builder = everything(docker.container.run(busybox, '600'))
    await using container = await builder.create()
    const { Config, HostConfig } = await container.inspect()
    const { HostConfig: host = {}, ...config } = builder.toRequest()
    expect(container.warnings).toEqual([])
    expect(Config).toMatchObject(config)
    // an engine switches the labels of SELinux off for pid('host')
    const { SecurityOpt, ...others } = host
    expect(HostConfig).toMatchObject(others)
    expect(HostConfig.SecurityOpt).toEqual(expect.arrayContaining([...(SecurityOpt ?? [])]))
  })

  test('takes effect in one that runs', async () => {
    await using docker = await openDocker(engineName)
    await using container = await sleeper(docker)
      .memory('64m')
      .cpus(0.5)
      .pidsLimit(50)
      .ulimit('nofile', 100, 200)
      .sysctl('net.core.somaxconn', '77')
      .shmSize('8m')
      .readOnly()
      .hostname('web')
      .dnsOption('ndots:2')
      .capDrop('ALL')
      .logDriver('none')
      .start()
    const { stdout } = await container.exec('sh', '-c', whatItSees).output({ check: true })
    expect(stdout.trim().split('\n')).toEqual([
      '67108864',
      '50000',
      '50',
      '100 200',
      '77',
      '8192',
      '1',
      'web',
      'ndots:2',
      'CapEff: 0000000000000000',
    ])
  })

  test('a link is a name, on the default bridge and on a network of its own', async () => {
    await using docker = await openDocker(engineName)
    await using network = await docker.network.bridge().create()
    await using db = await sleeper(docker).start()
    await using linked = await sleeper(docker).link(db, 'mysql').start()
    const { stdout } = await linked.exec('grep', 'mysql', '/etc/hosts').output({ check: true })
    expect(stdout).toContain(`${await db.ip()}`)
    await network.connect(db)
    await using other = await sleeper(docker).net(network).link(db, 'mysql').start()
    expect((await other.lookup('mysql')).map(String)).toEqual([`${await db.ip(network)}`])
  })

  test('a note for the runtime is kept, or refused with the version that it needs', async () => {
    await using docker = await openDocker(engineName)
    const creating = sleeper(docker).annotation('org.example.key', 'value').create()
    if (engineName === 'e20') {
      await expect(creating).rejects.toMatchObject({ code: 'API_TOO_OLD' })
      return
    }
    await using container = await creating
    expect((await container.inspect()).HostConfig.Annotations).toEqual({ 'org.example.key': 'value' })
  })
})

/** In a container with control groups of version 1 or 2. */
const whatItSees = `
cd /sys/fs/cgroup
cat memory.max 2>/dev/null || cat memory/memory.limit_in_bytes
cut -d' ' -f1 cpu.max 2>/dev/null || cat cpu/cpu.cfs_quota_us
cat pids.max 2>/dev/null || cat pids/pids.max
awk '/open files/ { print $4, $5 }' /proc/1/limits
cat /proc/sys/net/core/somaxconn
df -k /dev/shm | awk 'END { print $2 }'
touch /file 2>/dev/null; echo $?
hostname
grep -o ndots:2 /etc/resolv.conf
awk '/CapEff/ { print $1, $2 }' /proc/self/status`
