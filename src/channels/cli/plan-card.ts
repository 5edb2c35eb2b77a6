import { upperFirst } from '#text/upper-first.ts'
import { stepLines } from './plan-steps.ts'
import { requestQuote, requestQuoteLine } from '#cards/drawing/request-quote.ts'
import { placeText } from '#cards/drawing/citation-place.ts'
import type { Clock } from '#cards/drawing/clock-text.ts'
import { isEditable } from '#cards/drawing/edit-fields.ts'
import { asksItsRequester } from '#cards/drawing/requester-reply.ts'
import { deedOf } from '#cards/texts/people-texts.ts'
import { planTexts } from '#cards/texts/plan-texts.ts'
import { recognised } from '#cards/drawing/recognised.ts'
import { stateText, waitsForReader } from '#cards/drawing/plan-state.ts'
import { planHeading } from '#cards/drawing/plan-heading.ts'
import { whyTexts } from '#cards/drawing/plan-why.ts'
import { alsoInLanguages, inLanguage } from '#cards/texts/card-language.ts'
import { translationsOf } from '#text/languages/translated-texts.ts'
import { texts } from '#cards/texts/texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import { shortPlanId } from '#cards/drawing/short-plan-id.ts'
import type { PlanView } from '#contract/plan.ts'
import type { Viewer } from '#cards/drawing/plan-state.ts'
import { immediateWords } from '#cards/drawing/immediate-words.ts'
import { answerHeading } from '#cards/drawing/plan-answer.ts'
import { excerptTexts } from './excerpt-texts.ts'
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
  const { width, reader, clock } = options
  const canDecide = waitsForReader(plan, reader)
  const isOpen = canDecide || OPEN_STATES.has(plan.status)
  // What has another width in ASCII is written so before it is wrapped.
  const wrapped = (words: string, limit: number) => {
    const text = visibleText(foldText(words, limit))
    return wrapColumns(options.unicode ? text : asciiMarks(text), width)
  }
  const lines = [
    ...immediateWords(plan).flatMap((told) => textLines(foldText(told, 2_000), width)),
    ...headLines(visibleText(stateText(plan, reader, clock)), texts.card.plan(shortPlanId(plan.id)), width),
    ...wrapped(planHeading(plan), 400),
    ...askedLines(plan, options),
    ...(addsUp(plan.status) ? wrapColumns(plan.totals.map(visibleText).join(' · '), width) : []),
    ...readLines(plan, options),
    ...answerLines(plan, options),
    ...stepLines(plan, { ...options, open: isOpen || options.details === true }),
    ...whyTexts(plan, reader).flatMap((why) => wrapped(why, 1_000)),
    ...plan.citations.flatMap((rule) => wrapped(ruleText(rule), 1_000)),
    ...(plan.mayResolve ? resolveLines(plan, options) : []),
    ...(options.details === true ? detailLines(plan, options) : []),
    ...(canDecide && options.keys !== false ? keyLines(plan, reader, width) : []),
  ]
  const text = lines
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n')
  return options.unicode ? text : asciiMarks(text)
}

// Who asked for it in which words, and for whoever else looks how that was recognised: always, where it is a guess.
function askedLines(plan: PlanView, { width, reader, details = false }: CardOptions): readonly string[] {
  const asked = inLanguage(plan.language, () => requestQuote(plan, reader))
  if (asked === null) return []
  const told = asked.isGuess || details ? recognised(plan, reader) : null
  return [
    ...wrapColumns(visibleText(requestQuoteLine(asked)), width),
    ...(told === null ? [] : wrapColumns(visibleText(told.how.join(' ')), width)),
    ...(told?.doubts ?? []).flatMap((doubt) => wrapColumns(visibleText(`! ${doubt}`), width)),
  ]
}

