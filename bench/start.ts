import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { Closing } from './closing.ts'
import { milliseconds, type Figure } from './figure.ts'

const ROOT = join(import.meta.dirname, '..')
const SETTLES_MS = 3_000

/** From `npm start` to "talk to it", on an empty data folder and on one with data, and what then stays in memory. */
export async function startFigures(): Promise<readonly Figure[]> {
  await using closing = new Closing()
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-bench-'))
  closing.after(() => rm(dataDir, { recursive: true, force: true }))
  const fresh = await startOnce(dataDir)
  const again = await startOnce(dataDir)
  return [
    { name: 'npm start to ready, empty folder', value: milliseconds(fresh.ms) },
    { name: 'npm start to ready, data there', value: milliseconds(again.ms), goal: '≤ 2 s' },
    { name: 'memory at rest, server', value: `${again.serverMb.toFixed(0)} MB` },
    { name: 'memory at rest, with sandbox and shop', value: `${again.allMb.toFixed(0)} MB` },
  ]
}

async function startOnce(dataDir: string) {
  const startedAt = performance.now()
  const child = spawn('npm', ['start'], {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...inherited(), DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' },
  })
  await saysReady(child)
  const ms = performance.now() - startedAt
  await delay(SETTLES_MS)
  const memory = await memoryOf(child.pid ?? 0)
  const exited = once(child, 'exit')
  process.kill(-(child.pid ?? 0), 'SIGINT')
  await exited
  return { ms, ...memory }
}

async function saysReady(child: ChildProcess): Promise<void> {
  if (!child.stdout) throw new Error('npm start has no output.')
  for await (const line of createInterface({ input: child.stdout })) if (line.includes('Talk to it')) return
  throw new Error('npm start ended before it was ready.')
}

/** Resident memory of the server, the largest process of the group, and of all of them, in MB. Linux only. */
async function memoryOf(rootPid: number) {
  const sizes = await Promise.all((await descendants(rootPid)).map(residentMb))
  return { serverMb: Math.max(0, ...sizes), allMb: sizes.reduce((sum, size) => sum + size, 0) }
}

async function descendants(pid: number): Promise<readonly number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  const direct = children.split(' ').filter(Boolean).map(Number)
  return [pid, ...(await Promise.all(direct.map(descendants))).flat()]
}

async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024
}

function inherited(): Record<string, string> {
  return Object.fromEntries(['PATH', 'HOME'].map((name) => [name, process.env[name] ?? '']))
}
