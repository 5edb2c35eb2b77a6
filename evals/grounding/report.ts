import type { GroundingCase } from './case.ts'
import { NEVER } from './unsupported-kinds.ts'

/** What came of a case: shown by quotes, numbers and dates alone, and shown as it is now. */
export interface Judged {
  readonly one: GroundingCase
  readonly before: boolean
  readonly shown: boolean
  /** Whether the same was shown while it was written. */
  readonly isSame: boolean
  /** Why it isn't shown; null where it is. */
  readonly why: string | null
}

interface Asked {
  readonly seed: number
  /** Of which kinds mistakes are told, by their words. */
  readonly kind: string | null
  /** How many cases said something as the agent's own words. */
  readonly ownWords: number
}

/** Shares that must not be passed, and that must be reached. */
const GOALS = { unsupported: 0.01, kept: 0.97, paraphrases: 0.8 }

/** The table with what falls short, and the mistakes of the kinds that were asked for. */
export function reportOf(
  judged: readonly Judged[],
  { seed, kind, ownWords }: Asked,
): { readonly lines: readonly string[]; readonly hasPassed: boolean } {
  const kinds = [...new Set(judged.map(({ one }) => one.kind))].map((name) => rowOf(name, judged))
  const written = judged.filter(({ one }) => isParaphrase(one))
  const kept = written.filter(({ shown }) => shown)
  const own = kept.filter(({ one }) => !one.quotes.some(({ quote }) => quote.includes(one.text.replace(/[.]$/u, ''))))
  const differing = judged.filter(({ isSame }) => !isSame).length
  const unsupported = judged.filter(({ one }) => !one.isTrue)
  const passed = unsupported.filter(({ shown }) => shown)
  const totals = [
    {
      text: `unsupported shown, of all  ${percent(passed.length, unsupported.length)}`,
      isEnough: passed.length / unsupported.length <= GOALS.unsupported,
    },
    {
      text: `in other words kept, of all  ${percent(kept.length, written.length)}`,
      isEnough: kept.length / written.length >= GOALS.paraphrases,
    },
    { text: `more than copied words, of those  ${percent(own.length, kept.length)}`, isEnough: true },
    { text: `shown otherwise while streaming  ${differing}`, isEnough: differing === 0 },
    { text: `shown as own words  ${ownWords}`, isEnough: ownWords === 0 },
  ]
  return {
    lines: [
      `Sentences that are shown, in %, seed ${seed}: by quotes, numbers and dates alone; now; now, of the half held out`,
      '',
      ...kinds.map(({ text, isEnough }) => `${isEnough ? '✓' : '✗'}  ${text}`),
      '',
      ...totals.map(({ text, isEnough }) => `${isEnough ? '✓' : '✗'}  ${text}`),
      ...mistakes(judged, kind),
    ],
    hasPassed: [...kinds, ...totals].every(({ isEnough }) => isEnough),
  }
}

function rowOf(kind: string, judged: readonly Judged[]) {
  const of = judged.filter(({ one }) => one.kind === kind)
  const held = of.filter(({ one }) => one.isHeldOut)
  const shown = of.filter((each) => each.shown).length
  const isTrue = of[0]?.one.isTrue ?? false
  const share = shown / of.length
  const goal = of[0] && isParaphrase(of[0].one) ? GOALS.paraphrases : GOALS.kept
  const isEnough = isTrue ? share >= goal : NEVER.includes(kind) ? shown === 0 : share <= GOALS.unsupported
  const figures = [
    percent(of.filter(({ before }) => before).length, of.length),
    percent(shown, of.length),
    percent(held.filter((each) => each.shown).length, held.length),
  ]
  const text = `${isTrue ? 'carried' : 'not    '}  ${kind.padEnd(44)} ${String(of.length).padStart(4)}  ${figures.join('  ')}`
  return { text, isEnough }
}

function isParaphrase({ kind }: GroundingCase): boolean {
  return kind.startsWith('in other words')
}

function percent(some: number, all: number): string {
  return ((100 * some) / Math.max(1, all)).toFixed(1).padStart(5)
}

function mistakes(judged: readonly Judged[], kind: string | null): readonly string[] {
  if (kind === null) return []
  return judged
    .filter(({ one, shown }) => shown !== one.isTrue && !one.isHeldOut && (kind === 'all' || one.kind.includes(kind)))
    .flatMap(({ one, why }) => [
      '',
      `${one.kind}: ${one.text}`,
      `   quotes: ${one.quotes.map(({ quote }) => quote).join(' | ')}`,
      `   ${why ?? 'shown'}`,
    ])
}
