import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scope } from './database.ts'
import { startToolServer, type ScriptedAnswer, type ScriptedServer } from './tool-server.ts'

/**
 * An agent over a server of files, orders and mails whose writes answer in words, as many servers do: it fetches files,
 * places orders that ask for a code, and lists mails that are new only once.
 */
export interface DeskOfFiles {
  /** For `AGENTS_DIR`. */
  readonly dir: string
  readonly server: ScriptedServer
  /** What was called, in order: the tool and its arguments. */
  calls(...tools: readonly string[]): readonly unknown[]
  /** What the next calls of a tool are answered, in order; then it answers as ever. */
  answers(tool: string, ...answers: readonly ScriptedAnswer[]): void
  /** Mails that nobody has read yet. */
  unread: string[]
}

const TEXT = { type: 'string' }
const object = (properties: object) => ({ type: 'object', properties, required: Object.keys(properties) })

/** An error in a form that its code can be read in. */
export function refuses(code: string, message: string): ScriptedAnswer {
  return { error: JSON.stringify({ code, message }) }
}

/** `agent`: lines of agent.yaml beside those that it needs. */
export async function startDeskOfFiles(scope: Scope, { agent = '' } = {}): Promise<DeskOfFiles> {
  const state = { unread: [] as string[] }
  const scripted = new Map<string, ScriptedAnswer[]>()
  const tool = (name: string, answer: (args: Record<string, unknown>) => ScriptedAnswer, schemas: object) => ({
    name,
    ...schemas,
    answer: (args: unknown) => scripted.get(name)?.shift() ?? answer(Object(args)),
  })
  const takes = (...names: readonly string[]) => ({
    inputSchema: object(Object.fromEntries(names.map((name) => [name, TEXT]))),
  })
  const server = await startToolServer(scope, {
    tools: [
      tool('files.find', ({ name }) => ({ structuredContent: { path: `/reports/${String(name)}` } }), {
        ...takes('name'),
        outputSchema: object({ path: TEXT }),
      }),
      tool('files.fetch', ({ path }) => ({ text: `Fetched ${String(path)}` }), takes('path')),
      // As servers do that wrap whatever a function returns.
      tool('files.share', ({ path }) => ({ structuredContent: { result: `Shared ${String(path)}` } }), {
        ...takes('path'),
        outputSchema: object({ result: TEXT }),
      }),
      tool('files.move', () => ({ structuredContent: { id: 'M1', note: 'as it was' } }), {
        ...takes('path', 'to'),
        outputSchema: object({ id: TEXT, note: TEXT }),
      }),
      tool('orders.place', () => ({ text: 'Order P007 waits for the code from our mail.' }), takes('item')),
      tool('orders.confirm', () => ({ text: 'Order P007 is confirmed.' }), takes('code')),
      tool('mails.unread', () => ({ structuredContent: { mails: state.unread.splice(0) } }), {
        outputSchema: object({ mails: { type: 'array', items: TEXT } }),
      }),
    ],
  })
  const dir = await mkdtemp(join(tmpdir(), 'files-'))
  scope.after(() => rm(dir, { recursive: true, force: true }))
  await mkdir(join(dir, 'files/playbooks'), { recursive: true })
  const write = (file: string, text: string) => writeFile(join(dir, 'files', file), text)
  await write('agent.yaml', `name: files\ntitle: The files\nlanguages: [en]\ngreeting: Hello.\n${APPROVALS}\n${agent}`)
  await write('instructions.md', 'You do what is asked.\n')
  await write('tools.yaml', TOOLS.replace('URL', server.url))
  await write('policy.cedar', '@id("all") permit (principal, action, resource);\n')
  return Object.assign(state, {
    dir,
    server,
    calls: (...tools: readonly string[]) =>
      server.calls.flatMap(({ name, args }) => (tools.includes(name) ? [{ [name]: args }] : [])),
    answers: (name: string, ...answers: readonly ScriptedAnswer[]) => void scripted.set(name, [...answers]),
  })
}

const APPROVALS = 'approvals: { untrusted: requester, expireAfter: 2d }'

const TOOLS = `servers:
  desk: { url: 'URL', as: service, title: the desk }
tools:
  desk/files.find: { effect: read, owner: none, why: a test, title: 'Look for {name}', trust: { trusted: [shape, path] } }
  desk/files.fetch:
    { effect: write, owner: none, why: a test, title: 'Fetch {path}', nothing: [not_found], trust: { trusted: [shape] } }
  desk/files.share: { effect: write, owner: none, why: a test, title: 'Share {path}', trust: { trusted: [shape] } }
  desk/files.move:
    { effect: write, owner: none, why: a test, title: 'Move {path}', trust: { trusted: [shape, id], untrusted: [note] } }
  desk/orders.place: { effect: write, owner: none, why: a test, title: 'Order {item}', trust: { trusted: [shape] } }
  desk/orders.confirm: { effect: write, owner: none, why: a test, title: 'Confirm with {code}', trust: { trusted: [shape] } }
  desk/mails.unread: { effect: read, owner: none, why: a test, title: 'Read new mails', consumes: true, trust: { trusted: [shape, 'mails[]'] } }
`
