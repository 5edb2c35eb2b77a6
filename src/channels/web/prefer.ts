/**
 * How long a client would wait for an answer, in milliseconds and never more than `mostMs`; null where it doesn't say
 * (`Prefer: wait=20`, RFC 7240 §4.3). Preferences that nobody here knows, or that make no sense, are as if they weren't
 * there (§2), and of several the first counts.
 */
export function preferredWaitMs(prefer: string | undefined, mostMs: number): number | null {
  const preferences = prefer?.match(/(?:[^,"]|"(?:\\.|[^"\\])*")+/g) ?? []
  const wait = preferences.find((preference) => /^\s*wait\s*(?:[=;]|$)/i.test(preference))
  const seconds = /^\s*wait\s*=\s*(?:(\d{1,9})|"(\d{1,9})")\s*(?:;|$)/i.exec(wait ?? '')
  return seconds === null ? null : Math.min(Number(seconds[1] ?? seconds[2]) * 1_000, mostMs)
}
