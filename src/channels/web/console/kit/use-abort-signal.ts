import { useLayoutEffect, useState } from 'preact/hooks'

/** Aborts when the component that asks is no longer shown. */
export function useAbortSignal(): AbortSignal {
  const [gone] = useState(() => new AbortController())
  useLayoutEffect(() => () => gone.abort(), [gone])
  return gone.signal
}
