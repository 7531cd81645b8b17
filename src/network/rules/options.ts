import { checkOptionValue } from '../builder/drivers/check-options.js'
import { contradictions } from '../builder/drivers/contradictions.js'
import type { NetworkCreateRequest } from '../wire/requests.js'
import { look, type RuleId, type Violated } from './violations.js'

/** The rule about an option; R56 for those that are not named here. */
const ruleOf = new Map<string, RuleId>([
  ['com.docker.network.driver.mtu', 'R57'],
  ['com.docker.network.bridge.name', 'R58'],
  ['com.docker.network.bridge.default_bridge', 'R123'],
  ['parent', 'R59'],
  ['macvlan_mode', 'R59'],
  ['ipvlan_mode', 'R59'],
  ['ipvlan_flag', 'R59'],
])

/** R56 to R59, R116 to R120 and R123: values that an option cannot have, and options that do not go together. */
export function* optionRules(request: NetworkCreateRequest): Generator<Violated, void, undefined> {
  const { ConfigOnly, Driver = 'bridge', Options = {} } = request
  for (const [key, value] of Object.entries(Options))
    yield* look(ruleOf.get(key) ?? 'R56', `Options[${JSON.stringify(key)}]`, () => {
      checkOptionValue(ConfigOnly === true ? undefined : Driver, key, value)
    })
  for (const [rule, check] of Object.entries(contradictions))
    yield* look(rule as RuleId, 'Options', () => {
      check(request)
    }) // the keys of that table are rules
}
