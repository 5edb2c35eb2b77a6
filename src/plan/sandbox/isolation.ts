import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { promisify } from 'node:util'
import { AppError } from '#errors.ts'
import type { SandboxIsolation } from '../contract.ts'
import { inOwnRoot } from './own-root.ts'

/** The walls that this machine can build around a child: commands to start it through, and what they amount to. */
export interface Walls {
  readonly wrapper: readonly string[]
  readonly isolation: SandboxIsolation
}

const NO_NETWORK_WALL =
  "Programs' processes aren't cut off from the network: unshare (util-linux) is missing or not permitted here. " +
  'Permit user namespaces, give the server CAP_SYS_ADMIN, or run it where there is no network to reach.'

const NO_OWN_ROOT =
  "Programs' processes see the files on which this machine's services listen: mount or pivot_root (util-linux) is " +
  'missing or not permitted here. Run them where there are none.'

type Wrapper = readonly string[]

/** Overflow user of the kernel ("nobody"): owns no file and no other process of ours. */
const NOBODY = 65_534

/** Address space of a child, in bytes: above what Node and V8 reserve and never touch. */
const ADDRESS_SPACE = 8 * 1024 ** 3

/** Memory that a child may write to, in bytes. It has 70 MB at rest; no heap limit of V8 counts array buffers. */
const DATA = 512 * 1024 ** 2

/** CPU time of a child over its whole life, in seconds. The pool replaces it long before (pool.ts, `CHILD_CPU_MS`). */
const LIFETIME_CPU_S = 300

const LIMITS: readonly string[] = [
  `--as=${ADDRESS_SPACE}`,
  `--data=${DATA}`,
  '--core=0',
  '--nofile=64',
  '--fsize=0',
  `--cpu=${LIFETIME_CPU_S}`,
]

const NAMESPACES: readonly string[] = ['--net', '--mount', '--ipc', '--uts', '--pid', '--fork', '--kill-child=KILL']

const DIE_WITH_PARENT: readonly string[] = ['--pdeathsig', 'KILL']

// A change of user clears the signal for the parent's death, so it is set again after it.
const DROP_PRIVILEGES: readonly string[] = [
  '--no-new-privs',
  '--bounding-set=-all',
  '--inh-caps=-all',
  ...DIE_WITH_PARENT,
]

/**
 * Tries the commands of util-linux, strongest first, and keeps what works here. `files` are those that a child must
 * read, which another user may not be able to.
 */
export async function findWalls(files: readonly string[], signal: AbortSignal): Promise<Walls> {
  const [unshare, prlimit, setpriv] = await Promise.all([
    findCommand('unshare'),
    findCommand('prlimit'),
    findCommand('setpriv'),
  ])
  const runs = (wrapper: Wrapper) => readsFiles(wrapper, [], signal)

  // If the server is killed, so are its children: first the outer command, then what --kill-child or setpriv binds to it.
  const dieWithServer = await firstThat(runs, setpriv, [(command) => [command, ...DIE_WITH_PARENT, '--']])
  const namespaces = await firstThat((wrapper) => runs([...dieWithServer, ...wrapper]), unshare, [
    (command) => [command, ...NAMESPACES, '--'],
    (command) => [command, '--user', '--map-root-user', ...NAMESPACES, '--'], // without root, where the kernel lets one
  ])
  const limits = await firstThat((wrapper) => runs([...dieWithServer, ...namespaces, ...wrapper]), prlimit, [
    (command) => [command, ...LIMITS],
  ])
  const before = [...dieWithServer, ...namespaces, ...limits]
  const otherUser = await firstThat((wrapper) => readsFiles([...before, ...wrapper], files, signal), setpriv, [
    (command) => [command, `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', ...DROP_PRIVILEGES, '--'],
  ])
  const sameUser = await firstThat((wrapper) => runs([...before, ...wrapper]), otherUser.length > 0 ? null : setpriv, [
    (command) => [command, ...DROP_PRIVILEGES, '--'],
    (command) => [command, '--no-new-privs', ...DIE_WITH_PARENT, '--'], // who has no privileges can't give them up
  ])
  // Last, and once: making one takes longer than all the rest. That Node has all that it needs there shows when it starts.
  const inside = [...limits, ...otherUser, ...sameUser]
  const startsNode = (wrapper: Wrapper) => {
    const check = ['/bin/sh', '-c', `${READS_ALL}; exec "$0" --version`, process.execPath, ...files]
    return succeeds([...dieWithServer, ...namespaces, ...wrapper, ...inside, ...check], signal)
  }
  const ownRoot = await firstThat(startsNode, namespaces.length > 0 ? '/bin/sh' : null, [() => inOwnRoot(files)])
  return {
    wrapper: [...dieWithServer, ...namespaces, ...ownRoot, ...inside],
    isolation: isolationOf({
      permissionModel: process.allowedNodeEnvironmentFlags.has('--permission'),
      networkNamespace: namespaces.length > 0,
      ownRoot: ownRoot.length > 0,
      droppedUser: otherUser.length > 0,
      resourceLimits: limits.length > 0,
    }),
  }
}

/** The walls that stand, and a sentence on each that doesn't. */
export function isolationOf(stands: Omit<SandboxIsolation, 'warnings'>): SandboxIsolation {
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

/** Fixed places, not PATH: what walls the child in must not depend on who set a variable. */
async function findCommand(name: string): Promise<string | null> {
  for (const folder of ['/usr/bin', '/bin', '/usr/sbin', '/sbin']) {
    try {
      await access(`${folder}/${name}`, constants.X_OK)
      return `${folder}/${name}`
    } catch {
      continue
    }
  }
  return null
}

async function firstThat(
  works: (wrapper: Wrapper) => Promise<boolean>,
  command: string | null,
  candidates: readonly ((command: string) => Wrapper)[],
): Promise<Wrapper> {
  if (command === null) return []
  for (const candidate of candidates) {
    const wrapper = candidate(command)
    if (await works(wrapper)) return wrapper
  }
  return []
}

const READS_ALL = 'for f; do [ -r "$f" ] || exit 1; done'

function readsFiles(wrapper: Wrapper, files: readonly string[], signal: AbortSignal): Promise<boolean> {
  return succeeds([...wrapper, '/bin/sh', '-c', READS_ALL, 'sh', ...files], signal)
}

async function succeeds([command = '', ...args]: Wrapper, signal: AbortSignal): Promise<boolean> {
  try {
    await promisify(execFile)(command, args, { env: {}, cwd: '/', timeout: 5_000, signal })
    return true
  } catch {
    signal.throwIfAborted()
    return false
  }
}
