export { unixTransport, type UnixTransportOptions } from './unix.js'
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
