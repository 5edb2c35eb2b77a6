import { useLayoutEffect, useRef } from 'preact/hooks'
import type { HandOverView } from '#contract/hand-over.ts'
import { listenToKeys } from '../single-keys.ts'
import type { ScreenProps } from '../view.ts'

type Place = Pick<ScreenProps, 'id' | 'show' | 'go' | 'keys'>

/** The desk by single keys: each presses the button that is there. Escape leaves a field, so that they work again. */
export function useDeskKeys(
  place: Place,
  page: { readonly current: HTMLDivElement | null },
  all: readonly HandOverView[],
): void {
  const latest = useRef({ place, all })
  latest.current = { place, all }
  useLayoutEffect(() => {
    const left = new AbortController()
    const press = (selector: string) => (): boolean => {
      const element = page.current?.querySelector<HTMLElement>(selector) ?? null
      if (element?.checkVisibility({ visibilityProperty: true }) !== true) return false
      if (element instanceof HTMLButtonElement) element.click()
      else element.focus()
      return true
    }
    const move = (by: number) => (): boolean => {
      const { place: at, all: rows } = latest.current
      const now = rows.findIndex(({ id }) => id === at.id)
      const to = rows[now < 0 ? 0 : now + by]
      if (to === undefined) return false
      at.go(to.id, at.show)
      return true
    }
    const back = (): boolean => {
      const { id, show, go } = latest.current.place
      if (id !== null) go(null, show)
      return id !== null
    }
    const keys = {
      ...{ j: move(1), k: move(-1), u: back, r: press('.write textarea') },
      ...{ t: press('[data-desk="take"]'), p: press('[data-desk="propose"]'), b: press('[data-desk="release"]') },
      ...{ h: press('[data-desk="hand-on"]'), c: press('[data-desk="close"]') },
    }
    listenToKeys(place.keys, keys, left.signal)
    const leave = (event: Event): void => {
      const isField = event.target instanceof HTMLTextAreaElement && page.current?.contains(event.target) === true
      if (!(event instanceof KeyboardEvent) || event.key !== 'Escape' || !isField) return
      page.current.querySelector<HTMLElement>('#talk-title')?.focus()
    }
    place.keys.addEventListener('keydown', leave, { signal: left.signal })
    return () => left.abort()
  }, [])
}
