import type { Json } from '#core/json.ts'
import { TEXT_FIELD } from '#core/field-path.ts'
import { givesOrders, type Label, type Source } from '#core/label.ts'
import type { OriginKind } from '#contract/effect.ts'
import { handleOf } from './effect-title.ts'
import type { Speech } from '#turn/speaking.ts'
import { speechOf, type ViewedAgent } from './viewed-agent.ts'

type Agent = ViewedAgent['agent']

export interface Origin {
  /** "from our orders", "you said it", "order note: unchecked". */
  readonly text: string
  readonly kind: OriginKind
  /** The words on its other sources, each once. */
  readonly others: readonly string[]
  readonly unchecked: boolean
}

export interface OriginReader {
  readonly agent: Agent
  /** How the reader is spoken to; left out: in English. */
  readonly speech?: Speech | undefined
  readonly requester: { readonly id: string; readonly name: string }
  /** Who reads: the requester is "you". */
  readonly readerId: string
  /** The names of those who decided, by id. */
  readonly names?: ReadonlyMap<string, string>
}

/** Where a value comes from, in the words of a card: the least trusted of its sources gives them. */
export function originOf(value: Json, label: Label, reader: OriginReader): Origin {
  const handle = handleOf(value)
  const { say } = speechOf(reader)
  if (handle)
    return { text: say('from step {step}', { step: handle.effect + 1 }), kind: 'step', others: [], unchecked: false }
  const unchecked = leastTrusted(label.data, reader)
  if (unchecked)
    return uncheckedOrigin(
      say('{words}: unchecked', { words: sourceWords(unchecked, reader) }),
      unchecked,
      label,
      reader,
    )
  const chooser = leastTrusted(label.ctrl, reader)
  if (chooser) {
    const words = sourceWords(chooser, reader).replace(/^(?:from|aus) /u, '')
    return uncheckedOrigin(say('chosen by {words}: unchecked', { words }), chooser, label, reader)
  }
  const source = label.data.find((candidate) => candidate === 'model') ?? mostTelling(label.data) ?? 'operator'
  const text = sourceWords(source, reader)
  return { text, kind: kindOf(source), others: otherWords(text, source, label, reader), unchecked: false }
}

// One whose words give orders is named before others.
function leastTrusted(sources: readonly Source[], reader: OriginReader): Source | undefined {
  return sources.find(givesOrders) ?? sources.find((source) => isUntrusted(source, reader))
}

function uncheckedOrigin(text: string, source: Source, label: Label, reader: OriginReader): Origin {
  return { text, kind: 'unchecked', others: otherWords(text, source, label, reader), unchecked: true }
}

// What else the value was made of. What merely decided is told where nobody vouches for it, and nowhere else.
function otherWords(text: string, shown: Source, { data }: Label, reader: OriginReader): readonly string[] {
  const words = data
    .filter((source) => source !== shown)
    .map((source) => {
      const words = sourceWords(source, reader)
      return isUntrusted(source, reader) ? speechOf(reader).say('{words}: unchecked', { words }) : words
    })
  return [...new Set(words)].filter((other) => other !== text)
}

function kindOf(source: Source): OriginKind {
  const kinds: Readonly<Record<string, OriginKind>> = {
    user: 'person',
    approver: 'edit',
    operator: 'operator',
    model: 'model',
    tool: 'record',
    effect: 'step',
    clock: 'clock',
  }
  return kinds[source.split(':', 1)[0] ?? ''] ?? 'unchecked'
}

/** A source that nobody vouches for (docs/explanation/labels.md). `model` is neutral: it has words of its own. */
export function isUntrusted(source: Source, { agent, requester }: OriginReader): boolean {
  if (source === 'operator' || source === 'clock' || source === 'model') return false
  if (source === `user:${requester.id}` || source.startsWith('approver:') || source.startsWith('effect:')) return false
  return !agent.trustedSources.has(source)
}

// Of several trusted sources the record says more to a reviewer than our own constants do.
function mostTelling(sources: readonly Source[]): Source | undefined {
  const ranks = ['approver:', 'tool:', 'user:', 'effect:', 'clock', 'operator']
  return sources.toSorted((left, right) => rank(left) - rank(right))[0]

  function rank(source: Source): number {
    const at = ranks.findIndex((prefix) => source.startsWith(prefix))
    return at === -1 ? ranks.length : at
  }
}

function sourceWords(source: Source, reader: OriginReader): string {
  const { agent, requester, readerId, names } = reader
  const { say } = speechOf(reader)
  const [kind = '', rest = ''] = splitOnce(source)
  switch (kind) {
    case 'user':
      if (rest === requester.id && readerId === rest) return say('you said it')
      return say('{who} said it', { who: rest === requester.id ? requester.name : rest })
    case 'approver':
      return readerId === rest ? say('you changed it') : say('{who} changed it', { who: names?.get(rest) ?? rest })
    case 'operator':
      return say('from our playbook')
    case 'model':
      return say('written by the agent')
    case 'clock':
      return say('from the clock')
    case 'passage':
      return say(givesOrders(source) ? 'from a document that gives orders' : 'from a document')
    case 'effect':
      return say('from step {step}', { step: Number(rest) + 1 })
    case 'tool':
      return toolWords(rest, reader, agent.trustedSources.has(source))
  }
  return say('from nowhere we know')
}

function toolWords(path: string, reader: OriginReader, trusted: boolean): string {
  const { agent } = reader
  const { say } = speechOf(reader)
  const server = agent.servers.find((candidate) => path.startsWith(`${candidate.name}/`))
  const place = server?.title ?? say('a tool')
  if (trusted) return say('from {place}', { place })
  const tool = agent.tools.find((candidate) => path.startsWith(`${candidate.tool}.`))
  const field = tool ? path.slice(tool.tool.length + 1) : ''
  if (field === TEXT_FIELD) return say('the text in {place}', { place })
  return field ? say('the {field} in {place}', { field: field.replaceAll('.', ' '), place }) : place
}

function splitOnce(source: Source): readonly string[] {
  const at = source.indexOf(':')
  return at === -1 ? [source] : [source.slice(0, at), source.slice(at + 1)]
}
