import { engineError } from '../../errors/reasons/engine-error.js'
import { ProtocolError } from '../../errors/protocol.js'
import { textOf } from '../../stream/text.js'
import { wholeText } from '../../stream/whole-text.js'
import { startTimer, stopTimer } from '../../time/time.js'
import type { HttpRequest, HttpStream, Transport } from '../../transport/transport.js'
import type { Ending } from '../session/ending.js'
import { checkReply } from '../wire/check.js'
import { deadlineOf } from './call-options.js'
import type { Operation } from './operation.js'
import type { ReplyContext } from './reply.js'

/** What a client has said of its replies. */
interface ReplyOptions {
  readonly validateReplies: boolean
  /** Milliseconds that the words of a refusal may take. */
  readonly timeout: number
}

const errorBytes = 64 * 1024

/** Sends a request the way its operation is answered, and reads what comes back. */
export async function send(
  op: Operation,
  request: HttpRequest,
  transport: Transport,
  options: ReplyOptions,
  ending: Ending,
): Promise<unknown> {
  const context: ReplyContext = {
    operation: op.id,
    target: request.target,
    check: options.validateReplies ? (wire, value) => checkReply(wire, value, request) : undefined,
  }
  switch (op.reply.via) {
    case 'shared': {
      const reply = await transport.request(request)
      if (!succeeded(reply.status))
        throw refusal(op, request, reply.status, wholeText(reply.body.subarray(0, errorBytes)))
      return op.reply.read(reply, context)
    }
    case 'stream': {
      const stream = await transport.stream(request)
      if (!succeeded(stream.status)) throw await readRefusal(op, request, stream, options)
      const body = ending.isArmed ? ending.items(stream.body) : stream.body
      return op.reply.read({ ...stream, body }, context)
    }
    case 'upgrade': {
      const upgrade = await transport.upgrade(request)
      if (upgrade.upgraded)
        return op.reply.read(ending.isArmed ? ending.duplex(upgrade.duplex) : upgrade.duplex, context)
      if (!succeeded(upgrade.status)) throw await readRefusal(op, request, upgrade, options)
      await upgrade.body.return?.()
      throw notUpgraded(op, upgrade.status)
    }
  }
}

function succeeded(status: number): boolean {
  return (status >= 200 && status < 300) || status === 304
}

function refusal(op: Operation, request: HttpRequest, status: number, text: string): Error {
  return engineError({ operation: op.id, target: request.target, noun: op.plan.noun, status, text })
}

/** Its words are no stream, so they have a deadline: what did not come by then is left out. */
async function readRefusal(
  op: Operation,
  request: HttpRequest,
  { status, body }: HttpStream,
  options: ReplyOptions,
): Promise<Error> {
  const timeout = deadlineOf(options.timeout)
  const timer = timeout === undefined ? undefined : startTimer(() => void body.return?.(), timeout)
  try {
    return refusal(op, request, status, (await textOf(body, errorBytes)).text)
  } finally {
    stopTimer(timer)
  }
}

function notUpgraded(op: Operation, status: number): ProtocolError<'UPGRADE_REFUSED'> {
  return new ProtocolError('UPGRADE_REFUSED', {
    message: `the engine answered ${op.id} without opening a raw connection`,
    details: { status },
    hint: 'something between this client and the engine may not let connections be upgraded',
    operation: op.id,
  })
}
