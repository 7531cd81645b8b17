import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import { openCall } from '../engine/context.js'
import { Handle } from '../engine/handle.js'
import { whileRunning } from './explain-ended.js'
import { restartContainer, stopContainer, type StopOptions } from './lifecycle.js'
import { containerKill, containerPause, containerStart, containerUnpause } from './operations.js'
import type { Line } from '../stream/decoders/lines.js'
import type { HttpAnswer } from './readiness/answering.js'
import type {
  ExitCondition,
  HealthyCondition,
  HttpCondition,
  LogCondition,
  PortCondition,
  WaitForCondition,
} from './readiness/condition.js'
import { waitForContainer } from './readiness/wait-for.js'
import { explainStart } from './run/explain-start.js'
import type { Exit, WaitOptions } from './streams/exit-watch.js'
import { updateContainer, type ContainerUpdate, type Updated } from './update.js'
import { waitForExit } from './wait.js'
import type { ContainerSummary } from './wire/summary.js'

/** The verbs of a container that make it run, pause and end, and those that wait for it. */
export abstract class ContainerLifecycle extends Handle<'container', ContainerSummary> {
  /**
   * Starts it; false if it ran already. CLI `docker start`
   *
   * @throws ConflictError PORT_IN_USE, ADDRESS_IN_USE with the container that has it
   */
  async start(options: CallOptions = {}): Promise<boolean> {
    checkCallOptions(options, [], 'container.start')
    const call = openCall(this.engine, options)
    try {
      return await call.send(containerStart, { id: this })
    } catch (error) {
      throw await explainStart(call, this, error)
    }
  }

  /**
   * Asks it to end, and kills it when its grace period is over; false if it did not run.
   * `stopTimeout` are the seconds until the kill. `timeout` are the milliseconds until this call gives up; without it,
   * the call waits as long as that period and then for the client's deadline.
   * CLI `docker stop --timeout --signal`
   *
   * @example await web.stop({ stopTimeout: 30, stopSignal: 'SIGINT' })
   */
  stop(options: StopOptions = {}): Promise<boolean> {
    return stopContainer(this.engine, this, options)
  }

  /** Stops it if it runs, and starts it. CLI `docker restart` */
  restart(options: StopOptions = {}): Promise<void> {
    return restartContainer(this.engine, this, options)
  }

  /**
   * Sends it a signal, SIGKILL unless said otherwise. CLI `docker kill --signal`
   *
   * @throws ConflictError NOT_RUNNING
   */
  async kill(signal?: string, options: CallOptions = {}): Promise<void> {
    checkCallOptions(options, [], 'container.kill')
    await whileRunning(this.engine, this, options, (call) => call.send(containerKill, { id: this, query: { signal } }))
  }

  /**
   * Changes its limits and its restart policy, while it runs or not: memory in bytes or as `'512m'`, CPUs as a number.
   * Gives the engine's warnings: what its kernel does not know is left out.
   * CLI `docker update`
   *
   * @example await web.update({ memory: '512m', memorySwap: '1g', cpus: 1.5, restart: 'unless-stopped' })
   *
   * @throws BadRequestError LIMIT_REFUSED when the kernel does not take a value, or less memory than is in use
   */
  update(change: ContainerUpdate, options: CallOptions = {}): Promise<Updated> {
    return updateContainer(this.engine, this, change, options)
  }

  /** Freezes its processes. CLI `docker pause` */
  async pause(options: CallOptions = {}): Promise<void> {
    checkCallOptions(options, [], 'container.pause')
    await whileRunning(this.engine, this, options, (call) => call.send(containerPause, { id: this }))
  }

  /** Lets them go on. CLI `docker unpause` */
  async unpause(options: CallOptions = {}): Promise<void> {
    await this.engine.call(containerUnpause, { id: this }, options)
  }

  /**
   * Waits until it has run and has ended, and tells its exit code: at once if it has, and of one that was never started
   * when it has been. Has no deadline unless you give one.
   * CLI `docker wait`; `condition` is `next-exit` to wait until it ends once more, or `removed`
   *
   * @example const { exitCode } = await job.wait()
   * @throws StateError NOT_RUNNING when it was removed before it ran, or could not be started
   */
  wait(options: WaitOptions = {}): Promise<Exit> {
    return waitForExit(this.engine, this, options)
  }

  /**
   * Waits until it is ready: its health check says so, somebody listens on a port inside, a request is answered, or a line
   * of its log matches. It gives up when the container ends first, and after `timeout` milliseconds, the client's own
   * when left out; `{ exit: true }` is `wait()`. A container that was not started yet is waited for, too.
   *
   * @example
   * await db.waitFor({ log: /ready to accept connections/, times: 2 }, { timeout: 30_000 })
   * await web.waitFor({ http: 'http://:80/health' })
   *
   * @throws StateError CONTAINER_EXITED with its exit code and last lines, UNHEALTHY with what its check wrote,
   *   NO_HEALTHCHECK; ConnectionError TIMED_OUT with what was seen last; StateError NO_TOOL where only the helper image
   *   can look, and the engine does not have it
   */
  waitFor(what: HealthyCondition | PortCondition, options?: CallOptions): Promise<undefined>
  waitFor(what: HttpCondition, options?: CallOptions): Promise<HttpAnswer>
  waitFor(what: LogCondition, options?: CallOptions): Promise<Line>
  waitFor(what: ExitCondition, options?: CallOptions): Promise<Exit>
  waitFor(what: WaitForCondition, options: CallOptions = {}): Promise<Exit | Line | HttpAnswer | undefined> {
    return waitForContainer(this.engine, this, what, options)
  }
}
