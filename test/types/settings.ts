import { Docker } from '../../src/index.js'

const run = new Docker().container.run('alpine')

// words of closed lists, sizes, and plain texts where docker's form is one
run.capAdd('NET_ADMIN', 'CAP_SYS_TIME').ulimit('nofile', 1, 2).ulimit('core=0').memory('512m').memory(1n)
run.pid('host').pid('container:web').ipc('shareable').cgroupns('host').logDriver('my/plugin').gpus('all').gpus(1)
// @ts-expect-error -- a right that is misspelt
run.capAdd('NET_ADMN')
// @ts-expect-error -- a limit that is misspelt
run.ulimit('nofiles', 1)
// @ts-expect-error -- no unit of docker's
run.memory('512 megabytes')
// @ts-expect-error -- not a namespace
run.pid('private')
// @ts-expect-error -- a text is not a number
run.cpus('1.5')
// @ts-expect-error -- misspelt
run.device('/dev/sda', { permission: 'r' })

// what depends on the network mode
run.publishAll().net('mine').link('db').dnsOption('rotate').dnsSearch('.').domainname('example.org')
// @ts-expect-error -- net('host') puts every port on the host already
run.net('host').publishAll()
// @ts-expect-error -- net('none') reaches no other container
run.net('none').link('db')
// @ts-expect-error -- name resolution belongs to the other container
run.net('container:web').dnsSearch('example.org')
// @ts-expect-error -- this container publishes ports already
run.publishAll().net('host')

// a builder in a variable stays one
let builder = new Docker().container.run('alpine')
if (process.argv.length > 9) builder = builder.publishAll().link('db').memory('1g').privileged()
export { builder }
