import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Scope } from './database.ts'
import { lookingAgent } from './looking-agent.ts'

const RULE = `@id("quotes-asked")
@ask("support-lead")
@reason("Quotes are looked at first")
forbid (principal, action == Action::"knowledge.quote", resource)
when { context.args.text like "*refund*" };

`

/** An agent whose quotes a lead is asked about: finance and one lead may read what is quoted, the other lead not. */
export async function quotingAgent(scope: Scope, words: string) {
  const { dir } = await lookingAgent(scope, {
    trusted: true,
    programs: {
      'quote the guidelines': `const found = await knowledge.search('what was damaged or returned is refunded in full')
const hit = found.find(({ text }) => text.includes('is no refund'))
const quote = await knowledge.quote(hit, '${words}')
return say(quote.text)`,
      'quote what is nowhere': `const quote = await knowledge.quote('no-such-passage', '${words}')
return say(quote.text)`,
    },
  })
  const change = async (file: string, from: string, to: string): Promise<void> => {
    const path = join(dir, 'support', file)
    const before = await readFile(path, 'utf8')
    assert.ok(before.includes(from), `${file} has no ${from}`)
    await writeFile(path, before.replace(from, to))
  }
  await change('returns.cedar', '@id("mail-about-returns")', `${RULE}@id("mail-about-returns")`)
  await change('agent.yaml', `acl: ['role:support-lead']`, `acl: ['role:finance', 'user:support-lead']`)
  return { dir, change }
}
