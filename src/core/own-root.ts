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

// In a mount namespace of its own. umount looks into /proc, which goes last.
const BEGIN = 'umask 022; mount -t tmpfs -o mode=755,size=1m none /mnt; cd /mnt'
const END = 'mount --rbind /proc proc; pivot_root . old; umount -l /old; umount -l /proc; unset PWD OLDPWD; exec "$@"'

/**
 * A command that starts another with a root of its own, which holds the system's programs, Node and `files` and nothing
 * else: no data, and no file that a service of this machine listens on, which a network namespace doesn't keep away.
 */
export function inOwnRoot(files: readonly string[]): readonly string[] {
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
  const script = [
    BEGIN,
    `mkdir -p old proc ${inRoot(newFolders)}`,
    ...(links.length > 0 ? [`cp -P ${links.map(quoted).join(' ')} .`] : []),
    ...(newFiles.length > 0 ? [`touch ${inRoot(newFiles)}`] : []), // empty, for what is mounted over them
    ...mounted.map(({ path }) => `mount --rbind ${quoted(path)} ${quoted(`.${path}`)}`),
    END,
  ]
  return ['/bin/sh', '-e', '-c', script.join('; '), 'sh']
}

function inRoot(paths: readonly string[]): string {
  return paths.map((path) => quoted(`.${path}`)).join(' ')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
