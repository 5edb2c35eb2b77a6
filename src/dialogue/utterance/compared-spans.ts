import { comparedWithPlaces, isPlain, placeIn } from '#text/compared-text.ts'
import type { Found } from '../reading.ts'

/** What is found in a text as it is compared, with the places at which it was typed. */
export function foundAsCompared(text: string, find: (compared: string) => readonly Found[]): readonly Found[] {
  if (isPlain(text)) return find(text)
  const compared = comparedWithPlaces(text)
  return find(compared.text).map((found) => ({ ...found, ...placeIn(compared, found) }))
}

const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  'АA ВB СC ЕE НH ІI ЈJ КK МM ОO РP ЅS ТT ХX УY аa еe оo рp сc уy хx іi јj ѕs ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX οo'
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.charAt(1)] as const),
)

/** A text with Cyrillic and Greek letters as the Latin ones that they look like; of the same length. */
export function withLookAlikes(text: string): string {
  return /[\u0370-\u04ff]/u.test(text)
    ? text.replaceAll(/[\u0370-\u04ff]/gu, (letter) => LOOK_ALIKES.get(letter) ?? letter)
    : text
}
