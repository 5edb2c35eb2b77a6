import { AppError } from '#core/errors.ts'
import { consoleTexts, rolesText } from '../../console-texts.ts'
import { browserClient } from '../browser/client.ts'
import type { Client } from '../../client.ts'
import { draw } from '../browser/draw.ts'
import { h, type Description } from '../browser/element.ts'
import type { DevPerson, Me } from '#contract/server-endpoints.ts'
import { forgetToken, keepToken, keptToken, listPeople, signInAs } from './session.ts'

/** Somebody, and the server as they may use it. */
export interface SignedIn {
  readonly client: Client
  readonly me: Me
}

/** How one becomes somebody here: as an example person of development, or as whoever a token is of. */
export type SignInKind = 'people' | 'token'

const texts = consoleTexts.signIn

/** Who is signed in already; null for nobody. Throws where the server doesn't answer. */
export async function currentReader(kind: SignInKind): Promise<SignedIn | null> {
  if (kind === 'token' && keptToken() === null) return null
  const client = browserClient(location.origin, kind === 'people' ? null : keptToken)
  try {
    return { client, me: await client.readMe(NEVER) }
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 401) throw error
    forgetToken()
    return null
  }
}

/** Asks who one is, in this element; resolves with who it is. `why` says why it is asked again. */
export async function askWho(root: HTMLElement, kind: SignInKind, why: string | null): Promise<SignedIn> {
  const people = kind === 'people' ? await listPeople(NEVER) : []
  const { promise, resolve } = Promise.withResolvers<SignedIn>()
  const show = (error: string | null): void => {
    const page = kind === 'people' ? peoplePage(people, choose, error) : tokenPage(submit, error)
    draw(root, [page])
  }
  const attempt = async (prepare: () => Promise<void> | void): Promise<void> => {
    try {
      await prepare()
      const signedIn = await currentReader(kind)
      if (signedIn === null) return show(texts.refused)
      resolve(signedIn)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      show(error.retryable ? texts.notAnswering : error.message)
    }
  }
  const choose = (person: string): void => void attempt(() => signInAs(person, { beside: false }, NEVER))
  const submit = (token: string): void => {
    if (token === '') show(texts.missing)
    else void attempt(() => keepToken(token))
  }
  show(why)
  root.querySelector('h1')?.focus()
  return await promise
}

// Nobody leaves this page but by closing it.
const NEVER = new AbortController().signal

function peoplePage(people: readonly DevPerson[], choose: (id: string) => void, error: string | null): Description {
  return h(
    'main',
    { class: 'page', key: 'sign in' },
    h('h1', { tabindex: '-1' }, texts.title),
    h('p', null, texts.people),
    h(
      'ul',
      { class: 'people' },
      people.map(({ id, name, roles }) =>
        h(
          'li',
          { key: id },
          h(
            'button',
            { class: 'b', type: 'button', on: { click: () => choose(id) } },
            h('b', null, name),
            h('span', null, rolesText(roles)),
          ),
        ),
      ),
    ),
    h('p', { class: 'error', role: 'alert' }, error ?? ''),
  )
}

function tokenPage(submit: (token: string) => void, error: string | null): Description {
  const sent = (event: Event): void => {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    const field = event.target.querySelector('input')
    submit(field?.value.trim() ?? '')
    field?.focus()
  }
  const field = {
    class: 'field',
    id: 'token',
    type: 'password',
    autocomplete: 'off',
    'aria-describedby': 'token-hint token-error',
  }
  return h(
    'main',
    { class: 'page', key: 'sign in' },
    h('h1', { tabindex: '-1' }, texts.tokenTitle),
    h(
      'form',
      { on: { submit: sent } },
      h('label', { for: 'token' }, texts.token),
      h('input', field),
      h('p', { id: 'token-hint' }, texts.tokenHint),
      h('button', { class: 'b go', type: 'submit' }, texts.signIn),
    ),
    h('p', { class: 'error', id: 'token-error', role: 'alert' }, error ?? ''),
  )
}
