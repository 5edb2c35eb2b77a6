import { labelOf, type Label, passageSource } from '#plan-language/values/label.ts'
import { looksLikeInjection } from './prompt-injection.ts'

/** The longest message that is read, in UTF-16 units. */
const MESSAGE_LENGTH = 8_000

/** How a message is read. */
export interface Screening {
  /** A block of text longer than this was hardly typed: it counts as pasted (`TYPED_BLOCK_LENGTH`). */
  readonly typedBlockLength: number
  /** Its author has said, in their own session, that its long blocks are their own words. */
  readonly isOwn: boolean
}

export interface ScreenedMessage {
  /** Longer than is read. Nothing of it counts as typed then. */
  readonly tooLong: boolean
  /** The requester's own typed words: all that may route, fill slots and carry `user`. */
  readonly typed: string
  /** Where each line of it stands in the message. */
  readonly typedLines: readonly TypedLine[]
  /** What they quoted, forwarded or pasted: somebody else's words. */
  readonly references: readonly Reference[]
}

/** A line of what was typed, in UTF-16 units: where it begins in `typed`, and where in the message. */
export interface TypedLine {
  readonly from: number
  readonly at: number
  readonly length: number
}

export interface Reference {
  /** `ref1`: named by us, never by what is in it. */
  readonly name: string
  readonly kind: 'quoted' | 'forwarded' | 'pasted'
  /** That it is longer than people type is all that speaks for its being pasted. */
  readonly isOnlyLong: boolean
  readonly text: string
}

/** The label of a reference in a message: which one it is, and whether its words read like orders to a model. */
export function referenceLabel(messageId: string, { name, text }: Pick<Reference, 'name' | 'text'>): Label {
  return labelOf(passageSource(`${messageId}/${name}`, { givesOrders: looksLikeInjection(text) }))
}

type Kind = 'typed' | Reference['kind']

/** Splits a message into what its author typed and what they only pass on. */
export function screenMessage(text: string, screening: Screening): ScreenedMessage {
  if (text.length > MESSAGE_LENGTH) return { tooLong: true, typed: '', typedLines: [], references: [] }
  const blocks = blocksOf(text.replaceAll(/\r\n?/g, '\n'), screening)
  const own = blocks.filter((block) => block.kind === 'typed')
  const typed = own.map((block) => block.text)
  const references = blocks.flatMap(({ kind, isOnlyLong, text: passedOn }) =>
    kind === 'typed' ? [] : [{ kind, isOnlyLong, text: passedOn }],
  )
  return {
    tooLong: false,
    typed: typed.join(BETWEEN),
    typedLines: linesOf(own, lineStarts(text)),
    references: references.map((reference, index) => ({ name: `ref${index + 1}`, ...reference })),
  }
}

/** What of a message is only too long to have been typed, where nothing else is passed on in it; null where there is none. */
export function longText({ references }: ScreenedMessage): string | null {
  if (references.length === 0 || !references.every(({ isOnlyLong }) => isOnlyLong)) return null
  return references.map(({ text }) => text).join(BETWEEN)
}

/** Between two blocks of what was typed. */
const BETWEEN = '\n\n'

interface Block {
  readonly kind: Kind
  readonly isOnlyLong: boolean
  readonly text: string
  /** The place of its first line among the message's, and how many characters of it were trimmed. */
  readonly line: number
  readonly trimmed: number
}

function lineStarts(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\r\n?|\n/g)].map(({ index, 0: end }) => index + end.length)]
}

function linesOf(blocks: readonly Block[], starts: readonly number[]): readonly TypedLine[] {
  let before = 0
  return blocks.flatMap(({ text, line, trimmed }) => {
    let from = before
    const lines = text.split('\n').map((own, index): TypedLine => {
      const at = (starts[line + index] ?? 0) + (index === 0 ? trimmed : 0)
      const placed = { from, at, length: own.length }
      from += own.length + 1
      return placed
    })
    before += text.length + BETWEEN.length
    return lines
  })
}

function blocksOf(text: string, screening: Screening): readonly Block[] {
  const lines = text.split('\n')
  const forwarded = lines.findIndex((_, index) => startsForwarded(lines, index))
  const own = forwarded === -1 ? lines : lines.slice(0, forwarded)
  const rest = forwarded === -1 ? '' : lines.slice(forwarded).join('\n').trim()
  const blocks = runs(own, screening).filter((block) => block.text.trim() !== '')
  return rest === ''
    ? blocks
    : [...blocks, { kind: 'forwarded', isOnlyLong: false, text: rest, line: forwarded, trimmed: 0 }]
}

// Lines that belong together: quoted ones, fenced ones, and paragraphs of the rest.
function runs(lines: readonly string[], { typedBlockLength, isOwn }: Screening): readonly Block[] {
  const found: { kind: Kind; lines: string[]; first: number }[] = []
  let fenced = false
  for (const [at, line] of lines.entries()) {
    const isFence = /^\s*(?:```|~~~)/.test(line)
    const kind: Kind = fenced || isFence ? 'pasted' : QUOTED.test(line) ? 'quoted' : 'typed'
    if (isFence) fenced = !fenced
    const last = found.at(-1)
    const isBreak = kind === 'typed' && line.trim() === ''
    if (isBreak || last?.kind !== kind) found.push({ kind, lines: [line], first: at })
    else last.lines.push(line)
  }
  return found.map((run) => {
    const whole = run.lines.join('\n')
    const text = whole.trim()
    const lead = whole.slice(0, whole.length - whole.trimStart().length)
    const line = run.first + (lead.split('\n').length - 1)
    const trimmed = lead.length - (lead.lastIndexOf('\n') + 1)
    const isOnlyLong = run.kind === 'typed' && text.length > typedBlockLength && !isOwn
    return { kind: isOnlyLong ? 'pasted' : run.kind, isOnlyLong, text, line, trimmed }
  })
}

// `>` as mail programs quote, also behind blanks and characters that nobody sees.
const QUOTED = /^[\s\u200b-\u200f\u2060\ufeff]*[>＞]/u

const FORWARD_MARKS = [
  /^-{2,}\s*(?:original message|forwarded message)\s*-{2,}$/i,
  /^begin forwarded message:$/i,
  /^on .{4,120} wrote:$/i,
]
const MAIL_HEADER = /^\**(?:from|to|cc|date|sent|subject|reply-to)\**\s*:\**\s*\S/i

// A mark that mail programs write, or two mail headers in a row, the first of them who it is from.
function startsForwarded(lines: readonly string[], index: number): boolean {
  const line = (lines[index] ?? '').trim()
  if (FORWARD_MARKS.some((mark) => mark.test(line))) return true
  return /^\**from\**\s*:/i.test(line) && MAIL_HEADER.test(line) && MAIL_HEADER.test((lines[index + 1] ?? '').trim())
}
