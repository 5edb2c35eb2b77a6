/** The outcome that a tool's answer in words states for a call that went through; `unsure`: none that is known. */
export const ANSWER_OUTCOMES = ['done', 'not-done', 'more-needed', 'unsure'] as const
export type AnswerOutcome = (typeof ANSWER_OUTCOMES)[number]

/** What more is needed, where an answer says so. */
export const NEEDED = ['code', 'choice', 'confirmation', 'sign-in', 'value', 'other'] as const
