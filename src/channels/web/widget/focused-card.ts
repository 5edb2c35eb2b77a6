/** The plan on whose card the keyboard is; null where it is elsewhere. */
export function focusedCard(place: HTMLElement): string | null {
  const root = place.getRootNode()
  const focused = root instanceof ShadowRoot ? root.activeElement : document.activeElement
  return focused instanceof HTMLElement && place.contains(focused)
    ? (focused.closest<HTMLElement>('.plan[data-plan]')?.dataset['plan'] ?? null)
    : null
}

/** Goes to the first field of a plan's card, else to its first button; false where it has none. */
export function focusInCard(place: HTMLElement, planId: string): boolean {
  const first = place.querySelector<HTMLElement>(
    `.plan[data-plan="${CSS.escape(planId)}"] :is(input, textarea, .acts button)`,
  )
  first?.focus()
  return first !== null
}
