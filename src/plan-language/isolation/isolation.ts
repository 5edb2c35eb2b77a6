import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { promisify } from 'node:util'
import { inIsolatedRoot } from './isolated-root.ts'

/** The walls that this machine can build around a child process: commands to start it through, and what stands. */
export interface Isolation {
  readonly wrapper: readonly string[]
  readonly stands: IsolationLevel
}

export interface IsolationLevel {
  /** Node reads no files but those it is told of, and starts nothing. */
  readonly permissionModel: boolean
  readonly networkNamespace: boolean
  /** A file system with the system's programs and the child's own files alone. */
  readonly ownRoot: boolean
  readonly droppedUser: boolean
  readonly resourceLimits: boolean
}

export interface IsolationOptions {
  /** Those that a child must read, which another user may not be able to. */
  readonly files: readonly string[]
  /** Memory that a child may write to. No heap limit of V8 counts array buffers; this one does. */
  readonly dataBytes: number
  /** CPU time of a child over its whole life. */
  readonly cpuSeconds: number
}

type Wrapper = readonly string[]

/** What lets a process under Node's permission model read these files, and all that is in those that are folders. */
export function mayRead(files: readonly string[]): readonly string[] {
  return files.map((path) => `--allow-fs-read=${/\.(?:js|json|snapshot)$/u.test(path) ? path : `${path}/*`}`)
}

/** Overflow user of the kernel ("nobody"): owns no file and no other process of ours. */
export const NOBODY = 65_534

/** Address space of a child, in bytes: above what Node and V8 reserve and never touch. */
const ADDRESS_SPACE = 8 * 1024 ** 3

function limitsOf({ dataBytes, cpuSeconds }: IsolationOptions): readonly string[] {
  return [`--as=${ADDRESS_SPACE}`, `--data=${dataBytes}`, '--core=0', '--nofile=64', '--fsize=0', `--cpu=${cpuSeconds}`]
}

const NAMESPACES: readonly string[] = ['--net', '--mount', '--ipc', '--uts', '--pid', '--fork', '--kill-child=KILL']

const DIE_WITH_PARENT: readonly string[] = ['--pdeathsig', 'KILL']

// A change of user clears the signal for the parent's death, so it is set again after it.
const DROP_PRIVILEGES: readonly string[] = [
  '--no-new-privs',
  '--bounding-set=-all',
  '--inh-caps=-all',
  ...DIE_WITH_PARENT,
]

/** The commands of util-linux that are on this machine. */
interface Commands {
  readonly unshare: string | null
  readonly prlimit: string | null
  readonly setpriv: string | null
}

/** Tries the commands of util-linux, strongest first, and keeps what works here. */
export async function detectIsolation(options: IsolationOptions, signal: AbortSignal): Promise<Isolation> {
  const [unshare, prlimit, setpriv] = await Promise.all([
    findCommand('unshare'),
    findCommand('prlimit'),
    findCommand('setpriv'),
  ])
  const commands = { unshare, prlimit, setpriv }
  return (await allWalls(commands, options, signal)) ?? (await wallByWall(commands, options, signal))
}

/** All of them at once, as root mostly can: each try starts a process of a large one. Null where one of them doesn't stand. */
async function allWalls(
  { unshare, prlimit, setpriv }: Commands,
  options: IsolationOptions,
  signal: AbortSignal,
): Promise<Isolation | null> {
  if (unshare === null || prlimit === null || setpriv === null) return null
  const { files } = options
  const outer = [setpriv, ...DIE_WITH_PARENT, '--', unshare, ...NAMESPACES, '--']
  const wrapper = [...outer, ...inIsolatedRoot(files), prlimit, ...limitsOf(options), ...asNobody(setpriv)]
  if (!(await startsNode(wrapper, files, signal))) return null
  return isolationBehind(wrapper, { networkNamespace: true, ownRoot: true, droppedUser: true, resourceLimits: true })
}

async function wallByWall(
  { unshare, prlimit, setpriv }: Commands,
  options: IsolationOptions,
  signal: AbortSignal,
): Promise<Isolation> {
  const { files } = options
  const runs = (wrapper: Wrapper) => readsFiles(wrapper, [], signal)

  // If the server is killed, so are its children: first the outer command, then what --kill-child or setpriv binds to it.
  const dieWithServer = await firstThat(runs, setpriv, [(command) => [command, ...DIE_WITH_PARENT, '--']])
  const namespaces = await firstThat((wrapper) => runs([...dieWithServer, ...wrapper]), unshare, [
    (command) => [command, ...NAMESPACES, '--'],
    (command) => [command, '--user', '--map-root-user', ...NAMESPACES, '--'], // without root, where the kernel lets one
  ])
  const limits = await firstThat((wrapper) => runs([...dieWithServer, ...namespaces, ...wrapper]), prlimit, [
    (command) => [command, ...limitsOf(options)],
  ])
  const before = [...dieWithServer, ...namespaces, ...limits]
  const otherUser = await firstThat((wrapper) => readsFiles([...before, ...wrapper], files, signal), setpriv, [
    asNobody,
  ])
  const sameUser = await firstThat((wrapper) => runs([...before, ...wrapper]), otherUser.length > 0 ? null : setpriv, [
    (command) => [command, ...DROP_PRIVILEGES, '--'],
    (command) => [command, '--no-new-privs', ...DIE_WITH_PARENT, '--'], // who has no privileges can't give them up
  ])
  // Last, and once: making one takes longer than all the rest. That Node has all that it needs there shows when it starts.
  const inside = [...limits, ...otherUser, ...sameUser]
  const starts = (root: Wrapper) => startsNode([...dieWithServer, ...namespaces, ...root, ...inside], files, signal)
  const ownRoot = await firstThat(starts, namespaces.length > 0 ? '/bin/sh' : null, [() => inIsolatedRoot(files)])
  return isolationBehind([...dieWithServer, ...namespaces, ...ownRoot, ...inside], {
    networkNamespace: namespaces.length > 0,
    ownRoot: ownRoot.length > 0,
    droppedUser: otherUser.length > 0,
    resourceLimits: limits.length > 0,
  })
}

function isolationBehind(wrapper: Wrapper, stands: Omit<IsolationLevel, 'permissionModel'>): Isolation {
  const permissionModel = process.allowedNodeEnvironmentFlags.has('--permission')
  return { wrapper, stands: { permissionModel, ...stands } }
}

function asNobody(setpriv: string): Wrapper {
  return [setpriv, `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', ...DROP_PRIVILEGES, '--']
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

/** Whether Node starts behind these walls, and whoever it is there may read the files. */
function startsNode(wrapper: Wrapper, files: readonly string[], signal: AbortSignal): Promise<boolean> {
  const check = ['/bin/sh', '-c', `${READS_ALL}; exec "$0" --version`, process.execPath, ...files]
  return succeeds([...wrapper, ...check], signal)
}

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
