/** Words with blanks between them. */
export function words(list: string): readonly string[] {
  return list.trim().split(/\s+/u)
}

/** Phrases with commas between them. */
export function phrases(list: string): readonly string[] {
  return list.trim().split(/\s*,\s*/u)
}
