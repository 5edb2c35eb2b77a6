import type { ActLanguage } from './act-language.ts'

const REST = '...!<spoken_of>|<linked>|please <modal_you> <you>'

/** What stands before "could you" in English and takes the verb for itself, so that it asks for no deed. */
export const ENGLISH_QUESTIONS = {
  inverted: `^ <wh> !a|an|i|we|they|he|she|it|its|possible|convenient|suitable ${REST}
    <before_wh> <wh> !a|an|i|we|they|he|she|it|its ${REST}
    # when|why|how|where|what|whose !a|an|i|we|they|he|she|it|its ${REST}`,
  fronted: `^ <before_wh> no account|circumstance|circumstances|case|cases|way|event|point|means|condition|conditions|sense|situation ${REST}
    ^ only|solely <before_wh> ${REST}
    ^ never|rarely|seldom|scarcely|barely|hardly <modal_you> <you>`,
  relatives: 'which who whose whom',
  asksYou: `^ <modal_you> <you>`,
} satisfies Partial<ActLanguage>
