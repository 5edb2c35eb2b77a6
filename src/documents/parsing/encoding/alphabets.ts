/** Letters beyond ASCII that languages are written with, in small letters. Each reading of bytes as letters is held to one of them. */
const WESTERN = {
  de: 'äöüß',
  fr: 'àâæçéèêëîïôœùûüÿ',
  es: 'áéíñóúüçªº',
  pt: 'áâãàçéêíóôõúüªº',
  it: 'àèéìíîòóùú',
  nl: 'áäèéëíïóöúü',
  da: 'æøåé',
  sv: 'åäöéà',
  fi: 'åäöšž',
  is: 'áðéíóúýþæö',
  en: 'éèêëïîöôûçñàâäü',
  ca: 'àçèéíïòóúü',
} as const

// In these languages at least a letter in thirty has a mark; a text with fewer isn't in one of them.
const MARKED = {
  pl: 'ąćęłńóśźż',
  cs: 'áčďéěíňóřšťúůýž',
  sk: 'áäčďéíĺľňóôŕšťúýž',
  hu: 'áéíóöőúüű',
  ro: 'ăâîşţ',
  hr: 'čćđšž',
  sl: 'čšž',
  tr: 'âçğıîöşüû',
  lt: 'ąčęėįšųūž',
  lv: 'āčēģīķļņšūž',
  et: 'äöõüšž',
  sq: 'çë',
} as const

const OTHER = {
  ru: 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
  uk: 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя',
  be: 'абвгдеёжзійклмнопрстуўфхцчшыьэюя',
  bg: 'абвгдежзийклмнопрстуфхцчшщъьюя',
  sr: 'абвгдђежзијклљмнњопрстћуфхцчџш',
  mk: 'абвгдѓежзѕијклљмнњопрстќуфхцчџш',
  el: 'αάβγδεέζηήθιίϊΐκλμνξοόπρσςτυύϋΰφχψωώ',
} as const

const sets = (alphabets: Readonly<Record<string, string>>) =>
  Object.values(alphabets).map((letters) => new Set(letters))
const [western, marked, others] = [WESTERN, MARKED, OTHER].map(sets)

/** In how many of a text's letters a mark is where its language has many. */
const LEAST_MARKED = 1 / 30

const VOWELS = new Set('аеёиоуыэюяєії' + 'αάεέηήιίϊΐοόυύϋΰωώ')
const LEAST_VOWELS = 0.3
const MOST_VOWELS = 0.65

/** Whether a language is written with all of these letters, none of which is ASCII, in a text of so many letters. */
export function areOfOneLanguage(letters: ReadonlyMap<string, number>, all: number): boolean {
  const isWithin = (alphabet: ReadonlySet<string>) => [...letters.keys()].every((letter) => alphabet.has(letter))
  const found = [...letters.values()].reduce((sum, times) => sum + times, 0)
  if (western?.some(isWithin)) return true
  const vowels = [...letters].reduce((sum, [letter, times]) => sum + (VOWELS.has(letter) ? times : 0), 0)
  if (others?.some(isWithin)) return vowels >= found * LEAST_VOWELS && vowels <= found * MOST_VOWELS
  return found >= all * LEAST_MARKED && (marked?.some(isWithin) ?? false)
}
