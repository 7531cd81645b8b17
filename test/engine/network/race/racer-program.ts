// One of several processes that make networks at once. Its argument is a leg as JSON; the engine is that of DOCKER_HOST.
import { Docker } from '../../../../src/docker.js'
import { run, type Leg } from './racer.js'

await using docker = new Docker()
await run(docker, JSON.parse(process.argv[2] ?? '') as Leg)
