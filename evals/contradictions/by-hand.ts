import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Pair, placed } from './pair.ts'

/** Pairs written by hand, apart from the rules: `Title › Heading :: sentence`, two lines each. */
export function readByHand(): readonly Pair[] {
  const text = readFileSync(join(import.meta.dirname, 'by-hand.txt'), 'utf8')
  const [, looks = '', real = ''] = text.split(/^# .+$/mu)
  return [...pairsIn(looks, false), ...pairsIn(real, true)]
}

function pairsIn(text: string, isReal: boolean): readonly Pair[] {
  const kind = 'by hand'
  return text
    .trim()
    .split(/\n\n+/u)
    .map((lines, at) => {
      const [left, right] = lines.split('\n').map(readSide)
      if (!left || !right) throw new Error(`Not a pair: ${lines}`)
      return { kind, isReal, sides: [left, right] as const, isHeldOut: at % 2 === 1 }
    })
}

function readSide(line: string) {
  const [heading = '', text = ''] = line.split(' :: ')
  return placed(text, heading.split(' › ')[0] ?? '', heading)
}
