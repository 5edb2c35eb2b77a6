import { upperFirst } from '#text/upper-first.ts'
import { stepLines } from './plan-steps.ts'
import { cardOf, originText, type Card } from '#cards/drawing/card.ts'
import type { CardAct } from '#cards/drawing/card-buttons.ts'
import { ruleText } from '#cards/drawing/card-parts.ts'
import { requestQuoteLine } from '#cards/drawing/request-quote.ts'
import type { Clock } from '#cards/drawing/clock-text.ts'
import { recognised } from '#cards/drawing/recognised.ts'
import { stateLine, type Viewer } from '#cards/drawing/plan-state.ts'
import { alsoInLanguages, inLanguage } from '#cards/texts/card-language.ts'
import { translationsOf } from '#text/languages/translated-texts.ts'
import { texts } from '#cards/texts/texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import { shortPlanId } from '#cards/drawing/short-plan-id.ts'
import type { PlanView } from '#contract/plan.ts'
import type { PlanContextView } from '#contract/plan-context.ts'
import { excerptLines } from './excerpt-lines.ts'
import { detailLines } from './plan-details.ts'
import type { Explained } from './plan-rules.ts'
import { textLines } from './answer-text.ts'
import { foldAnswer, foldText } from './fold-text.ts'
import { columnsOf, wrapColumns, indentedLines } from './text-columns.ts'

/** How a card is drawn. Everything it depends on is here, so the same plan gives the same lines. */
export interface CardOptions {
  /** Columns, at least 40. */
  readonly width: number
  /** False draws our own marks in ASCII; values stay as they are. */
  readonly unicode: boolean
  readonly reader: Viewer
  readonly clock: Clock
  /** Nothing folded, and what it looked at and the plan as written below. */
  readonly details?: boolean
  /** With the details, why the rules decided as they did. */
  readonly explained?: Explained
  /** With the details, what was looked up beside it. */
  readonly beside?: PlanContextView | null
  /** The same plan as it was shown before: what differs is marked. */
  readonly before?: PlanView | null
  /** False leaves out the line of keys, where nobody is there to press them. */
  readonly keys?: boolean
  /** What follows a command that the card offers: ` --as support-lead`. */
  readonly connection?: string
}

/**
 * A plan as plain lines for a terminal: whose turn, what will happen, what it adds up to, each step with where its
 * values come from, why, and the keys. Values are escaped, and an amount or recipient is never shortened.
 */
export function renderPlanCard(plan: PlanView, options: CardOptions): string {
  return inLanguage(plan.language, () => drawnCard(plan, options))
}

// What a terminal has of the texts is its own, beside those of the browser.
alsoInLanguages(
  translationsOf([
    ['plan', texts],
    ['terminal', texts],
  ]),
)

function drawnCard(plan: PlanView, options: CardOptions): string {
  const { width, reader, clock, before = null } = options
  const card = cardOf(plan, { reader, clock })
  // What has another width in ASCII is written so before it is wrapped.
  const wrapped = (words: string, limit: number) => {
    const text = visibleText(foldText(words, limit))
    return wrapColumns(options.unicode ? text : asciiMarks(text), width)
  }
  const lines = [
    ...(card.told === null ? [] : textLines(foldText(card.told, 2_000), width)),
    ...headLines(visibleText(stateLine(card.state)), texts.card.plan(shortPlanId(plan.id)), width),
    ...wrapped(card.title, 400),
    ...askedLines(card, plan, options),
    ...wrapColumns(card.totals.map(visibleText).join(' · '), width),
    ...readLines(card, options),
    ...answerLines(card, options),
    ...stepLines(card, { ...options, plan, before: before && cardOf(before, { reader, clock }) }),
    ...card.reasons.flatMap((why) => wrapped(why, 1_000)),
    ...card.rules.flatMap((rule) => wrapped(ruleText(rule), 1_000)),
    ...(plan.mayResolve ? resolveLines(plan, options) : []),
    ...(options.details === true ? detailLines(plan, options) : []),
    ...(card.isAsked && options.keys !== false ? keyLines(card, options) : []),
  ]
  const text = lines
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n')
  return options.unicode ? text : asciiMarks(text)
}

