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

// In a mount namespace of its own. `>>` and not `>`: what is there already must never be emptied.
const SCRIPT = `
umask 022
mount -t tmpfs -o mode=755,size=1m none /mnt
while [ "$1" != -- ]; do
  if [ -e "/mnt$1" ]; then :
  elif [ -L "$1" ]; then mkdir -p "/mnt\${1%/*}"; cp -P "$1" "/mnt$1"
  elif [ -d "$1" ]; then mkdir -p "/mnt$1"; mount --rbind "$1" "/mnt$1"
  elif [ -e "$1" ]; then mkdir -p "/mnt\${1%/*}"; : >> "/mnt$1"; mount --bind "$1" "/mnt$1"
  fi
  shift
done
shift
mkdir /mnt/old /mnt/proc
mount --rbind /proc /mnt/proc # umount looks there
cd /mnt
pivot_root . old
umount -l /old
umount -l /proc
unset PWD OLDPWD
exec "$@"
`

/**
 * A command that starts another with a root of its own, which holds the system's programs, Node and `files` and nothing
 * else: no data, and no file that a service of this machine listens on, which a network namespace doesn't keep away.
 */
export function inOwnRoot(files: readonly string[]): readonly string[] {
  return ['/bin/sh', '-e', '-c', SCRIPT, 'sh', ...SYSTEM, process.execPath, ...files, '--']
}