// What its planner read before it wrote it, whole where that is asked for.
function readLines({ plannerRead }: PlanView, { width, details = false }: CardOptions): readonly string[] {
  if (plannerRead === null) return []
  const { origin, others } = plannerRead
  return [
    ...wrapColumns(visibleText(`! ${[origin, ...others.map(upperFirst)].join('. ')}:`), width),
    ...excerptTexts(plannerRead).flatMap((line) => indentedLines(details ? line : foldText(line, 1_000), 2, width)),
  ]
}

// What it says beside what it does, with where its words come from.
function answerLines(plan: PlanView, { width, reader, details = false }: CardOptions): readonly string[] {
  const { answer } = plan
  if (answer === null) return []
  const said = textLines(details ? answer.text : foldAnswer(answer), width - 2)
  const origin = [answer.origin, ...answer.others].join(', ')
  return [
    ...wrapColumns(visibleText(`${answerHeading(plan, reader)}:`), width),
    ...said.flatMap((line) => indentedLines(line, 2, width)),
    ...indentedLines(visibleText(`${answer.unchecked ? '! ' : ''}${origin}`), 4, width),
    ...(details ? excerptTexts(answer).flatMap((line) => indentedLines(line, 4, width)) : []),
    ...(answer.editedSince ? indentedLines(texts.card.saidBefore, 4, width) : []),
  ]
}

// What it would add up to, while that can still come about.
function addsUp(status: PlanView['status']): boolean {
  return status === 'waiting' || status === 'stale'
}

// Where a person has to judge or to understand a refusal, every argument stands; what is settled is closed.
const OPEN_STATES: ReadonlySet<PlanView['status']> = new Set(['refused', 'stale'])

/** What saying yes does, in the verbs of the steps: "refund and mail". */
export function deedText(plan: PlanView): string {
  // Other languages' verbs don't stand first.
  if (!plan.language.startsWith('en')) return plan.deed
  const verbs = plan.effects.map((effect) => visibleText(effect.title.trim().split(/\s/)[0] ?? '').toLowerCase())
  const unique = [...new Set(verbs.filter((verb) => verb !== ''))]
  return unique.length === 0 ? 'yes' : new Intl.ListFormat('en-GB').format(unique.map((verb) => counted(verb, verbs)))
}

function counted(verb: string, verbs: readonly string[]): string {
  const count = verbs.filter((other) => other === verb).length
  return count < 3 ? verb : `${verb} (${count} steps)`
}

function ruleText({ quote, document, place }: PlanView['citations'][number]): string {
  return texts.card.goesByRule(quote.replace(/\s+/g, ' '), placeText(document.title, null, place))
}

function headLines(state: string, planName: string, width: number): readonly string[] {
  const lines = wrapColumns(state, width)
  const last = lines.at(-1) ?? ''
  const gap = width - columnsOf(last) - columnsOf(planName)
  if (gap >= 2) return [...lines.slice(0, -1), last + ' '.repeat(gap) + planName]
  return [...lines, ' '.repeat(width - columnsOf(planName)) + planName]
}

function yesText(plan: PlanView, reader: Viewer): string {
  const { asked, yes } = plan.people
  return asked - yes > 1 ? deedOf(plan, reader).toLowerCase() : deedText(plan)
}

function keyLines(plan: PlanView, reader: Viewer, width: number): readonly string[] {
  const words = texts.card.keys
  const isOwn = asksItsRequester(plan, reader)
  const own = () => [words.yes(visibleText(deedOf(plan, reader))), words.notMeant(planTexts.asked.notMeant)] as const
  const [yes, no] = isOwn ? inLanguage(plan.language, own) : [words.yes(yesText(plan, reader)), words.no]
  const edit = isEditable(plan) ? [texts.editing.key] : []
  const answers = plan.withheld ? [no] : [yes, ...edit, no]
  const keys = [...answers, words.details].map((key) => key.replaceAll(' ', '\u00a0'))
  const line = keys.join('   ').replaceAll('\u00a0', ' ')
  const gap = width - columnsOf(line) - words.nothing.length
  if (gap >= 3) return [line + ' '.repeat(gap) + words.nothing]
  return [...wrapColumns(keys.join('  '), width), words.nothing]
}

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
