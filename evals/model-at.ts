/** How long a model may take for a reply, in ms: somebody who reads takes longer than a machine. */
const REPLY_MS = 600_000

/** The variables of a server whose model is at this address, up to `/v1`. */
export function modelAt(url: string): Readonly<Record<string, string>> {
  return {
    OPENAI_BASE_URL: url,
    OPENAI_API_KEY: process.env['OPENAI_API_KEY'] ?? 'none',
    OPENAI_MODEL: process.env['OPENAI_MODEL'] ?? 'reader',
    MODEL_REPLY_MS: `${REPLY_MS}`,
    LOG_LEVEL: 'info',
  }
}

/** The address behind `--model`; undefined where it isn't there. */
export function modelIn(words: readonly string[]): string | undefined {
  const at = words.indexOf('--model')
  return at === -1 ? undefined : words[at + 1]
}
