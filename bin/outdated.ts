import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { z } from 'zod'

const Outdated = z.record(z.string(), z.looseObject({ wanted: z.string(), latest: z.string() }))
type Outdated = z.infer<typeof Outdated>
const Held = z.record(z.string(), z.string().min(1))

/** What is said of the packages that are behind: `isBehind` where one is without a reason. */
export interface Behind {
  readonly lines: readonly string[]
  readonly isBehind: boolean
}

/** Each package that isn't at its newest, with the reason where it is held; and reasons that hold nothing any more. */
export function saidOf(outdated: Outdated, held: Readonly<Record<string, string>>): Behind {
  // A pre-release that we are ahead of, or a `latest` that its author moved back, is no newer version.
  const behind = Object.entries(outdated).filter(([, { wanted, latest }]) => isNewer(latest, wanted))
  const free = behind.filter(([name]) => !Object.hasOwn(held, name))
  const names = new Set(behind.map(([name]) => name))
  return {
    isBehind: free.length > 0,
    lines: [
      ...free.map(([name, { wanted, latest }]) => `behind  ${name} ${wanted}, newest ${latest}`),
      ...behind
        .filter(([name]) => Object.hasOwn(held, name))
        .map(([name, { wanted, latest }]) => `held    ${name} ${wanted}, newest ${latest}: ${held[name] ?? ''}`),
      ...Object.keys(held)
        .filter((name) => !names.has(name))
        .map((name) => `free    ${name} isn't behind: take it out of bin/held-packages.json`),
    ],
  }
}

function isNewer(one: string, other: string): boolean {
  return one.localeCompare(other, 'en', { numeric: true }) > 0
}

async function outdated(root: string): Promise<Outdated> {
  const isWindows = process.platform === 'win32'
  const npm = spawn(isWindows ? 'npm.cmd' : 'npm', ['outdated', '--json'], {
    cwd: root,
    shell: isWindows,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return Outdated.parse(await json(npm.stdout))
}

// `npm run outdated`: 1 where something is behind without a reason.
if (import.meta.main) {
  const held = Held.parse(JSON.parse(await readFile(join(import.meta.dirname, 'held-packages.json'), 'utf8')))
  const { lines, isBehind } = saidOf(await outdated(join(import.meta.dirname, '..')), held)
  console.log(lines.join('\n'))
  process.exitCode = isBehind ? 1 : 0
}
