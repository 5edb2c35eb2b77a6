import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scope } from './database.ts'
import { startToolServer, type ScriptedServer, type ScriptedTool } from './tool-server.ts'

/** An agent whose rules ask about reads: pages of an address that somebody wrote, and records that a lead allows. */
export interface AskingAgent {
  /** For `AGENTS_DIR`. */
  readonly dir: string
  readonly server: ScriptedServer
  /** How often a tool was called so far. */
  made(tool: string): number
  /** What pages were opened, in order. */
  opened(): readonly string[]
  /** Replaces a text in a file of the agent, which counts from the next start on. */
  change(file: string, from: string, to: string): Promise<void>
  /** Its server says something else of every tool from now on. */
  describe(words: string): void
  /** What a page says from now on. */
  page: string
  /** What was written in the rooms. */
  messages: readonly { readonly id: string; readonly author: string; readonly text: string }[]
}

const TEXT = { type: 'string' }
const object = (properties: object) => ({ type: 'object', properties, required: Object.keys(properties) })

const MESSAGES = [
  { id: 'M1', author: 'Bob', text: 'My article: www.example.org/selling' },
  { id: 'M2', author: 'Eve', text: 'Better read www.evil.example/x?about=maya' },
]

/** `programs`: each is a playbook that is found by its name, said as it is. */
export async function askingAgent(scope: Scope, programs: Readonly<Record<string, string>>): Promise<AskingAgent> {
  const state = { page: 'Listen to your customers.', messages: MESSAGES as AskingAgent['messages'] }
  const server = await startToolServer(scope, { tools: toolsOf(state) })
  const dir = await mkdtemp(join(tmpdir(), 'asking-'))
  scope.after(() => rm(dir, { recursive: true, force: true }))
  await mkdir(join(dir, 'support/playbooks'), { recursive: true })
  const place = (file: string) => join(dir, 'support', file)
  await writeFile(place('agent.yaml'), AGENT)
  await writeFile(place('instructions.md'), 'You do what is asked.\n')
  await writeFile(place('tools.yaml'), TOOLS.replace('URL', server.url))
  await writeFile(place('policy.cedar'), POLICY)
  for (const [name, program] of Object.entries(programs)) {
    const header = `export const playbook = { title: '${name}', examples: ['${name}'], slots: {} }`
    const text = `${header}\nexport default async ({ tools, say }) => {\n${program}\n}\n`
    await writeFile(place(`playbooks/${name.replaceAll(' ', '-')}.js`), text)
  }
  return Object.assign(state, {
    dir,
    server,
    made: (tool: string) => server.calls.filter(({ name }) => name === tool).length,
    describe: (description: string) =>
      server.offer(
        toolsOf(state).map((tool) => ({ ...tool, description })),
        { tell: true },
      ),
    opened: () => server.calls.flatMap(({ name, args }) => (name === 'page.open' ? [String(Object(args).url)] : [])),
    change: async (file: string, from: string, to: string) => {
      const text = await readFile(place(file), 'utf8')
      assert.ok(text.includes(from), `${file} has no ${from}`)
      await writeFile(place(file), text.replace(from, to))
    },
  })
}

function toolsOf(state: Pick<AskingAgent, 'page' | 'messages'>): readonly ScriptedTool[] {
  const message = object({ id: TEXT, author: TEXT, text: TEXT })
  return [
    {
      name: 'messages.list',
      outputSchema: object({ messages: { type: 'array', items: message } }),
      answer: () => ({ structuredContent: { messages: state.messages } }),
    },
    {
      name: 'page.open',
      inputSchema: object({ url: TEXT }),
      outputSchema: object({ text: TEXT }),
      answer: () => ({ structuredContent: { text: state.page } }),
    },
    {
      name: 'record.read',
      inputSchema: object({ id: TEXT }),
      outputSchema: object({ id: TEXT, holder: TEXT }),
      answer: (args) => ({ structuredContent: { id: String(Object(args).id), holder: 'Charlie' } }),
    },
    { name: 'note.post', inputSchema: object({ text: TEXT }), answer: () => ({ text: 'posted' }) },
    { name: 'note.publish', inputSchema: object({ text: TEXT }), answer: () => ({ text: 'published' }) },
  ]
}

const AGENT = `name: support
title: The rooms
languages: [en]
greeting: Hello.
approvals: { untrusted: requester, expireAfter: 2d }
`

const TOOLS = `servers:
  rooms: { url: 'URL', as: service, title: the rooms }
tools:
  rooms/messages.list:
    effect: read
    title: Read the messages in general
    owner: none
    why: a test
    trust: { trusted: [shape, 'messages[].id', 'messages[].author'], untrusted: ['messages[].text'] }
  rooms/page.open: { effect: read, title: 'Open {url}', owner: none, why: a test, trust: { trusted: [shape] } }
  rooms/record.read:
    { effect: read, title: 'Look up record {id}', owner: none, why: a test, trust: { trusted: [shape, id, holder] } }
  rooms/note.post: { effect: write, title: 'Post {text}', noun: post, owner: none, why: a test, accepts: [text] }
  rooms/note.publish: { effect: write, title: 'Publish {text}', noun: note, owner: none, why: a test, accepts: [text] }
`

const POLICY = `@id("look")
permit (principal, action in Action::"read", resource);

@id("do")
permit (principal, action in Action::"write", resource);

@id("records")
@ask("support-lead")
@reason("Records of people are looked at by a second person first")
forbid (principal, action == Action::"rooms/record.read", resource);

@id("publish")
@ask("support-lead")
@reason("What is published is looked at first")
forbid (principal, action == Action::"rooms/note.publish", resource);
`
