import { join } from 'node:path'
import { AppError } from '#errors.ts'
import type { Logger } from '#log.ts'
import { PLAN_LIMITS, type DryRun, type DryRunOptions, type PlanProgram, type Sandbox } from './contract.ts'
import { converse } from './sandbox/converse.ts'
import { findWalls, NO_NETWORK_WALL } from './sandbox/isolation.ts'
import { ChildPool } from './sandbox/pool.ts'
import { filesOfChild, type ChildFiles } from './sandbox/spawn.ts'

const DIST = join(import.meta.dirname, '../../dist')
const BUNDLED: ChildFiles = { child: join(DIST, 'sandbox-child.js'), isolate: join(DIST, 'plan-isolate.js') }

/** A child holds 60 MB; two let a plan run while another waits for its reads, on the two cores we assume. */
const POOL_SIZE = 2

export interface SandboxOptions {
  readonly log: Logger
  /** Plans that run at once; further ones wait. */
  readonly size?: number
  /** In production a sandbox that could reach the network isn't opened. */
  readonly production: boolean
  /** …unless the operator vouches that there is none to reach (`SANDBOX_NETWORK=accepted`). */
  readonly networkAccepted: boolean
  readonly signal: AbortSignal
  /** Other files than those of `node build.ts`: so a test plays a child that was taken over. */
  readonly files?: Partial<ChildFiles>
  readonly now?: () => Date
}

/**
 * Starts the processes that plans run in. Throws `sandbox-network` where production would run without a wall to the
 * network, and `sandbox-start` where the first process doesn't start.
 */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { log, signal, size = POOL_SIZE, now = () => new Date() } = options
  const files = { ...BUNDLED, ...options.files }
  const walls = await findWalls(filesOfChild(files), signal)
  const { isolation } = walls
  if (options.production && !isolation.networkNamespace && !options.networkAccepted) throw networkError()
  for (const warning of isolation.warnings)
    log.warn({ event: 'sandbox-wall-missing', code: 'sandbox-wall-missing', warning })
  const pool = await ChildPool.open(size, { files, walls, memoryMb: PLAN_LIMITS.memoryMb, log }, signal)
  return {
    isolation,
    dryRun: (program: PlanProgram, run: DryRunOptions): Promise<DryRun> =>
      pool.lend((child) => converse(child, program, run, now), run.signal),
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  }
}

function networkError(): AppError {
  return new AppError(
    `The server doesn't start. ${NO_NETWORK_WALL} Then, or where the only network it has is its tools', set ` +
      'SANDBOX_NETWORK=accepted to start without that wall.',
    { code: 'sandbox-network' },
  )
}
