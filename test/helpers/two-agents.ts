import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scope } from './database.ts'

/** What both agents' documents speak of in the same words; only the number of days is each agent's own. */
const THINGS = [
  ...['ladder', 'kettle', 'violin', 'saddle', 'lantern', 'anchor', 'trumpet', 'hammock', 'compass', 'barrel'],
  ...['canoe', 'drum', 'easel', 'fiddle', 'globe', 'harp', 'jug', 'kayak', 'loom', 'mandolin'],
  ...['nozzle', 'oboe', 'paddle', 'quilt', 'raft', 'saxophone', 'tent', 'umbrella', 'vase', 'wagon'],
  ...['accordion', 'banjo', 'cello', 'dinghy', 'flute', 'guitar', 'helmet', 'inkwell', 'javelin', 'keyboard'],
  ...['lute', 'marimba', 'net', 'organ', 'piano', 'quiver', 'rudder', 'sled', 'telescope', 'unicycle'],
  ...['viola', 'whistle', 'xylophone', 'yoke', 'zither', 'basket', 'candle', 'dagger', 'engine', 'funnel'],
] as const

export const AGENT_NAMES = ['library', 'support'] as const
export type AgentName = (typeof AGENT_NAMES)[number]

/** A question and, by agent, the number of days that its own document says. */
export const QUESTIONS = THINGS.map((thing, place) => ({
  thing,
  question: `Within how many days must a damaged ${thing} be returned?`,
  days: { library: 101 + place, support: 201 + place },
}))

export const sentence = (thing: string, days: number): string =>
  `A damaged ${thing} must be returned within ${days} days at the counter.`

/** A folder of agents, for `AGENTS_DIR`: `library` and `support`, whose documents differ in their numbers alone. */
export async function twoAgents(scope: Scope): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'two-agents-'))
  scope.after(() => rm(dir, { recursive: true, force: true }))
  for (const name of AGENT_NAMES) await writeAgent(dir, name)
  return dir
}

/** Writes an agent's folder; `documents` by their file names, in the place of all its questions. */
export async function writeAgent(
  dir: string,
  name: string,
  {
    knowledge = '{ path: knowledge/, acl: [public], class: public }',
    documents = documentsOf(name),
  }: {
    readonly knowledge?: string
    readonly documents?: Readonly<Record<string, string>>
  } = {},
): Promise<void> {
  const folder = join(dir, name)
  await mkdir(join(folder, 'knowledge'), { recursive: true })
  await mkdir(join(folder, 'playbooks'), { recursive: true })
  await writeFile(
    join(folder, 'agent.yaml'),
    `name: ${name}\ntitle: The ${name}\nlanguages: [en]\ngreeting: Hello.\nknowledge:\n  - ${knowledge}\n`,
  )
  await writeFile(join(folder, 'instructions.md'), 'Answer from the documents.\n')
  await writeFile(join(folder, 'tools.yaml'), 'servers: {}\ntools: {}\n')
  await writeFile(join(folder, 'policy.cedar'), POLICY)
  for (const [file, text] of Object.entries(PLAYBOOKS)) await writeFile(join(folder, 'playbooks', file), text)
  for (const [file, text] of Object.entries(documents)) await writeFile(join(folder, 'knowledge', file), text)
}

function documentsOf(name: string): Readonly<Record<string, string>> {
  const own = QUESTIONS.map(({ thing, days }) => sentence(thing, days[name === 'library' ? 'library' : 'support']))
  const files = Array.from({ length: own.length / 10 }, (_, at) => own.slice(at * 10, at * 10 + 10))
  return Object.fromEntries(
    files.map((texts, at) => [
      `rules-${at}.md`,
      `# Rules ${at}\n\n${texts.map((text, place) => `## ${QUESTIONS[at * 10 + place]?.thing}\n\n${text}`).join('\n\n')}\n`,
    ]),
  )
}

const POLICY = `@id("everything")
permit (principal, action, resource);
`

/** Looks something up in the agent's folders and in all that is its own, and quotes a passage by its id. */
const PLAYBOOKS: Readonly<Record<string, string>> = {
  'look-up.js': `export const playbook = {
  title: 'Look up a thing',
  examples: ['look up the rule for ladder', 'look up the rule for kettle'],
  slots: { thing: { type: 'choice', of: ${JSON.stringify(THINGS)} } },
}
export default async ({ slots, say, knowledge }) => {
  const own = await knowledge.search('damaged ' + slots.thing + ' returned within days')
  const all = await knowledge.search('damaged ' + slots.thing + ' returned within days', { everywhere: true })
  return say('Found: ' + [...own, ...all].map(({ text }) => text).join(' | '))
}
`,
  'quote.js': `export const playbook = {
  title: 'Quote a passage',
  examples: ['quote the passage 01a207fa-5eca-7471-b77b-5733e130a3f1', 'quote the passage 01a207fa-5e9d-7b44-b3d2-f12cb26006ac'],
  slots: { passage: { type: 'pattern', pattern: '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}' } },
}
export default async ({ slots, say, knowledge }) => {
  const quote = await knowledge.quote(slots.passage, 'must be returned within')
  return say('It says: ' + quote.text)
}
`,
}
