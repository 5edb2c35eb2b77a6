import { readFile } from 'node:fs/promises'

/**
 * Whether this machine, or the network namespace that we are in, has nothing to reach: no way out but the loopback
 * device, and nobody who listens on it. False where that can't be found out.
 */
export async function reachesNothing(): Promise<boolean> {
  try {
    const [routes, routes6, ...sockets] = await Promise.all(
      ['route', 'ipv6_route', 'tcp', 'tcp6', 'udp', 'udp6'].map((name) => linesOf(name)),
    )
    const ways = [...(routes ?? []).slice(1).map((line) => line[0]), ...(routes6 ?? []).map((line) => line.at(-1))]
    return ways.every((device) => device === 'lo') && sockets.every((lines) => lines.length <= 1)
  } catch {
    return false
  }
}

/** The words of each line of a table; without IPv6 its tables aren't there. */
async function linesOf(name: string): Promise<readonly (readonly string[])[]> {
  const text = await readFile(`/proc/self/net/${name}`, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && name.includes('6')) return ''
    throw error
  })
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.trim().split(/\s+/))
}
