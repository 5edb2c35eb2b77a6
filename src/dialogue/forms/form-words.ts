/**
 * The words of one language by which a message is nothing but a wish, as data. Written as `foldWord` leaves them: small letters,
 * `ä` as `ae`, without apostrophes; phrases with single spaces. Names of goods have no place here.
 */
export interface FormWords {
  /** Forms of asking, each with what stands for the deed behind it or around it: "i would like", "moechte ich". */
  readonly asks: readonly string[]
  /** The same in the form of a question, which a question mark may end. */
  readonly askingYou: readonly string[]
  /** The same as one asks whether it is possible: it is proposed. */
  readonly hopes: readonly string[]
  /** "please": wherever it stands, it asks. */
  readonly please: readonly string[]
  /** What a message begins with and ends with beside its wish. */
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** Whom a greeting may be said to: "hello team". */
  readonly greeted: readonly string[]
  /** What says only how soon. */
  readonly soon: readonly string[]
  /** Articles, prepositions, pronouns that stand for no subject. */
  readonly small: readonly string[]
  readonly articles: readonly string[]
  /** Of these those before what isn't there yet: "a refund". */
  readonly indefinite: readonly string[]
  /** Before what a thing is a part of: "the lamp from A17". */
  readonly of: readonly string[]
  /** What joins two of a list, and what joins a second wish or question. */
  readonly joins: readonly string[]
  readonly denies: readonly string[]
  /** What sets a condition or wonders. */
  readonly wonders: readonly string[]
  /** What takes only a part. */
  readonly limits: readonly string[]
  /** What takes something out or puts something else in its place. */
  readonly turns: readonly string[]
  /** What somebody does with words: "translate", "says". The procedure's own title may have one. */
  readonly speaks: readonly string[]
  /** What tells, and what begins a clause that does. */
  readonly tells: readonly string[]
  /** What a question begins with, and those that are about what is so, and not about who asks. */
  readonly questions: readonly string[]
  readonly factual: readonly string[]
  /** What leads to a question in a request's form: "tell me how long". */
  readonly asksToTell: readonly string[]
  /** What agrees to a plan. */
  readonly yes: readonly string[]
  /** Of these what by itself says only that something was read. */
  readonly heard: readonly string[]
  /** What a no begins with, and what takes something back. */
  readonly no: readonly string[]
  readonly takesBack: readonly string[]
  /** What says only that its writer thinks again. */
  readonly hesitates: readonly string[]
  /** What may stand beside either. */
  readonly soft: readonly string[]
  /** Whether what is done may stand behind what it is done to: "A12 erstatten". */
  readonly isVerbLast: boolean
  /** A word of this form tells what was done, unless it is asked for: "refunded". */
  readonly past: RegExp
  /** Endings that a word may have or not: "refund", "refunds". */
  readonly endings: readonly string[]
}
