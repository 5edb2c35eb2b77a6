/** One line of the doctor's report. */
export interface Finding {
  readonly about: string
  readonly state: 'ok' | '!' | 'x'
  readonly found: string
  readonly todo: string | null
}

export function ok(about: string, found: string): Finding {
  return { about, state: 'ok', found, todo: null }
}

/** It works, but somebody should look. */
export function look(about: string, found: string, todo: string | null): Finding {
  return { about, state: '!', found, todo }
}

export function broken(about: string, found: string, todo: string | null): Finding {
  return { about, state: 'x', found, todo }
}
