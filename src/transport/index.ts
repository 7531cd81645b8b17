export { httpTransport, type HttpTransportOptions } from './http-transport.js'
export {
  parseHost,
  type HostAddress,
  type PipeAddress,
  type SshAddress,
  type TcpAddress,
  type UnixAddress,
} from './host.js'
export { openTransport } from './open.js'
export { unixTransport, type UnixTransportOptions } from './unix.js'
export type { Connect } from './connection.js'
export type {
  BodySource,
  HttpHeaders,
  HttpReply,
  HttpRequest,
  HttpStream,
  HttpUpgrade,
  Method,
  Transport,
} from './transport.js'
export type { ByteDuplex } from '../stream/duplex.js'
