import { invalidArgument } from '../errors/invalid-argument.js'
import type { RestartPolicyConfig } from './wire/host-config.js'

/** When the engine starts a container again; setters write the words out, so that the compiler's message has them. CLI `--restart` */
export type RestartPolicy = 'no' | 'always' | 'unless-stopped' | 'on-failure' | `on-failure:${number}`

/** A restart policy as the engine takes it. */
export function toRestartPolicy(policy: RestartPolicy): RestartPolicyConfig {
  if (policy === 'no' || policy === 'always' || policy === 'unless-stopped' || policy === 'on-failure')
    return { Name: policy }
  const given: unknown = policy // callers without types may pass anything
  const [, count] = (typeof given === 'string' && /^on-failure:(\d{1,9})$/.exec(given)) || []
  if (count !== undefined) return { Name: 'on-failure', MaximumRetryCount: Number(count) }
  const hint = "it is 'no', 'always', 'unless-stopped', 'on-failure' or 'on-failure:<times>'"
  throw invalidArgument('restart', policy, hint)
}
