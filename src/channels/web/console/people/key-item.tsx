import { clockText, type Clock } from '#cards/drawing/clock-text.ts'
import { peoplePageTexts as texts } from '#cards/texts/people-page-texts.ts'
import type { KeyView } from '#contract/key.ts'
import { Dialog } from '../kit/dialog.tsx'
import { Shown } from '../kit/shown.tsx'

interface KeyItemProps {
  readonly of: KeyView
  readonly clock: Clock
  revoke(): void
}

/** One key of a program: as whom it acts, what it may do, how long. */
export function KeyItem({ of: key, clock, revoke }: KeyItemProps) {
  const { name, principal, roles, scopes, createdAt, expiresAt, revokedAt } = key
  const isOver = revokedAt !== null || (expiresAt !== null && new Date(expiresAt) <= clock.now)
  return (
    <li class={isOver ? 'over' : undefined}>
      <h3>
        <Shown text={name} />
      </h3>
      <p>{texts.may(scopes)}</p>
      <p class="by">
        <Shown text={texts.keyOf(principal)} />
        {` · ${texts.roles(roles)} · ${texts.made(clockText(createdAt, clock))}, ${endText(key, clock)}`}
      </p>
      {!isOver && (
        <button class="b no" type="button" aria-label={texts.revokeOf(name)} onClick={revoke}>
          {texts.revoke}
        </button>
      )}
    </li>
  )
}

function endText({ expiresAt, revokedAt }: KeyView, clock: Clock): string {
  if (revokedAt !== null) return texts.revoked(clockText(revokedAt, clock))
  if (expiresAt === null) return texts.neverExpires
  const at = clockText(expiresAt, clock)
  return new Date(expiresAt) <= clock.now ? texts.expired(at) : texts.expires(at)
}

/** Asks whether a key is to go. What can't be taken back isn't the button that Enter presses first. */
export function RevokeDialog({ name, closed }: { readonly name: string; closed(isSure: boolean): void }) {
  return (
    <Dialog class="dialog remove-dialog" titleId="revoke-title" closed={(answer) => closed(answer === 'revoke')}>
      {(close) => (
        <>
          <h2 id="revoke-title">
            <Shown text={texts.revokeTitle(name)} />
          </h2>
          <p>{texts.revokeLead}</p>
          <div class="buttons">
            <button class="b no" type="button" onClick={() => close('revoke')}>
              {texts.revokeNow}
            </button>
            <button class="b" type="button" autofocus onClick={() => close()}>
              {texts.cancel}
            </button>
          </div>
        </>
      )}
    </Dialog>
  )
}
