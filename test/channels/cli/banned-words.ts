/** The words of the code that no screen may show (docs: what people read says "plan", "step", "said yes"). */
export function bannedWords(text: string): readonly string[] {
  return text.replaceAll('--digest', '').match(BANNED) ?? []
}

const BANNED =
  /\b(?:provenance|digest|hash|verdict|effects?|handles?|staged|interrupts?|payload|oops|undefined|null|NaN)\b|\[object |!(?=\s|$)(?<=\w!)/gi
