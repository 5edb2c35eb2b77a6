import { AppError } from '#core/errors.ts'
import { detectIsolation, NOBODY, type IsolationLevel } from '../isolation/isolation.ts'
import type { SandboxIsolation } from '../contract.ts'

/** The commands that isolate a child process, and the isolation that they amount to. */
export interface DetectedIsolation {
  readonly wrapper: readonly string[]
  readonly isolation: SandboxIsolation
}

const NO_NETWORK_WALL =
  "Programs' processes aren't cut off from the network: unshare (util-linux) is missing or not permitted here. " +
  'Permit user namespaces, give the server CAP_SYS_ADMIN, or run it where there is no network to reach.'

const NO_OWN_ROOT =
  "Programs' processes see the files on which this machine's services listen: mount or pivot_root (util-linux) is " +
  'missing or not permitted here. Run them where there are none.'

/** A child has 70 MB at rest. */
const DATA_BYTES = 512 * 1024 ** 2

/** The pool replaces a child long before (pool.ts, `CHILD_CPU_MS`). */
const LIFETIME_CPU_S = 300

/** Detects how this machine can isolate the children that programs run in. `files` are those that they read. */
export async function detectSandboxIsolation(
  files: readonly string[],
  signal: AbortSignal,
): Promise<DetectedIsolation> {
  const { wrapper, stands } = await detectIsolation(
    { files, dataBytes: DATA_BYTES, cpuSeconds: LIFETIME_CPU_S },
    signal,
  )
  return { wrapper, isolation: isolationOf(stands) }
}

/** The walls that stand, and a sentence on each that doesn't. */
export function isolationOf(stands: IsolationLevel): SandboxIsolation {
  const warnings = [
    ...(stands.permissionModel ? [] : ["This Node.js has no permission model: programs' processes could read files."]),
    ...(stands.networkNamespace ? [] : [NO_NETWORK_WALL]),
    ...(stands.ownRoot || !stands.networkNamespace ? [] : [NO_OWN_ROOT]),
    ...(stands.droppedUser
      ? []
      : [
          "Programs' processes run as the server's own user: setpriv (util-linux) is missing, the server isn't root, or " +
            `user ${NOBODY} can't read the installation.`,
        ]),
    ...(stands.resourceLimits
      ? []
      : [
          "Programs' processes have no resource limits of their own: prlimit (util-linux) is missing or not permitted.",
        ]),
  ]
  return { ...stands, warnings }
}

/** Of a sandbox host that hasn't been reached yet. */
export function unknownIsolation(): SandboxIsolation {
  return {
    permissionModel: false,
    networkNamespace: false,
    ownRoot: false,
    droppedUser: false,
    resourceLimits: false,
    warnings: ["Nobody knows how programs' processes are walled in: the sandbox host isn't there yet."],
  }
}

/** `what`: what isn't started in production without a wall to the network. */
export function networkError(what: string): AppError {
  return new AppError(
    `${what} doesn't start. ${NO_NETWORK_WALL} Then, or where the only network it has is its tools', set ` +
      'SANDBOX_NETWORK=accepted to start without that wall.',
    { code: 'sandbox-network' },
  )
}
