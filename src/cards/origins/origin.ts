import { webhookTitle } from '#agents/starter.ts'
import type { Json } from '#core/json.ts'
import { LONG_TEXT_FIELD, TEXT_FIELD } from '#plan-language/values/field-path.ts'
import { suspectsInjection, isVouchedFor, type Label, type Source } from '#plan-language/values/label.ts'
import { toolOf } from '#plan-language/values/source-tool.ts'
import type { Excerpt, OriginKind } from '#contract/effect.ts'
import { handleOf } from '../titles/effect-title.ts'
import { excerptOf } from '../plan-view/excerpt.ts'
import { keptName, thingOf, type Naming, type NamingReader } from './kept-name.ts'
import { mostTelling } from './most-telling.ts'
import { countPieces, keptTexts, type Kept, type KeptText } from './kept-texts.ts'
import type { Speech } from '#turn/speaking.ts'
import { serverTitle, speechOf, type ViewedAgent } from '../titles/viewed-agent.ts'

type Agent = ViewedAgent['agent']

export interface Origin {
  /** "from our orders", "you said it", "order note: unchecked". */
  readonly text: string
  readonly kind: OriginKind
  /** The words on its other sources, each once. */
  readonly others: readonly string[]
  readonly unchecked: boolean
  /** The words that nobody vouches for, as they stood where they were read. */
  readonly excerpts: readonly Excerpt[]
}

export interface OriginReader extends NamingReader {
  readonly agent: Agent
  /** How the reader is spoken to; left out: in English. */
  readonly speech?: Speech | undefined
  /** What its plan was made from, and the tools' titles; without it a source is told by its server and field. */
  readonly kept?: Kept & { readonly live: Naming['live']; readonly seesAll: boolean }
  /** What the planner had read before it wrote the plan, told once on its card: each step hangs on all of it. */
  readonly planned?: ReadonlySet<Source> | undefined
  /** The names of those who decided, by id. */
  readonly names?: ReadonlyMap<string, string>
}

/** Where a value comes from, in the words of a card: the least trusted of its sources gives them. */
export function originOf(value: Json, label: Label, reader: OriginReader): Origin {
  const handle = handleOf(value)
  const { say } = speechOf(reader)
  if (handle) {
    const text = say('from step {step}', { step: handle.effect + 1 })
    return { text, kind: 'step', others: [], unchecked: false, excerpts: [] }
  }
  const unchecked = leastTrusted(label.data, reader)
  if (unchecked)
    return uncheckedOrigin(uncheckedWords(unchecked, value, reader), { source: unchecked, value, label }, reader)
  const chooser = leastTrusted(label.ctrl, reader)
  if (chooser) return uncheckedOrigin(chooserWords(chooser, reader), { source: chooser, value, label }, reader)
  const source = label.data.find((candidate) => candidate === 'model') ?? mostTelling(label.data) ?? 'operator'
  const text = sourceWords(source, reader)
  const others = dataWords({ source, value, label }, reader).filter((other) => other !== text)
  return { text, kind: kindOf(source), others, unchecked: false, excerpts: [] }
}

// One whose words give orders is named before others, and one that has fields before the list that it is in.
function leastTrusted(sources: readonly Source[], reader: OriginReader): Source | undefined {
  const untrusted = sources.filter((source) => isUntrusted(source, reader))
  return untrusted.find(suspectsInjection) ?? untrusted.find((source) => !isShape(source, untrusted)) ?? untrusted[0]
}

// How many there are of what a tool found, beside what it found.
function isShape(source: Source, sources: readonly Source[]): boolean {
  return source.startsWith('tool:') && sources.some((other) => other.startsWith(`${source}.`))
}

interface Told {
  /** The one that is named first. */
  readonly source: Source
  readonly value: Json
  readonly label: Label
}

function uncheckedOrigin(text: string, told: Told, reader: OriginReader): Origin {
  const others = [...new Set([...dataWords(told, reader), ...choosersWords(told, reader)])]
  const excerpts = excerptsOf(told, reader)
  return { text, kind: 'unchecked', others: others.filter((other) => other !== text), unchecked: true, excerpts }
}

// What else the value was made of.
function dataWords({ source: shown, value, label: { data } }: Told, reader: OriginReader): readonly string[] {
  const words = data
    .filter((source) => source !== shown && !isShape(source, data))
    .map((source) =>
      isUntrusted(source, reader) ? uncheckedWords(source, value, reader) : sourceWords(source, reader),
    )
  return [...new Set(words)]
}

// What merely decided is told where nobody vouches for it, and nowhere else.
function choosersWords({ source: shown, label: { data, ctrl } }: Told, reader: OriginReader): readonly string[] {
  return choosersIn({ data, ctrl }, reader)
    .filter((source) => source !== shown)
    .map((source) => chooserWords(source, reader))
}

// What a value is made of is told as that, also where it decided something too.
function choosersIn({ data, ctrl }: Label, reader: OriginReader): readonly Source[] {
  return ctrl.filter(
    (source) => isUntrusted(source, reader) && !data.includes(source) && !isShape(source, [...data, ...ctrl]),
  )
}

const MOST_EXCERPTS = 3

function excerptsOf({ source, value, label }: Told, reader: OriginReader): readonly Excerpt[] {
  const { kept } = reader
  if (!kept) return []
  const isAll = kept.seesAll || reader.readerId === reader.requester.id
  const naming = { live: kept.live, reader }
  const isMade = (one: Source) => label.data.includes(one)
  const sources = [...label.data.filter((one) => isUntrusted(one, reader)), ...choosersIn(label, reader)]
  return [source, ...sources.filter((one) => one !== source)]
    .flatMap((one) => {
      if (reader.planned?.has(one) && !isMade(one)) return []
      const texts = keptTexts(one, isMade(one) ? value : null, kept)
      return isAll ? texts.slice(0, MOST_EXCERPTS) : neededOf(texts)
    })
    .slice(0, MOST_EXCERPTS)
    .map((text) => excerptOf(text, { from: keptName({ ...text, span: null }, naming).words, isAll }))
}

