import type { ActLanguage } from './act-language.ts'

const REST = '...!<spoken_of>|<linked>|please <modal_you> <you>'
const NO_CLAUSE = '!a|an|i|we|they|he|she|it|its'

/** "Only with a receipt could you": a condition that stands before its verb. */
export const ONLY_WITH = `^ only|solely <before_wh> ${REST}`

/** What stands before "could you" in English and takes the verb for itself, so that it asks for no deed. */
export const ENGLISH_QUESTIONS = {
  inverted: `^ <wh> ${NO_CLAUSE}|possible|convenient|suitable ${REST}
    <before_wh> <wh> ${NO_CLAUSE} ${REST}
    # when|why|how|where|what|whose ${NO_CLAUSE} ${REST}`,
  fronted: `^ <before_wh> no account|circumstance|circumstances|case|cases|way|event|point|means|condition|conditions|sense|situation ${REST}
    ${ONLY_WITH}
    ^ never|rarely|seldom|scarcely|barely|hardly <modal_you> <you>`,
  asksYou: `^ <modal_you> <you>`,
} satisfies Partial<ActLanguage>
