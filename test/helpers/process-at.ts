import { readdir, readFile, readlink } from 'node:fs/promises'

/** The process that holds this end of a connection of this machine; null where there is none any more. */
export async function processAt(localPort: number): Promise<number | null> {
  const inode = await inodeOf(localPort)
  if (inode === null) return null
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  for (const pid of pids) if (await holds(pid, `socket:[${inode}]`)) return Number(pid)
  return null
}

// A line of /proc/net/tcp: number, local and remote address in hexadecimal, state, four more, and the inode as the tenth.
async function inodeOf(localPort: number): Promise<string | null> {
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')))
  const rows = tables.flatMap((table) => table.split('\n').map((line) => line.trim().split(/\s+/)))
  const port = localPort.toString(16).toUpperCase().padStart(4, '0')
  // One that has ended stands there for a while, with no socket.
  return rows.find(([, local = '', , , , , , , , inode]) => local.endsWith(`:${port}`) && inode !== '0')?.[9] ?? null
}

async function holds(pid: string, socket: string): Promise<boolean> {
  const handles = await readdir(`/proc/${pid}/fd`).catch(() => [])
  const targets = await Promise.all(handles.map((handle) => readlink(`/proc/${pid}/fd/${handle}`).catch(() => '')))
  return targets.includes(socket)
}
