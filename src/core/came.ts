/** What a tool's answer in words says of a call that went through; `unsure`: nothing that is known. */
export const CAME = ['done', 'not-done', 'more-needed', 'unsure'] as const
export type Came = (typeof CAME)[number]

/** What more is needed, where an answer says so. */
export const NEEDED = ['code', 'choice', 'confirmation', 'sign-in', 'value', 'other'] as const