// Who asked for it in which words, and for whoever else looks how that was recognised: always, where it is a guess.
function askedLines({ request }: Card, plan: PlanView, { width, reader, details }: CardOptions): readonly string[] {
  if (request === null) return []
  const told = request.isGuess || details === true ? recognised(plan, reader) : null
  return [
    ...wrapColumns(visibleText(requestQuoteLine(request)), width),
    ...(told === null ? [] : wrapColumns(visibleText(told.how.join(' ')), width)),
    ...(told?.doubts ?? []).flatMap((doubt) => wrapColumns(visibleText(`! ${doubt}`), width)),
  ]
}

// What its planner read before it wrote it, whole where that is asked for.
function readLines({ read }: Card, { width, details = false }: CardOptions): readonly string[] {
  if (read === null) return []
  return [
    ...wrapColumns(visibleText(`! ${[read.origin, ...read.others.map(upperFirst)].join('. ')}:`), width),
    ...excerptLines(read).flatMap((line) => indentedLines(details ? line : foldText(line, 1_000), 2, width)),
  ]
}

// What it says beside what it does, with where its words come from.
function answerLines({ answer }: Card, { width, details = false }: CardOptions): readonly string[] {
  if (answer === null) return []
  const { heading, text, origin, note } = answer
  return [
    ...wrapColumns(visibleText(`${heading}:`), width),
    ...textLines(details ? text : foldAnswer(text), width - 2).flatMap((line) => indentedLines(line, 2, width)),
    ...indentedLines(visibleText(`${origin.unchecked ? '! ' : ''}${originText(origin)}`), 4, width),
    ...(details ? excerptLines(origin).flatMap((line) => indentedLines(line, 4, width)) : []),
    ...(note === null ? [] : indentedLines(note, 4, width)),
  ]
}

function headLines(state: string, planName: string, width: number): readonly string[] {
  const lines = wrapColumns(state, width)
  const last = lines.at(-1) ?? ''
  const gap = width - columnsOf(last) - columnsOf(planName)
  if (gap >= 2) return [...lines.slice(0, -1), last + ' '.repeat(gap) + planName]
  return [...lines, ' '.repeat(width - columnsOf(planName)) + planName]
}

function keyLines({ buttons }: Card, { width, unicode }: CardOptions): readonly string[] {
  const words = texts.card.keys
  const marked = (text: string) => (unicode ? text : asciiMarks(text))
  const answers = buttons.map(({ does, label }) => `[${KEYS[does] ?? ''}] ${marked(visibleText(label))}`)
  const keys = [...answers, words.details].map((key) => key.replaceAll(' ', '\u00a0'))
  const line = keys.join('   ').replaceAll('\u00a0', ' ')
  const gap = width - columnsOf(line) - words.nothing.length
  if (gap >= 3) return [line + ' '.repeat(gap) + words.nothing]
  return [...wrapColumns(keys.join('  '), width), words.nothing]
}

const KEYS: Readonly<Partial<Record<CardAct, string>>> = { approve: 'y', edit: 'e', reject: 'n', 'not-meant': 'n' }

// How to say what became of each step that nobody knows of.
function resolveLines(plan: PlanView, { width, connection = '' }: CardOptions): readonly string[] {
  const unknown = plan.effects.filter(({ state, index }) => state === 'unknown' || plan.trying?.index === index)
  const lines = unknown.flatMap(({ index }) => [
    ...wrapColumns(texts.card.lookThenSay(index + 1), width),
    ...indentedLines(
      `npx parley resolve ${shortPlanId(plan.id)} ${index + 1} --happened --note "…"${connection}`,
      2,
      width,
    ),
  ])
  return lines.length === 0 ? [] : [...lines, ...wrapColumns(texts.card.orElse, width)]
}

function asciiMarks(text: string): string {
  const marks: Readonly<Record<string, string>> = {
    '○': 'o',
    '●': '*',
    '✗': 'x',
    '×': 'x',
    '·': '-',
    '⏎': '\\n',
    '…': '...',
    '→': '>',
    '“': '"',
    '”': '"',
    '„': '"',
    '’': "'",
    '—': '-',
    '»': '>',
    '«': '<',
  }
  return text.replace(/[○●✗×·⏎…→“”„’—»«]/gu, (mark) => marks[mark] ?? mark).replace(/⟨([^⟨⟩]*)⟩/gu, '<$1>')
}
