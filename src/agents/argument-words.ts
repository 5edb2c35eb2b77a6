import { z } from 'zod'

/** What one argument of a tool, or a place within it (`values.refundId`), is called where people read it. */
export interface ArgumentWords {
  readonly name: string
  /** What stands for its values: `refund-issued` is "about your refund". */
  readonly choices?: Readonly<Record<string, string>> | undefined
  /** What stands in titles for the requester's own address, when it is them who read: "you". */
  readonly requester?: string | undefined
}

/** What a step's money is to people: `{money}` is its sum. */
export interface TotalWords {
  /** To the one who gets it: "You get {money} back". */
  readonly requester?: string | undefined
  readonly others?: string | undefined
}

const Name = z.string().trim().min(1).max(60)
const Sentence = z
  .string()
  .trim()
  .max(120)
  .regex(/\{money\}/, 'must have {money} where its sum belongs')

/** `words:` of a tool: a name for each argument, or a name with what its values are called. */
export const WordsForm = z.record(
  z.string().min(1),
  z.union([
    Name.transform((name) => ({ name })),
    z.strictObject({
      name: Name,
      choices: z.record(z.string().min(1), z.string().trim().min(1).max(120)).exactOptional(),
      requester: Name.exactOptional(),
    }),
  ]),
)

/** `total:` of a tool that moves money. */
export const TotalForm = z.strictObject({ requester: Sentence.exactOptional(), others: Sentence.exactOptional() })
