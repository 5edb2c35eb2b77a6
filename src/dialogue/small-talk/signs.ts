import type { SaidKind } from '#agents/talk-kind.ts'

/** A sign in a text that is no word: an emoji, or a face made of punctuation. */
export interface Sign {
  readonly start: number
  readonly end: number
  readonly kind: SaidKind
}

const KINDS: readonly (readonly [SaidKind, RegExp])[] = [
  ['all-right', /^(?:👍|👌|🆗|✅|☑|✔|💯|\(y\)|;-?\)|😉|🤝|🫡|😌)/u],
  ['thanks', /^(?:🙏|💐|🤗)/u],
  ['greeting', /^(?:👋|🙋|✋|🖐)/u],
  ['upset', /^(?:😡|😠|🤬|😤|😢|😭|☹|🙁|😞|😔|😩|😫|😖|😣|🤯|💩|👎|🖕|😒|🙄|😾|💔|>?:-?[([/|]|:'\(|D:|-_-)/u],
  [
    'kind-words',
    /^(?:😀|😃|😄|😁|😆|😊|🙂|☺|😍|🥰|😘|😎|🤩|🥳|🎉|🎊|❤|💙|💚|💛|🧡|💜|🖤|♥|💖|💕|✨|🌟|⭐|🔥|👏|🙌|😂|🤣|😅|😇|😋|🎄|🎁|🎂|🌹|🌸|<3|[:=]-?[)D]|[xX]D|\^\^)/u,
  ],
]

// Faces of punctuation stand alone, so that nothing is made of "A12:(old)".
const SIGN =
  /(?:\p{Extended_Pictographic}|\p{Regional_Indicator})(?:\p{Emoji_Modifier}|\uFE0F|\u200D\p{Extended_Pictographic})*|(?<!\S)(?:\(y\)|>?[:;=]-?[()[\]D/|]|:'\(|<3|[xX]D|D:|-_-|\^\^)(?!\S)/gu

/** The signs of a text, in order. One that nothing is known of is `unclear`. */
export function signsOf(text: string): readonly Sign[] {
  return [...text.matchAll(SIGN)].map(({ 0: sign, index }) => ({
    start: index,
    end: index + sign.length,
    kind: KINDS.find(([, expression]) => expression.test(sign))?.[0] ?? 'unclear',
  }))
}
