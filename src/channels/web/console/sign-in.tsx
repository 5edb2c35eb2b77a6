import { AppError } from '#core/errors.ts'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { consoleTexts, rolesText } from '#cards/texts/console-texts.ts'
import { browserClient } from '../browser/client.ts'
import type { Client } from '../../client/client.ts'
import type { Me } from '#contract/server-endpoints.ts'
import { forgetToken, keepToken, keptToken, listPeople, signInAs } from './session.ts'
import type { DevPerson } from '#contract/server-endpoints.ts'
import { pageServer } from '../browser/page-server.ts'

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
  const client = browserClient(pageServer(), kind === 'people' ? null : keptToken)
  try {
    return { client, me: await client.readMe(NEVER) }
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 401) throw error
    forgetToken()
    return null
  }
}

// Nobody leaves this page but by closing it.
const NEVER = new AbortController().signal

interface SignInProps {
  readonly kind: SignInKind
  /** Why it is asked again. */
  readonly why: string | null
  entered(who: SignedIn): void
}

/** Asks who one is. */
export function SignIn({ kind, why, entered }: SignInProps) {
  const [error, setError] = useState(why)
  const attempt = async (prepare: () => Promise<void> | void): Promise<void> => {
    try {
      await prepare()
      const who = await currentReader(kind)
      if (who === null) setError(texts.refused)
      else entered(who)
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause
      setError(cause.retryable ? texts.notAnswering : cause.message)
    }
  }
  if (kind === 'people') {
    const choose = (id: string): void => void attempt(() => signInAs(id, { beside: false }, NEVER))
    return <People choose={choose} error={error} />
  }
  const submit = (token: string): void => {
    if (token === '') setError(texts.missing)
    else void attempt(() => keepToken(token))
  }
  return <TokenForm submit={submit} error={error} />
}

function Title({ text }: { readonly text: string }) {
  const title = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => title.current?.focus(), [])
  return (
    <h1 ref={title} tabindex={-1}>
      {text}
    </h1>
  )
}

interface PeopleProps {
  readonly error: string | null
  choose(id: string): void
}

function People({ error, choose }: PeopleProps) {
  const [people, setPeople] = useState<readonly DevPerson[] | null>(null)
  useLayoutEffect(() => void listPeople(NEVER).then(setPeople), [])
  if (people === null) return null
  return (
    <main class="page">
      <Title text={texts.title} />
      <p>{texts.people}</p>
      <ul class="people">
        {people.map(({ id, name, roles }) => (
          <li key={id}>
            <button class="b" type="button" onClick={() => choose(id)}>
              <b>{name}</b>
              <span>{rolesText(roles)}</span>
            </button>
          </li>
        ))}
      </ul>
      <p class="error" role="alert">
        {error}
      </p>
    </main>
  )
}

interface TokenFormProps {
  readonly error: string | null
  submit(token: string): void
}

function TokenForm({ error, submit }: TokenFormProps) {
  const field = useRef<HTMLInputElement>(null)
  const sent = (event: Event): void => {
    event.preventDefault()
    submit(field.current?.value.trim() ?? '')
    field.current?.focus()
  }
  return (
    <main class="page">
      <Title text={texts.tokenTitle} />
      <form onSubmit={sent}>
        <label for="token">{texts.token}</label>
        <input
          ref={field}
          class="field"
          id="token"
          type="password"
          autocomplete="off"
          aria-describedby="token-hint token-error"
        />
        <p id="token-hint">{texts.tokenHint}</p>
        <button class="b go" type="submit">
          {texts.signIn}
        </button>
      </form>
      <p class="error" id="token-error" role="alert">
        {error}
      </p>
    </main>
  )
}
