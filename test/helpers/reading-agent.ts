import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readPage, ROOT } from '../docs/page.ts'
import { copyAgents, type AgentsCopy } from './agents.ts'
import type { Scope } from './database.ts'

const PAGE = 'docs/how-to/read-untrusted-text.md'

/**
 * The example agent with the playbook and the rule of the page on reading untrusted text, and with programs of a test's own:
 * each is a playbook that is found by its name, said as it is.
 */
export async function readingAgent(scope: Scope, programs: Readonly<Record<string, string>>): Promise<AgentsCopy> {
  const agents = await copyAgents(scope)
  const { blocks } = readPage(PAGE, readFileSync(join(ROOT, PAGE), 'utf8'))
  const goodwill = blocks.find(({ language }) => language === 'js')?.text ?? ''
  const rule = blocks.find(({ language }) => language === 'cedar')?.text ?? ''
  await writeFile(join(agents.dir, 'support/playbooks/goodwill.js'), goodwill)
  await writeFile(join(agents.dir, 'support/goodwill.cedar'), rule)
  for (const [name, program] of Object.entries(programs)) {
    const header = `export const playbook = { title: '${name}', examples: ['${name}'], slots: {} }`
    const text = `${header}\nexport default async ({ tools, say, extract, classify, summarise }) => {\n${program}\n}\n`
    await writeFile(join(agents.dir, `support/playbooks/${name.replaceAll(' ', '-')}.js`), text)
  }
  return agents
}
