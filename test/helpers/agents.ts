import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scope } from './database.ts'

/** A copy of the example agents that a test may change, for `AGENTS_DIR`. */
export interface AgentsCopy {
  readonly dir: string
  /** Replaces a piece of a file, which must be in it. Counts from the next start on. */
  change(file: string, from: string, to: string): Promise<void>
  remove(file: string): Promise<void>
  /** The example agent as it is now under another name, beside it. Gives its folder. */
  another(name: string): Promise<string>
}

const EXAMPLES = join(import.meta.dirname, '../../agents')

export async function copyAgents(scope: Scope): Promise<AgentsCopy> {
  const dir = await mkdtemp(join(tmpdir(), 'agents-'))
  scope.after(() => rm(dir, { recursive: true, force: true }))
  await cp(EXAMPLES, dir, { recursive: true })
  return {
    dir,
    change: (file, from, to) => changeFile(join(dir, 'support', file), from, to),
    remove: (file) => rm(join(dir, 'support', file)),
    another: async (name) => {
      const folder = join(dir, name)
      await cp(join(dir, 'support'), folder, { recursive: true })
      await changeFile(join(folder, 'agent.yaml'), 'name: support', `name: ${name}`)
      return folder
    },
  }
}

async function changeFile(path: string, from: string, to: string): Promise<void> {
  const text = await readFile(path, 'utf8')
  assert.ok(text.includes(from), `${path} has no ${from}`)
  await writeFile(path, text.replace(from, to))
}
