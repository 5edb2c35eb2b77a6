import { readFile } from 'node:fs/promises'

/** The processes below this one, with the memory that they hold. Linux only. */
export async function largestDescendantMb(pid = process.pid): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  const below = children.split(' ').filter(Boolean).map(Number)
  const sizes = await Promise.all(below.flatMap((child) => [residentMb(child), largestDescendantMb(child)]))
  return Math.max(0, ...sizes)
}

async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024
}
