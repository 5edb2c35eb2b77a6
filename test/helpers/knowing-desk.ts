import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ACCOUNT_PAGES, KILN_PAGES } from '../fixtures/degrees-of-knowing.ts'
import { copyAgents } from './agents.ts'
import type { Scope } from './database.ts'
import { MANY_MESSAGES, startParley, type TestParley } from './parley.ts'
import { startTestShop } from './shop.ts'

/** A server without a model whose agent has pages for every degree of knowing (`DEGREES`). */
export async function startKnowingDesk(scope: Scope): Promise<TestParley> {
  const agents = await copyAgents(scope)
  for (const [file, text] of Object.entries({ ...ACCOUNT_PAGES, ...KILN_PAGES }))
    await writeFile(join(agents.dir, 'support/knowledge', file), text)
  return await startParley(scope, {
    shop: await startTestShop(scope),
    environment: { AGENTS_DIR: agents.dir },
    limits: MANY_MESSAGES,
  })
}
