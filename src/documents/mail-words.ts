import { composed } from '#text/compared-text.ts'

/** A mail's text, told apart: what its sender wrote themselves, and what stands in it of others. */
export interface MailWords {
  readonly own: string
  readonly others: string
}

type Line = { readonly text: string; kind: 'dropped' | 'others' | 'own' }

/**
 * Tells apart what somebody wrote and what their program put around it: quotes in the styles of the common programs in
 * English and German, quotes that are marked in any language, and what stands below a signature's line. `isAnswer`: the mail
 * answers or passes on another one, so lines like a mail's head are one, whatever language they are in.
 */
export function mailWords(text: string, { isAnswer }: { readonly isAnswer: boolean }): MailWords {
  const lines = linesOf(text, isAnswer)
  dropSignatures(lines)
  return { own: joined(lines, 'own'), others: joined(lines, 'others') }
}

/** A stretch of a mail: its sender's own, or quoted of others, without the marks before its lines. */
export interface MailStretch {
  readonly isOwn: boolean
  readonly text: string
}

/** The same in the order in which it stands, with all that its sender wrote. */
export function mailStretches(text: string, { isAnswer }: { readonly isAnswer: boolean }): readonly MailStretch[] {
  const stretches: { isOwn: boolean; text: string }[] = []
  for (const line of linesOf(text, isAnswer)) {
    const isOwn = line.kind !== 'others'
    const last = stretches.at(-1)
    const words = isOwn ? line.text : line.text.replace(MARK, '')
    if (last && (last.isOwn === isOwn || line.text.trim() === '')) last.text += `\n${words}`
    else stretches.push({ isOwn, text: words })
  }
  return stretches.filter((stretch) => stretch.text.trim() !== '')
}

function linesOf(text: string, isAnswer: boolean): Line[] {
  const lines = text
    .replaceAll(/\r\n?/g, '\n')
    .split('\n')
    .map((line): Line => ({ text: line, kind: QUOTED.test(line) ? 'others' : 'own' }))
  markHistory(lines, isAnswer)
  markIntroductions(lines)
  return lines
}

/** Words of others as they stand in a message of ours: each line behind `> `. */
export function quoted(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map((line) => `> ${line}`)
    .join('\n')
}

const QUOTED = /^[\s\u200b-\u200f\u2060\ufeff]*[>＞]/u
const MARK = /^[\s\u200b-\u200f\u2060\ufeff]*[>＞] ?/u

const MARKS = [
  /^[-_*= ]{2,}\s*(?:original message|original-?nachricht|ursprüngliche (?:nachricht|e-?mail)|forwarded message|weitergeleitete nachricht)\s*[-_*= ]{2,}$/i,
  /^(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-?mail))\s*:$/i,
]
const INTRODUCTIONS = [
  /^(?:on|am)\b.{4,300}\b(?:wrote|schrieb)\b.{0,200}:$/i,
  /^.{2,200}\b(?:wrote|schrieb)\b (?:on|am)\b.{4,100}:$/i,
]
const FROM = /^\**(?:from|von)\s*:\**\s*\S/i
const HEAD = /^\**(?:from|von|to|an|cc|date|datum|sent|gesendet|subject|betreff|reply-to|antwort an)\s*:\**\s*\S/i
const ANY_HEAD = /^\**\p{L}[\p{L} .'’-]{0,24}\**\s?:\**\s+\S/u

// What stands below isn't marked line by line, so all of it is others'. Where it is, what stands between is the sender's.
function markHistory(lines: readonly Line[], isAnswer: boolean): void {
  for (const [index, line] of lines.entries()) {
    if (line.kind !== 'own') continue
    const length = historyLines(lines, index, isAnswer)
    if (length === 0) continue
    const next = lines.slice(index + length).find(({ text }) => text.trim() !== '')
    const end = next?.kind === 'others' ? index + length : lines.length
    for (const each of lines.slice(index, end)) each.kind = 'others'
  }
}

/** How many lines from here on say that another mail follows; 0 where none do. */
function historyLines(lines: readonly Line[], index: number, isAnswer: boolean): number {
  const at = (offset: number) => composed(lines[index + offset]?.text ?? '').trim()
  if (MARKS.some((mark) => mark.test(at(0)))) return 1
  // Programs wrap the line at 76 characters or so.
  const wrapped = [1, 2, 3].find((count) => {
    const whole = Array.from({ length: count }, (_, offset) => at(offset)).join(' ')
    return INTRODUCTIONS.some((introduction) => introduction.test(whole))
  })
  if (wrapped !== undefined) return wrapped
  if (/^[_-]{8,}$/.test(at(0)) && HEAD.test(at(1))) return 2
  if (FROM.test(at(0)) && HEAD.test(at(1))) return 2
  const head = [at(0), at(1), at(2)]
  return isAnswer && head.every((each) => ANY_HEAD.test(each)) && head.some((each) => each.includes('@')) ? 3 : 0
}

// "Le 3 nov. 2026, Maya a écrit :" before what is quoted has another's name in it, whatever the language.
function markIntroductions(lines: readonly Line[]): void {
  for (const [index, { kind, text }] of lines.entries()) {
    if (kind !== 'own' || !text.trim().endsWith(':')) continue
    const next = lines.slice(index + 1).find((line) => line.text.trim() !== '')
    if (next?.kind !== 'others') continue
    for (let at = index; at >= Math.max(0, index - 2); at -= 1) {
      const line = lines[at]
      if (!line || line.kind !== 'own' || line.text.trim() === '') break
      line.kind = 'others'
    }
  }
}

const SENT_FROM =
  /^(?:sent from (?:my|outlook|mail for)\b|get outlook for\b|von meinem .{2,40} gesendet|gesendet (?:von|mit|über) (?:mein|outlook|der)|diese nachricht wurde von meinem)/i

// RFC 3676 §4.3; many programs leave the blank away.
function dropSignatures(lines: readonly Line[]): void {
  let isBelow = false
  for (const line of lines) {
    if (line.kind === 'others') isBelow = false
    else if (/^--\s*$/.test(line.text)) isBelow = true
    if (line.kind === 'own' && (isBelow || SENT_FROM.test(line.text.trim()))) line.kind = 'dropped'
  }
}

function joined(lines: readonly Line[], kind: 'others' | 'own'): string {
  const texts = lines.map((line) => (line.kind === kind ? line.text.trimEnd() : ''))
  const whole = texts
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
  return kind === 'own' ? whole : whole.replaceAll(new RegExp(MARK, 'gmu'), '')
}
