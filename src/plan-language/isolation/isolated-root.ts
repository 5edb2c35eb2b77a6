import { lstatSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** What any program of this machine needs to run, where it is there. Nobody listens on a socket in it. */
const SYSTEM: readonly string[] = [
  '/usr',
  '/bin',
  '/sbin',
  '/lib',
  '/lib64',
  '/etc/ld.so.cache',
  '/dev/null',
  '/dev/urandom',
]

// In a mount namespace of its own. Each program that this starts costs a child some 5 ms of a processor, so all that is
// mounted is one fstab(5). umount looks into /proc, which goes last.
const BEGIN = ['umask 022', 'mount -t tmpfs -o mode=755,size=1m none /mnt', 'cd /mnt']
const END = ['pivot_root . old', 'umount -l /old /proc', 'unset PWD OLDPWD', 'exec "$@"']

/**
 * A command that starts another with a root of its own, which holds the system's programs, Node and `files` and nothing
 * else: no data, and no file that a service of this machine listens on, which a network namespace doesn't keep away.
 */
export function inIsolatedRoot(files: readonly string[]): readonly string[] {
  const there = [...SYSTEM, process.execPath, ...files].flatMap((path) => {
    // At the top of many a root stand links, which stay links.
    const look = dirname(path) === '/' ? lstatSync : statSync
    const kind = look(path, { throwIfNoEntry: false })
    return kind ? [{ path, kind }] : []
  })
  // What stands below a folder that is there whole is there with it.
  const folders = there.filter(({ kind }) => kind.isDirectory()).map(({ path }) => path)
  const missing = there.filter(({ path }) => !folders.some((folder) => path.startsWith(`${folder}/`)))
  const links = missing.filter(({ kind }) => kind.isSymbolicLink()).map(({ path }) => path)
  const mounted = missing.filter(({ kind }) => !kind.isSymbolicLink())
  const newFolders = mounted.map(({ path, kind }) => (kind.isDirectory() ? path : dirname(path)))
  const newFiles = mounted.filter(({ kind }) => !kind.isDirectory()).map(({ path }) => path)
  // Below a folder that is mounted there, where nobody finds it any more.
  const fstab = quoted(`.${mounted.find(({ kind }) => kind.isDirectory())?.path ?? '/old'}/fstab`)
  const script = [
    ...BEGIN,
    `mkdir -p old proc ${inRoot(newFolders)}`,
    ...(links.length > 0 ? [`cp -P ${links.map(quoted).join(' ')} .`] : []),
    ...newFiles.map((path) => `: > ${quoted(`.${path}`)}`), // empty, for what is mounted over them
    `printf '%s none rbind 0 0\\n' ${[...mounted.map(({ path }) => path), '/proc'].map(fields).join(' ')} > ${fstab}`,
    `mount -a -T ${fstab}`,
    ...END,
  ]
  return ['/bin/sh', '-e', '-c', script.join('\n'), 'sh']
}

function inRoot(paths: readonly string[]): string {
  return paths.map((path) => quoted(`.${path}`)).join(' ')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

// Where it is, and where it is mounted. A field of fstab(5) ends at a blank, which stands in it by its octal number.
function fields(path: string): string {
  const field = path.replaceAll(/[\s\\#]/gu, (letter) => `\\${letter.charCodeAt(0).toString(8).padStart(3, '0')}`)
  return quoted(`${field} /mnt${field}`)
}
