/** What somebody adds, as the least that makes it work: text put behind a line that stands once in a file, or a new file. */
export interface NewThing {
  readonly what: string
  /** The most files that it may touch or make. */
  readonly files: number
  readonly edits: readonly Edit[]
  /** Lines of a script that fails where it doesn't work. `assert` and `fs` are there. */
  readonly proof: string
}

export interface Edit {
  readonly file: string
  /** Left out for a new file. */
  readonly behind?: string
  readonly text: string
}

const operation: NewThing = {
  what: 'an operation: shape, route, OpenAPI, handler',
  files: 2,
  edits: [
    {
      file: 'src/contract/thread.ts',
      behind: '  result: ThreadView,\n})\n',
      text: `
export const listThreadAgents = operation({
  method: 'GET',
  path: '/v1/threads/agents',
  actions: ['thread.read'],
  summary: 'List the agents that one can talk to',
  success: 'Their names.',
  result: z.object({ agents: z.array(z.string()).readonly() }),
})
`,
    },
    {
      file: 'src/api/operations/threads.ts',
      behind: "'createThread' | 'listThreads'",
      text: " | 'listThreadAgents'",
    },
    {
      file: 'src/api/operations/threads.ts',
      behind: '() => accept(services, principal, message)),\n',
      text: '    listThreadAgents: async () => ({ agents: [...services.agents.keys()] }),\n',
    },
  ],
  proof: `
const { ROUTES } = await import('./src/channels/web/route-table.ts')
assert.equal(ROUTES.filter(({ path }) => path === '/v1/threads/agents').length, 1)`,
}

const format: NewThing = {
  what: 'a document format',
  files: 2,
  edits: [
    {
      file: 'src/documents/parsing/formats.ts',
      behind: 'export const FORMATS = {\n',
      text: "  subtitles: { name: 'subtitles (.srt)', fits: ({ extension, text }) => extension === 'srt' && text !== '' },\n",
    },
    {
      file: 'src/documents/parsing/readers/subtitles.ts',
      text: `import type { OpenFile } from '../file-to-parse.ts'
import type { MarkdownWriter } from '../markdown-writer.ts'

/** Keeps what is said, without its numbers and times. */
export function read({ text }: OpenFile, writer: MarkdownWriter): void {
  writer.verbatim(text.replaceAll(/^(?:\\d+|[\\d:,]+ --> [\\d:,]+)\\n/gmu, ''))
}
`,
    },
  ],
  proof: `
const { parseFile } = await import('./src/documents/parsing/parse-file.ts')
const { PARSE_LIMITS } = await import('./src/documents/parsing/limits.ts')
const bytes = Buffer.from('1\\n00:00:01,000 --> 00:00:02,000\\nLamps are ours.\\n')
const parsed = await parseFile({ name: 'a.srt', mediaType: null, bytes, limits: PARSE_LIMITS, complaints: [] })
assert.deepEqual([parsed.format, parsed.text.trim()], ['subtitles', 'Lamps are ours.'])`,
}

const channel: NewThing = {
  what: 'a channel: its folder, and what it has beside that',
  files: 3,
  edits: [
    {
      file: 'src/channels/pager/pager-channels.ts',
      text: `import { z } from 'zod'
import { outsidePrincipalId } from '#core/outside-principal.ts'
import { readAgent } from '../channel-entry.ts'
import type { Channel } from '../contract.ts'
import type { ChannelConfig } from '../inbound/channel-config.ts'

const PagerYaml = z.strictObject({ agent: z.string().optional() })
const Page = z.object({ from: z.string(), id: z.string(), text: z.string() })

/** Reads \`pagers:\`. */
export function readPagers(names: readonly string[], reading: ChannelConfig): readonly Channel[] {
  return names.flatMap((name) => {
    const entry = reading.yaml.parse(PagerYaml, reading.problems, ['pagers', name])
    return entry ? [pager(name, readAgent(entry.agent, ['pagers', name], reading), reading)] : []
  })
}

function pager(name: string, agent: string, { defaultTenant }: ChannelConfig): Channel {
  const channel = \`pager/\${name}\`
  return {
    name: channel,
    tenantId: defaultTenant,
    agent,
    read: async ({ body }) => {
      const { from, id, text } = Page.parse(JSON.parse(Buffer.from(body).toString()))
      const sender = {
        id: outsidePrincipalId(\`pager.\${name}\`, from),
        name: from,
        isKnownByEmail: false,
        account: null,
        email: null,
      }
      return { type: 'message', conversation: from, message: id, sender, text }
    },
    outlet: null,
  }
}
`,
    },
    {
      file: 'src/channels/outside-channels.ts',
      behind:
        'const KINDS: Readonly<Record<string, (names: readonly string[], reading: ChannelConfig) => readonly Channel[]>> = {\n',
      text: '  pagers: readPagers,\n',
    },
    {
      file: 'src/channels/outside-channels.ts',
      behind: "import type { ChannelConfig } from './inbound/channel-config.ts'\n",
      text: "import { readPagers } from './pager/pager-channels.ts'\n",
    },
  ],
  proof: `
const { loadChannels } = await import('./src/channels/outside-channels.ts')
fs.writeFileSync('channels.yaml', 'pagers:\\n  desk: {}\\n')
const [pager] = await loadChannels({
  file: 'channels.yaml', reference: () => undefined, agents: ['support'], defaultTenant: 'default',
  now: () => new Date(), canSeal: false, readInstallation: async () => null,
})
const body = Buffer.from(JSON.stringify({ from: 'maya', id: '1', text: 'Refund A12' }))
const came = await pager.read({ headers: {}, body, at: new Date() }, {})
assert.deepEqual([pager.name, came.type, came.text], ['pager/desk', 'message', 'Refund A12'])`,
}

const cardField: NewThing = {
  what: 'a field on the card, on every screen and in every channel',
  files: 3,
  edits: [
    {
      file: 'src/cards/texts/plan-texts.ts',
      behind: '\n  card: {\n',
      text: "    payments: (count: number) => (count === 0 ? null : plural(count, '1 payment', `${count} payments`)),\n",
    },
    {
      file: 'src/cards/drawing/card-rows.ts',
      behind: 'const facts = [',
      text: 'texts.card.payments(effect.money.length), ',
    },
  ],
  proof: `
const { cardOf } = await import('./src/cards/drawing/card.ts')
const { cardText } = await import('./src/cards/drawing/card-text.ts')
const { planView } = await import('./test/helpers/plan-views.ts')
const reader = { id: 'customer', roles: ['customer'] }
const card = cardOf(planView({ awaits: ['requester'] }), { reader, clock: { now: new Date() } })
assert.match(cardText(card, { hasValues: false }), /1 payment/)`,
}

const language: NewThing = {
  what: 'a language',
  files: 2,
  edits: [
    {
      file: 'src/text/languages/pl.json',
      text: JSON.stringify({ quotes: ['„', '”'], capitals: false, texts: {}, sentences: { 'Done.': 'Gotowe.' } }),
    },
    {
      file: 'src/text/languages/message-files.ts',
      behind: "import de from './de.json' with { type: 'json' }\n",
      text: "import pl from './pl.json' with { type: 'json' }\n",
    },
    { file: 'src/text/languages/message-files.ts', behind: 'const FILES = { de', text: ', pl' },
  ],
  proof: `
const { speaking } = await import('./src/turn/speaking.ts')
assert.equal(speaking({ languages: ['en', 'pl'] }, 'pl').say('Done.'), 'Gotowe.')`,
}

export const NEW_THINGS: readonly NewThing[] = [cardField, operation, language, format, channel]
