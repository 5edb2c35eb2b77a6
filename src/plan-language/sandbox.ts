import { AppError } from '#core/errors.ts'
import type { Logger } from '#core/log.ts'
import type { DryRun, DryRunOptions, PlanProgram, Sandbox, SandboxIsolation } from './contract.ts'
import { PLAN_LIMITS } from './limits.ts'
import { converse } from './sandbox/converse.ts'
import { hostedChildren } from './sandbox/hosted-children.ts'
import { detectSandboxIsolation, networkError, unknownIsolation } from './sandbox/isolation.ts'
import { localChildren } from './sandbox/local-children.ts'
import { ChildPool } from './sandbox/pool.ts'
import { BUILT, filesOfChild, type ChildFiles } from './sandbox/spawn.ts'

export interface SandboxOptions {
  readonly log: Logger
  /** Plans that run at once; further ones wait (`SANDBOX_PROCESSES`). */
  readonly size: number
  /** Where a sandbox host listens (`SANDBOX_SOCKET`), which then has the processes; null where we have them. */
  readonly socket: string | null
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
 * network, and `sandbox-start` where the first process doesn't start. A sandbox host that is away is no reason not to
 * start: it is tried again until it is there, and plans fail meanwhile.
 */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  return options.socket === null ? openOwn(options) : openHosted(options, options.socket)
}

async function openOwn(options: SandboxOptions): Promise<Sandbox> {
  const { log, signal, size } = options
  const files = { ...BUILT, ...options.files }
  const walls = await detectSandboxIsolation(filesOfChild(files), signal)
  const { isolation } = walls
  if (options.production && !isolation.networkNamespace && !options.networkAccepted) throw networkError('The server')
  warn(log, isolation)
  const pool = new ChildPool(size, localChildren({ files, walls, memoryMb: PLAN_LIMITS.memoryMb }), log)
  try {
    await pool.begin(signal)
  } catch (error) {
    await pool[Symbol.asyncDispose]()
    throw error
  }
  return sandboxOver(pool, options, () => isolation)
}

async function openHosted(options: SandboxOptions, path: string): Promise<Sandbox> {
  const { log, signal, size } = options
  let isolation = unknownIsolation()
  const source = hostedChildren({
    path,
    networkAccepted: !options.production || options.networkAccepted,
    onIsolation: (said) => {
      if (said.warnings.join() !== isolation.warnings.join()) warn(log, said)
      isolation = said
    },
  })
  const pool = new ChildPool(size, source, log)
  try {
    await pool.begin(signal)
  } catch (error) {
    if (!(error instanceof AppError)) {
      await pool[Symbol.asyncDispose]()
      throw error
    }
    pool.beginLater(error)
  }
  return sandboxOver(pool, options, () => isolation)
}

function sandboxOver(
  pool: ChildPool,
  { socket, now = () => new Date() }: SandboxOptions,
  isolation: () => SandboxIsolation,
): Sandbox {
  const place = socket === null ? 'in processes of this server' : 'in a sandbox host'
  return {
    get isolation() {
      return isolation()
    },
    state: () => {
      const { trouble, hasChildren } = pool
      if (trouble !== null) return { ok: hasChildren, detail: trouble.message }
      return { ok: true, detail: `${place}: ${isolation().warnings.join(' ') || 'every wall stands'}` }
    },
    dryRun: (program: PlanProgram, run: DryRunOptions): Promise<DryRun> =>
      pool.lend((child) => converse(child, program, run, now), run.signal),
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  }
}

function warn(log: Logger, { warnings }: SandboxIsolation): void {
  for (const warning of warnings) log.warn({ event: 'sandbox-wall-missing', code: 'sandbox-wall-missing', warning })
}
