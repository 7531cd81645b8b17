import { reason } from './reason.js'

/** Rules are written when a network is made, when a container gets its endpoint, and when either goes. */
const writing = [
  'NetworkCreate',
  'NetworkDelete',
  'NetworkConnect',
  'NetworkDisconnect',
  'ContainerStart',
  'ContainerRestart',
]

/** What engines say when the firewall of their host does not do as told. */
export const firewallReasons = [
  // iptables of either kind, 20.10 to 28.5: the chain was flushed by another program
  reason('FIREWALL_FLUSHED', {
    of: writing,
    says: /iptables failed: ip6?tables .*? -[AID] (?<chain>\S+) [^]*No chain\/target\/match by that name/,
    details: ({ chain }) => ({ chain }),
    hint: "another program has removed the engine's firewall rules: restart the engine, which writes them anew, and let that program reload without flushing",
  }),
  reason('FIREWALL_FAILED', {
    of: writing,
    says: /iptables failed: (?<command>ip6?tables .*?): /,
    details: ({ command }) => ({ command }),
    hint: "the firewall of the engine's host refused a rule: docker.info() tells which one the engine uses (FirewallBackend, from 28.1 on); the engine's log has the rest",
  }),
]
