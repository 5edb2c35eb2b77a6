import type { JudgedPlace } from './learn-places.ts'

const STEPS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
const CALLED_SURE = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9]
const CALLED_ABSENT = [0.04, 0.06, 0.08, 0.1, 0.15, 0.2]

/** Of places, what was predicted beside what came of it, and what each threshold would come to, a line each. */
export function reliabilityOf(judged: readonly JudgedPlace[]): readonly string[] {
  const answered = judged.filter(isTrue)
  const there = judged.filter(({ one }) => one.isThere)
  return [
    `${judged.length} questions; the answer was found for ${there.length}, and in the likeliest place of ${answered.length}.`,
    '',
    'said to be right    questions   mean said   were right',
    ...STEPS.flatMap((from) => {
      const here = judged.filter(({ chance }) => chance >= from && chance < from + 0.1)
      if (here.length === 0) return []
      const said = here.reduce((sum, { chance }) => sum + chance, 0) / here.length
      return [row(`${from.toFixed(1)} to ${(from + 0.1).toFixed(1)}`, here.length, said, share(here, isTrue))]
    }),
    '',
    'sure from           questions   were right  of all right',
    ...CALLED_SURE.map((from) => {
      const sure = judged.filter(({ chance }) => chance >= from)
      return row(from.toFixed(2), sure.length, share(sure, isTrue), sure.filter(isTrue).length / answered.length)
    }),
    '',
    'absent below        questions   were absent of all that is there',
    ...CALLED_ABSENT.map((below) => {
      const absent = judged.filter(({ isThere }) => isThere < below)
      const lost = absent.filter(({ one }) => one.isThere)
      return row(
        below.toFixed(2),
        absent.length,
        1 - lost.length / Math.max(1, absent.length),
        lost.length / there.length,
      )
    }),
  ]
}

function isTrue({ isRight }: JudgedPlace): boolean {
  return isRight
}

function row(name: string, count: number, first: number, second: number): string {
  return `${name.padEnd(18)}${String(count).padStart(9)}${first.toFixed(3).padStart(14)}${second.toFixed(3).padStart(12)}`
}

function share(judged: readonly JudgedPlace[], isOne: (each: JudgedPlace) => boolean): number {
  return judged.length === 0 ? 1 : judged.filter(isOne).length / judged.length
}
