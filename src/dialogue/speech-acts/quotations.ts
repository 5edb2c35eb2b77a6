export interface Span {
  readonly start: number
  readonly end: number
}

// From the mark to its partner; without one to the end, since nobody knows where the words of another end.
const MARKS: readonly RegExp[] = [
  /“[^”]*(?:”|$)/gu,
  /„[^“”]*(?:[“”]|$)/gu,
  /«[^»]*(?:»|$)/gu,
  /»[^«]*(?:«|$)/gu,
  /(?<!\p{N})"[^"]*(?:"|$)/gu,
  /`[^`]*`/gu,
  /(?<=^|[\s(:,])[‘'](?=\S)[^\n]*?\S['’](?=$|[\s).,:;!?])/gu,
]

/** Where somebody else's words stand by their form: in quotation marks, after `>`, in a mail that was sent on. */
export function quotedSpans(text: string): readonly Span[] {
  const own = ownHeader(text)
  const from = own?.end ?? 0
  const forwarded = FORWARDED.exec(text.slice(from))
  const spans = [
    ...MARKS.flatMap((mark) => [...text.matchAll(mark)].map(spanOf)).filter((span) => !isOneId(text, span)),
    ...[...text.matchAll(/^[^\S\n]*>.*$/gmu)].map(spanOf),
    ...(forwarded ? [{ start: from + forwarded.index, end: text.length }] : []),
    ...(own ? [own] : []),
  ].toSorted((one, other) => one.start - other.start)
  const apart: Span[] = []
  for (const span of spans) if (span.start >= (apart.at(-1)?.end ?? 0)) apart.push(span)
  return apart
}

const FORWARDED =
  /^[^\S\n]*(?:(?:from|von|to|an|sent|gesendet|subject|betreff):|-*\s*(?:forwarded message|begin forwarded|weitergeleitete nachricht|original message|ursprüngliche nachricht))/imu

/** The subject above what somebody pasted, which names what it is about; null where there is none, or the mail is another's. */
export function ownHeader(text: string): Span | null {
  const found = OWN_HEADER.exec(text)
  return found && spanOf(found)
}

const OWN_HEADER = /^\s*(?:[^\S\n]*(?:to|an):[^\n]*\n\s*)?[^\S\n]*(?:subject|betreff|betr|re|aw):[^\n]*\n\s*(?=\S)/iu
function spanOf(found: RegExpExecArray): Span {
  return { start: found.index, end: found.index + found[0].length }
}

// “A12” is a number that somebody pointed at, not what somebody said.
function isOneId(text: string, { start, end }: Span): boolean {
  return /^\P{L}?\s*\S*\p{N}\S*\s*\P{L}?$/u.test(text.slice(start, end)) && !/\s\S+\s/u.test(text.slice(start, end))
}
