// Networks and who is on them, declared in an object: what would change is shown, and done while the containers run.
//
//   docker network create, connect and disconnect, in the right order
import { Docker, MooringError } from 'mooring'
import { plan, type PlanSpec } from 'mooring/plan'

await using docker = new Docker()
const sleeper = docker.container.run('alpine', 'sleep', 'infinity').init()
await using web = await sleeper.name('plan_web').start()
await using db = await sleeper.name('plan_db').start()

const specWith = (ip: string): PlanSpec => ({
  project: 'plan_example', // networks of it that leave the spec are removed
  networks: { plan_front: { subnet: '10.23.0.0/24' }, plan_back: { internal: true } },
  members: {
    plan_web: { plan_front: { alias: 'www', ip }, plan_back: {} },
    plan_db: { plan_back: { alias: 'db' }, bridge: false },
  },
})

const p = await plan(docker, specWith('10.23.0.5'))
console.log(`${p}`)
await p.apply({ onChange: ({ action, network }) => console.log(`done: ${action} ${network}`) })

const moved = await plan(docker, specWith('10.23.0.6'))
console.log(`${moved}`)
await moved.apply().catch((error: unknown) => {
  if (MooringError.is(error, 'PLAN_NOT_APPLIED')) console.log(error.details.done, error.details.left)
  throw error // calling apply() again does what is left
})
console.log(`and now: ${await plan(docker, specWith('10.23.0.6'))}`)
console.log(web.name, String(await web.ip('plan_front')), db.name, String(await db.ip('plan_back')))

const misspelt: PlanSpec = { members: { plan_web: { plan_frnot: {} } }, networks: { plan_front: {} } }
await plan(docker, misspelt).catch((error: unknown) => {
  if (!MooringError.is(error, 'PLAN_INVALID')) throw error
  for (const { path, hint } of error.details.violations) console.log(path, hint)
})
await moved.destroy().then(async (gone) => (console.log(`${gone}`), await gone.apply()))
