import type { Language } from '../language.ts'
import { decimalReadings, type WrittenNumber } from './numbers.ts'

/** The numbers that may be meant as such where nothing beside them says so: a day such as `13.3.2098` or `13.3.` isn't one. */
export function bareNumbers<T extends WrittenNumber>(
  numbers: readonly T[],
  text: string,
  { dates }: Language,
): readonly T[] {
  return numbers.filter(({ text: written, end }) => {
    const isDay = dates.points && /^\d{1,2}\.\d{1,2}$/.test(written) && text[end] === '.'
    return !isDay && decimalReadings(written).decimals.length > 0
  })
}
