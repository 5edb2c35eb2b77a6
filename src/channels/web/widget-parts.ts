import { MESSAGE_FILES } from '#text/languages/message-files.ts'

/**
 * What the chat's script loads when it is first needed, by name: `dist/widget-NAME.js`. Each language other than English is
 * a part by itself, so that it costs those alone who speak it.
 */
export const WIDGET_PARTS = ['card', 'conversations', 'details', 'person', 'reader'] as const

/** The parts with texts of other languages, by the code of the language. */
export const WIDGET_LANGUAGES: ReadonlyMap<string, string> = new Map(
  [...MESSAGE_FILES.keys()].map((code) => [code, `in-${code}`]),
)

/** How much of a hash stands in the address of a part, in characters of base64url. */
export const HASH_LENGTH = 22
