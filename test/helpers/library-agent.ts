import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Scope } from './database.ts'
import { startToolServer, type ScriptedServer, type ScriptedTool } from './tool-server.ts'

/** An agent over a lending library that answers only for one borrower at a time, by their e-mail address. */
export interface Library {
  /** For `AGENTS_DIR`. */
  readonly dir: string
  readonly server: ScriptedServer
  /** Whose loans were asked for, in order. */
  asked(): readonly unknown[]
  write(file: string, text: string): Promise<void>
}

const ByEmail = z.object({ email: z.string() })
const EMAIL = { type: 'string', format: 'email' }
const LOAN = {
  type: 'object',
  properties: { id: { type: 'string' }, title: { type: 'string' }, borrower: EMAIL },
  required: ['id', 'title', 'borrower'],
}

const list: ScriptedTool = {
  name: 'loans.list',
  description: 'What somebody has borrowed.',
  inputSchema: { type: 'object', properties: { email: EMAIL }, required: ['email'], additionalProperties: false },
  outputSchema: { type: 'object', properties: { result: { type: 'array', items: LOAN } }, required: ['result'] },
  answer: (args) => {
    const { email } = ByEmail.parse(args)
    return { structuredContent: { result: [{ id: 'L1', title: `A book of ${email}`, borrower: email }] } }
  },
}

const renew: ScriptedTool = {
  name: 'loans.renew',
  description: 'Renews a loan.',
  inputSchema: {
    type: 'object',
    properties: { id: { type: 'string' }, email: EMAIL, note: { type: 'string' } },
    required: ['id', 'email'],
  },
  outputSchema: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
  answer: () => ({ structuredContent: { id: 'R1' } }),
}

export async function startLibrary(scope: Scope): Promise<Library> {
  const server = await startToolServer(scope, { tools: [list, renew] })
  const dir = await mkdtemp(join(tmpdir(), 'library-'))
  scope.after(() => rm(dir, { recursive: true, force: true }))
  await mkdir(join(dir, 'library/playbooks'), { recursive: true })
  const write = (file: string, text: string) => writeFile(join(dir, 'library', file), text)
  await write('agent.yaml', 'name: library\ntitle: The library\nlanguages: [en, de]\ngreeting: Hello.\n')
  await write('instructions.md', 'You look after loans.\n')
  await write('tools.yaml', toolsYaml(server.url))
  await write('policy.cedar', POLICY)
  await write('playbooks/loans.js', playbook('Show my loans', 'show my loans', LOANS))
  await write('playbooks/renew.js', playbook('Renew my loans', 'renew my loans', RENEW))
  await write('playbooks/namesake.js', playbook('Loans by name', 'look up my name', NAMESAKE))
  const asked = () =>
    server.calls.flatMap(({ name, args }) => (name === 'loans.list' ? [ByEmail.parse(args).email] : []))
  return { dir, server, asked, write }
}

function toolsYaml(url: string): string {
  return `servers:
  library: { url: '${url}', as: service }
tools:
  library/loans.list: { effect: read, title: 'Loans', owner: { each: '[]', result: borrower, is: principal.email }, trust: { trusted: [shape, '[].id', '[].title'] } }
  library/loans.renew: { effect: write, title: 'Renew {id}', owner: { arg: email, is: principal.email }, trust: { trusted: [id] } }
`
}

const POLICY = `@id("own")
permit (principal, action in [Action::"library/loans.list", Action::"library/loans.renew"], resource)
when { ["record"].containsAll(context.origin.email) };

@id("renewals") @ask("support-lead") @reason("A support lead looks at renewals")
forbid (principal, action == Action::"library/loans.renew", resource);
`

/** A playbook of the library's. */
export function playbook(title: string, example: string, program: string): string {
  return `export const playbook = { title: '${title}', examples: ['${example}'], slots: {} }
export default async ({ tools, requester, say }) => {
${program}
}
`
}

export const LOANS = `  const loans = await tools.library.loans.list({ email: requester.email })
  return say(loans.map((loan) => loan.title).join(', ') || 'Nothing.')`

const RENEW = `  const { email, name } = requester
  const loans = await tools.library.loans.list({ email })
  for (const loan of loans) tools.library.loans.renew({ id: loan.id, email, note: \`For \${name}\` })`

const NAMESAKE = `  const loans = await tools.library.loans.list({ email: requester.name })
  return say(loans.map((loan) => loan.title).join(', ') || 'Nothing.')`