// Which of several texts a step hangs on can't be said where the value stands in none: the others are nobody's to read here.
function neededOf(texts: readonly KeptText[]): readonly KeptText[] {
  return texts.length === 1 ? texts : texts.filter(({ span }) => span !== null)
}

function kindOf(source: Source): OriginKind {
  const kinds: Readonly<Record<string, OriginKind>> = {
    user: 'person',
    approver: 'edit',
    operator: 'operator',
    document: 'operator',
    model: 'model',
    tool: 'record',
    webhook: 'record',
    call: 'record',
    requester: 'record',
    effect: 'step',
    clock: 'clock',
  }
  return kinds[source.split(':', 1)[0] ?? ''] ?? 'unchecked'
}

/** A source that nobody vouches for (docs/explanation/labels.md). `model` is neutral: it has words of its own. */
export function isUntrusted(source: Source, { agent, requester }: OriginReader): boolean {
  if (source === 'operator' || source === 'clock' || source === 'model' || isVouchedFor(source)) return false
  if (source === `user:${requester.id}` || /^(?:requester|approver|effect):/u.test(source)) return false
  return !agent.trustedSources.has(source)
}

function uncheckedWords(source: Source, value: Json, reader: OriginReader): string {
  const { say } = speechOf(reader)
  const name = nameIn(source, value, reader)
  const words =
    name === null ? sourceWords(source, reader) : name.isThing ? say('from {place}', { place: name.words }) : name.words
  return say('{words}: unchecked', { words })
}

function chooserWords(source: Source, reader: OriginReader): string {
  const { say } = speechOf(reader)
  if (reader.planned?.has(source)) return say('chosen by {words}: unchecked', { words: say('what the planner read') })
  const words = nameIn(source, null, reader)?.words ?? sourceWords(source, reader).replace(/^(?:from|aus) /u, '')
  return say('chosen by {words}: unchecked', { words })
}

// What it is called in the read or message that it came with; null where nothing of it is kept.
function nameIn(source: Source, value: Json, reader: OriginReader): { words: string; isThing: boolean } | null {
  const { kept } = reader
  if (!kept || suspectsInjection(source)) return null
  const naming = { live: kept.live, reader }
  const texts = keptTexts(source, value, kept)
  const [first] = texts
  if (first) return several(keptName(first, naming), texts, naming)
  const called = toolOf(
    source,
    kept.journal.map(({ tool }) => tool),
  )
  const reads = kept.journal.filter(({ tool }) => tool === called)
  const things = [...new Set(reads.map((read) => thingOf(read, naming)))]
  const [thing] = things
  return thing === undefined ? null : { words: andMore(thing, things.length - 1, reader), isThing: true }
}

// Where it can't be said in which of them the value stood, all of one kind are meant.
function several(name: { words: string; isThing: boolean }, texts: readonly KeptText[], naming: Naming) {
  const [{ span, at } = { span: null, at: null }] = texts
  if (span !== null) return { ...name, words: andMore(name.words, countPieces(texts) - 1, naming.live) }
  if (texts.length === 1 || at === null) return name
  const reads = new Set(texts.flatMap((text) => (text.at ? [text.at.read] : [])))
  const things = [...new Set([...reads].map((read) => thingOf(read, naming)))]
  return { words: andMore(things[0] ?? name.words, things.length - 1, naming.live), isThing: true }
}

function andMore(words: string, count: number, speaker: Pick<OriginReader, 'speech'>): string {
  return count > 0 ? speechOf(speaker).say('{words} and {count} more', { words, count }) : words
}

function sourceWords(source: Source, reader: OriginReader): string {
  const { agent, requester, readerId, names } = reader
  const { say } = speechOf(reader)
  const [kind = ''] = source.split(':', 1)
  const rest = source.slice(kind.length + 1)
  switch (kind) {
    case 'user':
      if (readerId === rest) return say('you said it')
      return say('{who} said it', { who: rest === requester.id ? requester.name : rest })
    case 'requester':
      return say(readerId === requester.id ? 'from your account' : 'from the account of {who}', { who: requester.name })
    case 'approver':
      return readerId === rest ? say('you changed it') : say('{who} changed it', { who: names?.get(rest) ?? rest })
    case 'operator':
      return say('from our playbook')
    case 'model':
      return say('written by the agent')
    case 'clock':
      return say('from the clock')
    case 'document':
      return say('from our documents')
    case 'passage':
      return say(suspectsInjection(source) ? 'from a document that gives orders' : 'from a document')
    case 'effect':
      return say('from step {step}', { step: Number(rest) + 1 })
    case 'webhook':
      return say('from {place}', { place: webhookTitle(agent, rest) })
    case 'call':
      return say('said by a program')
    case 'tool':
      return toolWords(rest, reader, agent.trustedSources.has(source))
  }
  return say('from nowhere we know')
}

function toolWords(path: string, reader: OriginReader, trusted: boolean): string {
  const { agent } = reader
  const { say } = speechOf(reader)
  const place = serverTitle({ agent }, path) ?? say('a tool')
  if (trusted) return say('from {place}', { place })
  const called = toolOf(
    `tool:${path}`,
    agent.tools.map(({ tool }) => tool),
  )
  const field = called === undefined ? '' : path.slice(called.length + 1)
  if (field === TEXT_FIELD || field === LONG_TEXT_FIELD) return say('the text in {place}', { place })
  return field ? say('the {field} in {place}', { field: field.replaceAll('.', ' '), place }) : place
}
