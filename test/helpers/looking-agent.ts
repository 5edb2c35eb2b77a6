import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readPage, ROOT } from '../docs/page.ts'
import { copyAgents, type AgentsCopy } from './agents.ts'
import type { Scope } from './database.ts'

const PAGE = 'docs/how-to/look-things-up-in-a-plan.md'

interface Looking {
  /** Whether its documents are the operator's own words. */
  readonly trusted: boolean
  /** Programs of a test's own: each is a playbook that is found by its name, said as it is. */
  readonly programs: Readonly<Record<string, string>>
}

/** The example agent with the playbook and the rule of the page on looking things up. */
export async function lookingAgent(scope: Scope, { trusted, programs }: Looking): Promise<AgentsCopy> {
  const agents = await copyAgents(scope)
  const { blocks } = readPage(PAGE, readFileSync(join(ROOT, PAGE), 'utf8'))
  const [folders, playbook, rule] = ['yaml', 'js', 'cedar'].map(
    (language) => blocks.find((block) => block.language === language)?.text ?? '',
  )
  await writeFile(join(agents.dir, 'support/playbooks/last-day.js'), playbook ?? '')
  await writeFile(join(agents.dir, 'support/returns.cedar'), rule ?? '')
  const file = join(agents.dir, 'support/agent.yaml')
  const before = await readFile(file, 'utf8')
  const untrusted = (text: string) => (trusted ? text : text.replaceAll(', trusted: true', ''))
  const after = untrusted(before.replace(/knowledge:\n(?: {2}- .*\n)+/u, folders ?? ''))
  await writeFile(file, after)
  for (const [name, program] of Object.entries(programs)) {
    const header = `export const playbook = { title: '${name}', examples: ['${name}'], slots: {} }`
    const text = `${header}\nexport default async ({ tools, say, knowledge, extract }) => {\n${program}\n}\n`
    await writeFile(join(agents.dir, `support/playbooks/${name.replaceAll(' ', '-')}.js`), text)
  }
  return agents
}
