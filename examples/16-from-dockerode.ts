// What a program with dockerode usually does, from create to remove; beside each call stands what it was there.
import { Docker } from 'mooring'

await using docker = new Docker()
// docker.createContainer({ Image, Cmd, AttachStdout: true, ... })
await using box = await docker.container.run('ubuntu', 'sh', '-c', 'echo started; sleep 600').init().create()

// container.attach({ stream: true, stdout: true, stderr: true }), container.modem.demuxStream(...), container.start()
await using streams = await box.attach()
await box.start()
for await (const { data } of streams.output) {
  console.log(`attached: ${Buffer.from(data).toString().trim()}`)
  break
}

// container.putArchive(tar-fs.pack('./dir'), { path: '/data' })
await box.copyIn({ 'words.txt': 'pear\napple\n' }, '/data')

// container.exec({ Cmd, AttachStdin: true, ... }), exec.start({ hijack: true, stdin: true }), exec.inspect()
const sorted = await box.exec('sort', '/data/words.txt', '-').stdin('fig\n').output({ check: true })
console.log(`sorted: ${sorted.stdout.split('\n').join(' ')}`)

// exec.start({ Tty: true, hijack: true }), exec.resize({ h: 40, w: 100 })
await using shell = await box.exec('sh').tty().attach()
await shell.resize({ rows: 40, columns: 100 })
await shell.stdin.write('stty size; exit 3\n')
const { exitCode } = await shell.exit()
console.log(`the shell ended with ${exitCode}`)

// container.getArchive({ path }), and tar-stream to read it
console.log(`copied out: ${(await box.readFile('/data/words.txt', { encoding: 'utf8' })).trim().replace('\n', ' ')}`)

// container.stats({ stream: false }) and the arithmetic; container.commit({ repo, tag }); container.remove({ force: true })
const { memory, pids } = await box.stats()
console.log(`uses memory? ${memory.used > 0}, ${pids} processes`)
const image = await box.commit('mooring-example:1')
console.log(`committed ${image.name}`)
await image.remove()
