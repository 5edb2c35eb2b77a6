import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { copyAgents, type AgentsCopy } from './agents.ts'
import type { Scope } from './database.ts'

/** The example agent with programs of a test's own: each is a playbook that is found by its name, said as it is. */
export async function lookingAgent(scope: Scope, programs: Readonly<Record<string, string>>): Promise<AgentsCopy> {
  const agents = await copyAgents(scope)
  for (const [name, program] of Object.entries(programs)) {
    const header = `export const playbook = { title: '${name}', examples: ['${name}'], slots: {} }`
    const text = `${header}\nexport default async ({ tools, say, knowledge, extract }) => {\n${program}\n}\n`
    await writeFile(join(agents.dir, `support/playbooks/${name.replaceAll(' ', '-')}.js`), text)
  }
  return agents
}
