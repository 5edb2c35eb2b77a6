import { argumentWords } from '#plan-language/values/argument-words.ts'
import { LEDGER_WINDOWS } from '#memory/ledger/ledger-window.ts'
import type { Json } from '#core/json.ts'
import { moneyText } from '#plan-language/values/minor-units.ts'
import type { ViewedTool } from '../titles/viewed-agent.ts'
import { listText } from '../titles/value-text.ts'

/** What the names of attributes are told by. */
export interface SubjectSource {
  /** The tool of the step that was judged; null for the plan as a whole. */
  readonly own: ViewedTool | null
  toolOf(name: string): ViewedTool
  /** The currency of one of the step's own amounts of money; null where it is none. */
  moneyOf(argument: string): string | null
  /** The currency that sums were in; empty where there is none. */
  readonly sumsIn: string
}

/** An attribute that rules look at, as one says it: "amount", "amount for this person in 24 hours". */
export interface Subject {
  readonly name: string
  /** A value of it; null where it can't be said. */
  text(value: Json): string | null
}

/** The words for an attribute of a request to the rules; null where there are none. */
export function pathSubject([root, within, ...rest]: readonly string[], source: SubjectSource): Subject | null {
  if (root === 'principal') return plain(PERSON[within ?? ''])
  if (root !== 'context' || within === undefined) return null
  switch (within) {
    case 'args':
      return argumentSubject(rest, source)
    case 'plan':
      return planSubject(rest, source)
    case 'ledger':
      return ledgerSubject(rest, source)
    case 'intent':
      return rest.length === 1 ? plain(INTENT[rest[0] ?? '']) : null
    default:
      return rest.length === 0 ? plain(ITSELF[within]) : null
  }
}

const PERSON: Readonly<Record<string, string>> = {
  id: 'who asked',
  name: 'name of who asked',
  email: 'mail address of who asked',
}

const INTENT: Readonly<Record<string, string>> = {
  playbook: 'procedure that was asked for',
  basis: 'what it rests on that this was asked for',
  language: 'language of the request',
  author: 'who wrote the request',
}

const ITSELF: Readonly<Record<string, string>> = { currency: 'currency', channel: 'channel' }

function plain(name: string | undefined): Subject | null {
  return name === undefined ? null : { name, text: valueWords }
}

function argumentSubject(path: readonly string[], { moneyOf }: SubjectSource): Subject | null {
  const [name, ...deeper] = path
  if (name === undefined) return null
  const currency = deeper.length === 0 ? moneyOf(name) : null
  return { name: path.map(argumentWords).join(' '), text: currency === null ? valueWords : inMoney(currency) }
}

function planSubject([what, tool, ...rest]: readonly string[], source: SubjectSource): Subject | null {
  if (what === 'effects' && tool === undefined) return plain('number of steps')
  if (what === 'reads' && tool === undefined) return plain('number of things looked up')
  if (what !== 'tools' || tool === undefined) return null
  const each = quotedTitle(source.toolOf(tool))
  const [fact = '', name] = rest
  if (fact === 'distinct' && name !== undefined)
    return plain(`number of different ${argumentWords(name)}s in ${each} in this plan`)
  if (fact === 'sum' && name !== undefined) return plain(`sum of ${argumentWords(name)} over ${each} in this plan`)
  return name === undefined ? totalOf(source.toolOf(tool), fact, { each, over: 'in this plan', source }) : null
}

const OWNERS = { user: 'for this person', tenant: 'for everybody', agent: 'for this agent' } as const
const SPANS: Readonly<Record<number, string>> = { 1: 'in one hour', 24: 'in 24 hours', 720: 'in 30 days' }

function ledgerSubject([name, ...rest]: readonly string[], source: SubjectSource): Subject | null {
  const window = LEDGER_WINDOWS.find((one) => one.name === name)
  if (window === undefined) return null
  const over = `${OWNERS[window.owner]} ${SPANS[window.hours] ?? `in ${window.hours} hours`}`
  if (rest[0] === 'tools' && rest[1] !== undefined && rest.length === 3) {
    const tool = source.toolOf(rest[1])
    return totalOf(tool, rest[2] ?? '', { each: quotedTitle(tool), over, source })
  }
  return rest.length === 1 ? totalOf(source.own, rest[0] ?? '', { each: 'such steps', over, source }) : null
}

interface Total {
  readonly each: string
  readonly over: string
  readonly source: SubjectSource
}

// How many there are, or what their money comes to: nothing else is added up by name.
function totalOf(tool: ViewedTool | null, fact: string, { each, over, source }: Total): Subject | null {
  if (fact === 'count') return plain(`number of ${each} ${over}`)
  if (tool === null || !Object.hasOwn(tool.money, fact)) return null
  const of = each === 'such steps' ? '' : ` of ${each}`
  return { name: `${argumentWords(fact)}${of} ${over}`, text: inMoney(source.sumsIn) }
}

// Of a sum in no currency nothing is known that one could say.
function inMoney(currency: string): Subject['text'] {
  return (value) => (typeof value === 'number' && currency !== '' ? moneyText(value, currency) : null)
}

function valueWords(value: Json): string | null {
  if (typeof value === 'string') return `"${value}"`
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return String(value)
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
    ? listText(value.map((one) => `"${one}"`))
    : null
}

// A tool by the sentence of its steps, without what each has of its own: "Refund … for order …".
function quotedTitle({ title }: ViewedTool): string {
  return `"${title.replaceAll(/\{\w+(?:\|\w+)?\}/g, '…')}"`
}
