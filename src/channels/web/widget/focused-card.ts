/** The plan on whose card the keyboard is; null where it is elsewhere. */
export function focusedCard(place: HTMLElement): string | null {
  const root = place.getRootNode()
  const focused = root instanceof ShadowRoot ? root.activeElement : document.activeElement
  return focused instanceof HTMLElement && place.contains(focused)
    ? (focused.closest<HTMLElement>('.plan[data-plan]')?.dataset['plan'] ?? null)
    : null
}

/** Goes to the first button of a plan's card; false where it has none. */
export function focusInCard(place: HTMLElement, planId: string): boolean {
  const button = place.querySelector<HTMLElement>(`.plan[data-plan="${CSS.escape(planId)}"] .acts button`)
  button?.focus({ preventScroll: true })
  return button !== null
}
