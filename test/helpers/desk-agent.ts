import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scope } from './database.ts'
import { startToolServer, type ScriptedServer, type ScriptedTool } from './tool-server.ts'

/** An agent of two tools, over a server that a test changes as it likes: notes are read, and put where they belong. */
export interface Desk {
  /** For `AGENTS_DIR`. */
  readonly dir: string
  readonly server: ScriptedServer
  /** The two tools as the server first offers them, for `server.offer`. */
  readonly tools: { readonly get: ScriptedTool; readonly put: ScriptedTool }
  /** How often a note was put, by the server's own book. */
  puts(): number
  write(file: string, text: string): Promise<void>
}

const NOTE = {
  type: 'object',
  properties: { id: { type: 'string' }, owner: { type: 'string' }, text: { type: 'string' } },
  required: ['id', 'owner', 'text'],
}

const get: ScriptedTool = {
  name: 'notes.get',
  description: 'One note by its id.',
  inputSchema: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
  outputSchema: NOTE,
  answer: () => ({ structuredContent: { id: 'N1', owner: 'maya.lindqvist@example.com', text: 'CANARY-NOTE' } }),
}

const put: ScriptedTool = {
  name: 'notes.put',
  description: 'Puts a note where it belongs.',
  inputSchema: {
    type: 'object',
    properties: { id: { type: 'string' }, place: { type: 'string' } },
    required: ['id', 'place'],
  },
  outputSchema: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
  answer: () => ({ structuredContent: { id: 'P1' } }),
}

/** `asks`: every note that is put needs a support lead’s yes. `server`: more of tools.yaml’s entry for the server. */
export async function startDesk(
  scope: Scope,
  { asks = true, server: entry = 'as: service' }: { readonly asks?: boolean; readonly server?: string } = {},
): Promise<Desk> {
  const server = await startToolServer(scope, { tools: [get, put] })
  const dir = await mkdtemp(join(tmpdir(), 'desk-'))
  scope.after(() => rm(dir, { recursive: true, force: true }))
  await mkdir(join(dir, 'desk/playbooks'), { recursive: true })
  const write = (file: string, text: string) => writeFile(join(dir, 'desk', file), text)
  await write('agent.yaml', AGENT)
  await write('instructions.md', 'You put notes where they belong.\n')
  await write('tools.yaml', toolsYaml(server.url, entry))
  await write('policy.cedar', asks ? `${POLICY}${ASK}` : POLICY)
  await write('playbooks/put.js', PUT)
  await write('playbooks/show.js', SHOW)
  return {
    dir,
    server,
    tools: { get, put },
    puts: () => server.calls.filter(({ name }) => name === 'notes.put').length,
    write,
  }
}

const AGENT = `name: desk
title: The desk
languages: [en]
greeting: Hello.
expose: [{ put: { trusted: [id] } }, { show: { trusted: [id] } }]
`

export function toolsYaml(url: string, server: string): string {
  return `servers:
  desk: { url: '${url}', ${server} }
tools:
  desk/notes.get: { effect: read, title: 'Look up note {id}', owner: { result: owner, is: principal.email }, trust: { trusted: [shape, id] } }
  desk/notes.put: { effect: write, title: 'Put note {id} into {place}', owner: { arg: id, from: desk/notes.get }, trust: { trusted: [id] } }
`
}

const POLICY = `@id("notes")
permit (principal, action in [Action::"desk/notes.get", Action::"desk/notes.put"], resource);
`
const ASK = `@id("puts") @ask("support-lead") @reason("A support lead looks at what is put where")
forbid (principal, action == Action::"desk/notes.put", resource);
`

const PUT = `export const playbook = {
  title: 'Put a note',
  examples: ['put note N1'],
  slots: { id: { type: 'pattern', pattern: '[A-Z]\\\\d+', ask: 'Which note?' } },
}
export default async ({ tools, slots, say }) => {
  const note = await tools.desk.notes.get({ id: slots.id })
  if (!note) return say(\`I can't find note \${slots.id} among yours.\`)
  tools.desk.notes.put({ id: note.id, place: 'archive' })
}
`

const SHOW = `export const playbook = {
  title: 'Show a note',
  examples: ['show note N1'],
  slots: { id: { type: 'pattern', pattern: '[A-Z]\\\\d+', ask: 'Which note?' } },
}
export default async ({ tools, slots, say }) => {
  const note = await tools.desk.notes.get({ id: slots.id })
  return say(note ? \`There is a note \${note.id}.\` : \`I can't find note \${slots.id} among yours.\`)
}
`
