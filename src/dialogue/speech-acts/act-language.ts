/**
 * What one language has for telling speech acts apart. Each field is a text, of words or of patterns with one a line.
 *
 * Words are written as people write them; `as_it_is` is three that belong together. A pattern is a row of words, each of
 * which may be `a|b_c` (one of them), `word*` (begins so), `<name>` (one of that class), `#` (one with a digit), `...` (up
 * to six words), `...!x` (the same, none of which is this), `x?` (may be missing), `!x` (isn't followed by this), `^` (the clause begins here, but for openers) or `$`
 * (it ends here, but for closers).
 */
export interface ActLanguage {
  readonly classes: Readonly<Record<string, string>>
  /** Words that may stand before what a clause says, and after it. */
  readonly openers: string
  readonly closers: string
  /** Patterns that make what follows a polite request; the rules see `please` for each, in every language. */
  readonly polite: string
  /** Patterns that are left out before anything is looked for: "if possible", "as I said". Their words with digits stay. */
  readonly transparent: string
  /** Words that begin a clause: one more, another instead, one against what was said, one that says why. */
  readonly connectives: string
  readonly alternatives: string
  readonly turns: string
  readonly reasons: string
  /** Patterns that begin a clause without any of these, unless a binder or a carrier stands before. */
  readonly starters: string
  readonly carriers: string
  /** Words that begin what belongs to the clause before, and patterns in it. */
  readonly binders: string
  readonly bound: string
  /** Words that deny, wherever they stand; and those that deny all that was said, standing alone. */
  readonly negations: string
  readonly bareNegations: string
  /** Words that deny what was said before them, with a comma after; and those that set one thing against another. */
  readonly interjections: string
  readonly contrasts: string
  /** Words that put what follows in another's place, and those that bring what is meant in the place of what was denied. */
  readonly insteads: string
  readonly corrections: string
  /** Words that say where something goes: what is denied and what is meant begin with the same. */
  readonly places: string
  /** What may stand before "not", or after one that begins a clause: elsewhere nobody knows what it denies. */
  readonly beforeNot: string
  readonly afterNot: string
  /** Patterns of negations that say what is or was, and refuse nothing. */
  readonly complaints: string
  /** Those of them, with a bare "not", that can be said of nothing that is asked for: a thing doesn't work, somebody isn't at home. */
  readonly failings: string
  /** Patterns that tell with a negation what a thing does or is, and those by which such a clause may be meant of a request. */
  readonly tellings: string
  readonly vague: string
  /** Patterns of words that are said of wishes and deeds: a "not" beside one may be meant of what is asked for. */
  readonly ofWishes: string
  /** What is one word for two, or a slip of it: `isnt:is_not`. Failings are looked for where it is written out. */
  readonly contractions: string
  /** Patterns that wish, which a negation turns into a refusal. */
  readonly wishes: string
  /** Patterns that refuse without a negation. */
  readonly refusals: string
  readonly cancellations: string
  /**
   * Patterns that may take a wish back, delay it or say that it was none, in its own words or behind it ("my daughter typed
   * that", "it was behind the door"): whoever wished is asked.
   */
  readonly retractions: string
  /** Patterns that make the sentence depend on something: always, or unless a word says that it has happened. */
  readonly conditions: string
  readonly times: string
  readonly past: string
  /** What wants one thing rather than another, and names both. */
  readonly comparisons: string
  readonly doubts: string
  /** Patterns that bring somebody else's words. */
  readonly reporting: string
  /** Words that say whose words follow, at the beginning and with a colon or a bracket after them. */
  readonly speakers: string
  readonly reports: string
  /** Patterns of questions that hold no request, and of those that come second to one. */
  readonly askings: string
  readonly questions: string
  /** Patterns of a question whose verb stands behind what it asks for: "under which conditions could you". No clause begins in one. */
  readonly inverted: string
  /** Patterns of what else stands before its verb: "on no account could you". No clause begins in one, either. */
  readonly fronted: string
  /** Patterns of a clause that asks somebody by its first words: "could you". Behind a question it may be the rest of that. */
  readonly asksYou: string
  /** "Can you…": asks for the deed where it names something in particular, by an id or a definite word, else about it. */
  readonly abilities: string
  /** "Could I have my money back?": asks for a thing as one asks whether; not sure enough to be a request. */
  readonly hopes: string
  /** Words that begin, behind a comma, what is told of the thing before it. */
  readonly relatives: string
  readonly definite: string
  /** Words that stand for what others say: "I want one too". */
  readonly pointing: string
  /** Patterns of requests, and of bare commands, which do what stands before them does. */
  readonly requests: string
  readonly commands: string
  /** Patterns that name a deed and nothing else: beside something else in the message they ask for it. */
  readonly bareWishes: string
  /** Patterns that say that a detail is wrong, and those that bring the right one: beside the first they ask for it. */
  readonly mistaken: string
  readonly rights: string
  /** Patterns that begin what names the value behind them: "new address for A58: …". */
  readonly headings: string
  /** Patterns after "please" that want no deed: "please note", "one moment please". */
  readonly unwished: string
  /** Words for what can be done, by their first letters. */
  readonly deeds: string
  /** Words that begin what follows from what was told. */
  readonly consequences: string
  /** Those that may be of the same kind, a line each: what names one of them is no other deed than what names another. */
  readonly kinds: string
  /** Those of them that take something back themselves, by their first letters: "cancel". */
  readonly undoings: string
  /** What says that a thing isn't needed or liked, which is why something is asked for. */
  readonly unneeded: string
  /** What puts off a deed to another time, and else only tells of that time. */
  readonly later: string
  /** What turns down a thing that is none of the deeds: "I don't want a voucher". */
  readonly turnedDown: string
  /** Patterns that turn down another thing of the same kind, beside what gives the first one back. */
  readonly anotherOne: string
  /** Patterns that ask for a thing once more, without a word for sending it. */
  readonly anew: string
  /** Patterns that ask whether something may go to another place: beside its address or number they ask for it. */
  readonly placings: string
  /** Words for what was so until now: a value beside one isn't what is asked for. */
  readonly former: string
  /** Patterns that point at a thing that is there, and at no wish: "I don't need this one". */
  readonly thisOne: string
  /** Patterns that begin what is told, behind an order's number: "refund A17 the bulbs don't fit". */
  readonly tellingStarters: string
  /** Patterns by which an account or a card can't be paid to any more. */
  readonly goneAccounts: string
  /** Patterns that deny no more than that something is left out: "don't forget to refund it". */
  readonly reminders: string
  /** Words by which something is to go somewhere. */
  readonly goals: string
  /** Words that begin a command which forbids. */
  readonly forbids: string
  /** What asks how to do it oneself, of what was said before: nobody who asks that has asked for it. */
  readonly howTo: string
  /** What asks about a deed as about one that is done: "how long does it take?". */
  readonly presuming: string
  /** What brings words of others that were spoken: what was written may follow as it stood there. */
  readonly spoken: string
  /** Words by which a carrier or a shop says where a parcel is: nobody asks for anything with them. */
  readonly statuses: string
  /** Words that point at a place which was told. */
  readonly there: string
  /** Words among what others said by which it may be what somebody is to say or to ask for. */
  readonly dictated: string
  /** Patterns that deny that money goes to an account. */
  readonly otherAccounts: string
  /** Words for what is said, meant or to be done: a sentence with one may be about the words behind it. */
  readonly ofWords: string
  /** What stands before a colon and says that a wish, or the reason for one, follows. */
  readonly wishLabels: string
  readonly reasonLabels: string
  /** Words that name, before a colon and beside an order's number, what is asked for behind it: "order A12: …". */
  readonly headingWords: string
  /** Patterns of commands whose object is words: "proofread …", "a title for …". What they are about isn't asked for. */
  readonly languageVerbs: string
  /** Of the words for deeds those that send something. */
  readonly sendings: string
  /** Words that stop what is under way, by their first letters. */
  readonly stops: string
  /** Words for deeds that give a thing back, by their first letters: whoever doesn't need it gives a reason for them. */
  readonly givingBack: string
  /** Words that say that something stays with whoever has it, as words begin. */
  readonly keepings: string
  /** What says no more than that somebody thinks otherwise now: the reason for taking something back. */
  readonly secondThoughts: string
}
