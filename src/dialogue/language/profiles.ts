import LANGUAGES from './profiles.json' with { type: 'json' }

/** What a language in Latin letters is known by. */
export interface Profile {
  /** Its frequent words, and those that people write to a shop, in small letters without apostrophes. */
  readonly words: ReadonlySet<string>
  /** Pieces that its words are made of and others' seldom are; `^` and `$` are a word's ends. */
  readonly pieces: RegExp
}

/** By code. A language that an agent is to speak, and that isn't in the file, is added there with its words and pieces. */
export const PROFILES: Readonly<Record<string, Profile>> = Object.fromEntries(
  Object.entries(LANGUAGES).map(([code, { words, pieces }]) => [
    code,
    {
      words: new Set(words.flatMap((line) => line.split(' '))),
      pieces: new RegExp(pieces.replaceAll(' ', '|'), 'u'),
    },
  ]),
)

/** Languages that are known by their letters; the more particular first. */
export const SCRIPTS: readonly { readonly language: string; readonly letters: RegExp }[] = [
  { language: 'ja', letters: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu },
  { language: 'ko', letters: /\p{Script=Hangul}/gu },
  { language: 'zh', letters: /\p{Script=Han}/gu },
  { language: 'uk', letters: /[іїєґІЇЄҐ]/gu },
  { language: 'ru', letters: /\p{Script=Cyrillic}/gu },
  { language: 'el', letters: /\p{Script=Greek}/gu },
  { language: 'ar', letters: /\p{Script=Arabic}/gu },
  { language: 'he', letters: /\p{Script=Hebrew}/gu },
  { language: 'hi', letters: /\p{Script=Devanagari}/gu },
  { language: 'th', letters: /\p{Script=Thai}/gu },
]
