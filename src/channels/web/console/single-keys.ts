/** What single keys do. Each says whether it did something. */
export type SingleKeys = Readonly<Record<string, () => boolean>>

/** Whether single keys work; kept for this browser. Whoever dictates, or whose hand slips, can turn them off. */
export function areSingleKeysOn(): boolean {
  return localStorage.getItem(NAME) !== 'off'
}

export function setSingleKeys(areOn: boolean): void {
  if (areOn) localStorage.removeItem(NAME)
  else localStorage.setItem(NAME, 'off')
}

const NAME = 'parley-single-keys'

/** Listens to single keys that aren't written into a field or part of a shortcut of the browser's. */
export function listenToKeys(target: EventTarget, keys: SingleKeys, signal: AbortSignal): void {
  const pressed = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || event.defaultPrevented || !areSingleKeysOn()) return
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    // Through shadow roots: a field of the chat is a field, too.
    if (event.composedPath().some(takesKeys)) return
    const does = Object.entries(keys).find(([key]) => key === event.key.toLowerCase())?.[1]
    if (does?.() === true) event.preventDefault()
  }
  target.addEventListener('keydown', pressed, { signal })
}

// Radio buttons and lists are chosen from by letters, too; and what lies under a dialog isn't what one means.
function takesKeys(target: EventTarget): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLDialogElement) return true
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox'
  return target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName)
}
