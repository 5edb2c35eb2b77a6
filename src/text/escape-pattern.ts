/** A text as a piece of a regular expression (with `u`) that finds just it. */
export function escapePattern(text: string): string {
  return text.replaceAll(/[\^$\\.*+?()[\]{}|/]/gu, String.raw`\$&`)
}
