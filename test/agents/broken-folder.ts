import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import { loadAgent, type LoadedAgent, type LoadOptions } from '#agents/load-agent.ts'
import type { FileProblem } from '#core/file-problem.ts'
import { parsePlaybook } from '#plan-language/playbook.ts'

export const VARIABLES: Readonly<Record<string, string>> = { SHOP_MCP_URL: 'http://127.0.0.1:4711/mcp' }

export function loadOptions(variables: Readonly<Record<string, string>> = VARIABLES): LoadOptions {
  return { reference: (name) => variables[name], parsePlaybook }
}

/** One change to a file: text for other text that must be there, or a whole new content. */
export type Change =
  | readonly [file: string, from: string, to: string]
  | readonly [file: string, content: string | Uint8Array]

/** A mistake in the example agent's folder, and how it is told. */
export type Broken = readonly [title: string, change: Change, problem: RegExp]

/** A copy of the example agent's folder with some changes, gone when the test ends. */
export function copyOfExample(t: TestContext, changes: readonly Change[] = []): string {
  const root = mkdtempSync(join(tmpdir(), 'parley-agent-'))
  t.after(() => rmSync(root, { recursive: true, force: true }))
  const folder = join(root, 'support')
  cpSync('agents/support', folder, { recursive: true })
  for (const [file, ...change] of changes) {
    const path = join(folder, file)
    mkdirSync(dirname(path), { recursive: true })
    const [first, to] = change
    if (to === undefined) writeFileSync(path, first)
    else writeFileSync(path, replaced(readFileSync(path, 'utf8'), String(first), to))
  }
  return folder
}

function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`The example has no ${JSON.stringify(from)}`)
  return text.replace(from, () => to)
}

export async function problemsOf(
  t: TestContext,
  changes: readonly Change[],
  variables: Readonly<Record<string, string>> = VARIABLES,
): Promise<readonly FileProblem[]> {
  const loaded: LoadedAgent = await loadAgent(copyOfExample(t, changes), loadOptions(variables))
  return loaded.ok ? [] : loaded.problems
}
