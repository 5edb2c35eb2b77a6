import type { JsonObject } from '#core/json.ts'

/** The longest text of a message that somebody shared along; what comes after it is left out. */
const SHARED_LENGTH = 2_000

/** A message as Slack sends it: what its author wrote, and what came along with it. */
export interface SlackMessageText {
  readonly text: string
  /** Texts of messages, pages and files that were shared with it. */
  readonly shared: readonly string[]
}

/**
 * A message as the chat takes it: the author's words with Slack's escapes undone, and each line of what others wrote behind
 * `> `, so that it is read as quoted and never as theirs.
 */
export function plainMessageText({ text, shared }: SlackMessageText): string {
  const quotes = shared.map((each) => quoted(unescaped(each.slice(0, SHARED_LENGTH))))
  return [unescaped(text.replace(/^(?:\s*<@[A-Z0-9]+(?:\|[^>]*)?>)+/u, '')).trim(), ...quotes]
    .filter((each) => each !== '')
    .join('\n\n')
}

/** What is in no markup of Slack's, whoever wrote it (https://docs.slack.dev/messaging/formatting-message-text). */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Text in which nothing is markup. */
export function plain(text: string): JsonObject {
  return { type: 'plain_text', text, emoji: false }
}

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
}

function unescaped(text: string): string {
  return text
    .replaceAll(/<([^<>|]*)(?:\|([^<>]*))?>/gu, (_, target: string, label: string | undefined) => said(target, label))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

// An address as it is, not as its label says it is.
function said(target: string, label: string | undefined): string {
  if (target.startsWith('@')) return `@${label ?? target.slice(1)}`
  if (target.startsWith('#')) return `#${label ?? target.slice(1)}`
  if (target.startsWith('mailto:')) return target.slice('mailto:'.length)
  return target.startsWith('!') ? (label ?? '') : target
}
