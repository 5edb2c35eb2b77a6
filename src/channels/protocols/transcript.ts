/** A conversation that stands within a text, with who says what. */
export interface Transcript {
  /** The first line that its user says. */
  readonly first: string
  /** Whether it stands between tags, as programs put it: nobody types that. */
  readonly isTagged: boolean
}

const USER = 'user|human|benutzer|nutzer'
const ANYBODY = `${USER}|assistant|ai|bot|chatbot|model|response|system|assistent|ki`
// “USER:”, “**Assistant:**”, “[user]:”, “<user>”, “||>User:”
const labelOf = (who: string): string =>
  String.raw`[^\S\n]*(?:\*\*|\[|<|\|\|>)?(?:${who})(?:\*\*:|\]:|>|:(?:\*\*)?)[^\S\n]*`
const USER_LABEL = new RegExp(`^${labelOf(USER)}`, 'imu')
const ANY_LABEL = new RegExp(`^${labelOf(ANYBODY)}`, 'imu')
const ALL_LABELS = new RegExp(`^${labelOf(ANYBODY)}`, 'gimu')
const TAGGED = new RegExp(String.raw`<([a-z][\w-]*)>\s*(?=${labelOf(ANYBODY)})[^]*?</\1>`, 'iu')

/** The conversation in a text: between tags, or lines of a user and of whoever answers. Null where there is none. */
export function transcriptIn(text: string): Transcript | null {
  const tagged = TAGGED.exec(text)?.[0].replace(/^<[^>]*>\s*/u, '')
  if (tagged !== undefined) return { first: firstOf(tagged), isTagged: true }
  const isSpoken = USER_LABEL.test(text) && (text.match(ALL_LABELS) ?? []).length > 1
  return isSpoken ? { first: firstOf(text), isTagged: false } : null
}

/** The text without its conversation: what is to be done with it. */
export function withoutTranscript(text: string): string {
  const said = transcriptIn(text)
  if (said === null) return text
  if (said.isTagged) return text.replace(TAGGED, ' ')
  const from = text.search(ANY_LABEL)
  // Behind it a paragraph that nobody in it says may follow.
  const behind = text
    .slice(from)
    .split(/\n\s*\n/u)
    .filter((paragraph) => !ANY_LABEL.test(paragraph))
  return [text.slice(0, from), ...behind].join('\n')
}

/** What is said in a line, without who says it. */
export function withoutSpeaker(line: string): string {
  return line.replace(USER_LABEL, '')
}

function firstOf(transcript: string): string {
  const found = USER_LABEL.exec(transcript)
  const said = found === null ? '' : transcript.slice(found.index + found[0].length).trimStart()
  return (said.split('\n')[0] ?? '')
    .replaceAll(/<\/?[a-z][\w-]*>/giu, ' ')
    .trim()
    .replace(/^"(.*)"$/u, '$1')
}
