import { clockText, type Clock } from '#cards/drawing/clock-text.ts'
import { peoplePageTexts as texts } from '#cards/texts/people-page-texts.ts'
import type { KeyView } from '#contract/key.ts'
import { ConfirmDialog } from '../kit/confirm-dialog.tsx'
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

/** Asks whether a key is to go. */
export function RevokeDialog({ name, closed }: { readonly name: string; closed(isSure: boolean): void }) {
  const asks = { title: texts.revokeTitle(name), lead: texts.revokeLead, does: texts.revokeNow, cancel: texts.cancel }
  return <ConfirmDialog {...asks} closed={closed} />
}
