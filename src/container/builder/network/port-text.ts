import type { Digit, HasOnly, IpText, IsLiteral, Shown } from '../../../cidr/text.js'

export type PortProtocol = 'tcp' | 'udp' | 'sctp'

type NotPort<S extends string, Hint extends string> = `${Shown<S>} is not a port to publish; ${Hint}`
type Form = 'write it like 8080:80 or 127.0.0.1:8080:80/tcp'
type NotAddress<S extends string> =
  `${Shown<S>} is not an address to publish on; write the IP address of an interface, like 127.0.0.1: engines before 29 would publish on every address`

/** What a text of digits and dashes is: `form` if it is not even that, `range` if it is no port, else `port`. */
type Verdict<S extends string> =
  HasOnly<S, Digit | '-'> extends false
    ? 'form'
    : S extends `${infer First}-${infer Last}`
      ? IsPort<First> & IsPort<Last> extends true
        ? 'port'
        : 'range'
      : IsPort<S> extends true
        ? 'port'
        : 'range'

type Tail<S extends string> = S extends `${Digit}${infer Rest}` ? Rest : ''
type AfterFour<S extends string> = Tail<Tail<Tail<Tail<S>>>>

type IsPort<S extends string> = S extends '' | '0' | '00' | '000' | '0000' | '00000' | `${string}-${string}`
  ? false
  : AfterFour<S> extends ''
    ? true
    : AfterFour<S> extends Digit
      ? Is16Bit<S>
      : false

// Of five digits.
type Is16Bit<S extends string> = S extends
  | `${'0' | '1' | '2' | '3' | '4' | '5'}${string}`
  | `6${'0' | '1' | '2' | '3' | '4'}${string}`
  | `65${'0' | '1' | '2' | '3' | '4'}${string}`
  | `655${'0' | '1' | '2'}${string}`
  | `6553${'0' | '1' | '2' | '3' | '4' | '5'}`
  ? true
  : false

/** The host part may be empty: the engine chooses. */
type HostVerdict<S extends string> = S extends '' ? 'port' : Verdict<S>

type Judge<S extends string, Verdicts extends string, Address extends string> = 'form' extends Verdicts
  ? NotPort<S, Form>
  : 'range' extends Verdicts
    ? NotPort<S, 'ports run from 1 to 65535'>
    : Address extends `[${infer Inner}]`
      ? IpText<Inner> extends Inner
        ? S
        : NotAddress<Address>
      : IpText<Address> extends Address
        ? S
        : NotAddress<Address>

type Placed<S extends string, Body extends string> = Body extends `[${infer Address}]:${infer Host}:${infer Container}`
  ? Judge<S, HostVerdict<Host> | Verdict<Container>, `[${Address}]`>
  : Body extends `${infer Address}:${infer Host}:${infer Container}`
    ? Judge<S, HostVerdict<Host> | Verdict<Container>, Address>
    : Body extends `${infer Host}:${infer Container}`
      ? Judge<S, HostVerdict<Host> | Verdict<Container>, '0.0.0.0'>
      : Judge<S, Verdict<Body>, '0.0.0.0'>

type PortLiteral<S extends string> = S extends `${infer Body}/${infer Protocol}`
  ? Lowercase<Protocol> extends PortProtocol
    ? Placed<S, Body>
    : Placed<S, Body> extends NotPort<S, Form>
      ? NotPort<S, Form>
      : NotPort<S, 'the protocols are tcp, udp and sctp'>
  : Placed<S, S>

type PortNumber<N extends number> = number extends N ? N : PortLiteral<`${N}`> extends `${N}` ? N : PortLiteral<`${N}`>

type Pair<
  Host extends number,
  Port extends number,
> = `publish(${Host}, ${Port}) publishes two ports of the container, each at a free port of the host; write publish('${Host}:${Port}') for port ${Port} at port ${Host} of the host, or publish('${Host}', '${Port}') for two`

/** One of the ports that `publish()` takes. Two bare numbers are refused: many read them as host and container. */
export type PortAmong<Ports extends readonly unknown[], Port> = Ports extends readonly [
  infer Host extends number,
  infer Container extends number,
]
  ? Pair<Host, Container>
  : PortGiven<Port>

/** A port to publish, as text or as the number of the container's port: itself if it can be one, else the sentence. */
type PortGiven<Port> = Port extends string ? PortText<Port> : Port extends number ? PortNumber<Port> : never

/**
 * Text of a port to publish, checked while you type: `S` itself if it can be one, else the sentence of the error.
 * A plain `string` passes, and is checked at run time. Only there are the two ends of ranges compared.
 */
export type PortText<S extends string> = S extends unknown ? (IsLiteral<S> extends true ? PortLiteral<S> : S) : never
