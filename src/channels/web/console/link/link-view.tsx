import { useState } from 'preact/hooks'
import type { LinkOffer, LinkView } from '#contract/link.ts'
import { clockText, deadlineText } from '#cards/drawing/clock-text.ts'
import { linkTexts as texts } from '#cards/texts/link-texts.ts'
import { Page, Section } from '../kit/page.tsx'
import { LiveRegion } from '../kit/live-region.tsx'
import { Shown } from '../kit/shown.tsx'
import { TroubleLine } from '../kit/trouble-line.tsx'
import { usePolling } from '../kit/use-polling.ts'
import type { ConsoleView, ScreenProps } from '../view.ts'
import { endLink, makeLink, readLinks } from './link-client.ts'

/** Where somebody says that an account elsewhere is theirs, and undoes that. A link that was sent to the account leads here. */
export const linkView: ConsoleView = {
  name: 'link',
  label: texts.title,
  icon: 'pen',
  documentTitle: () => texts.documentTitle,
  isListed: false,
  isFor: () => true,
  Screen: LinkScreen,
}

/** How often a page that is left open looks again, in ms. */
const LOOKS_EVERY_MS = 30_000

function LinkScreen({ client, me, id, go, signedOut }: ScreenProps) {
  const [said, setSaid] = useState('')
  const [isBusy, setBusy] = useState(false)
  const read = (signal: AbortSignal) => readLinks(client, id, signal)
  const { seen, trouble, gone, look, attempt } = usePolling({ everyMs: LOOKS_EVERY_MS, of: [id], read, signedOut })
  const act = async (done: string, work: () => Promise<void>, next: () => unknown = look): Promise<void> => {
    if (isBusy) return
    setBusy(true)
    const isDone = await attempt(work)
    setBusy(false)
    setSaid(isDone ? done : '')
    await (isDone ? next() : look({ keepTrouble: true }))
  }
  // Looked at once more, its link would be one that was used.
  const link = (offer: LinkOffer, secret: string): void =>
    void act(
      texts.linked(offer.service),
      () => makeLink(client, secret, gone),
      () => go(null, null),
    )
  const leave = (): void => {
    setSaid(texts.left)
    go(null, null)
  }
  const undo = (linkId: string): void => void act(texts.undone, () => endLink(client, linkId, gone))
  return (
    <Page name="links" title={texts.title} lead={texts.lead} isReading={seen === null}>
      {trouble !== null && <TroubleLine look={() => void look()}>{trouble}</TroubleLine>}
      <LiveRegion class="said" text={said} />
      {seen === null && <p role="status">{texts.loading}</p>}
      {seen !== null && id !== null && seen.offer === null && <p role="alert">{texts.gone}</p>}
      {seen !== null && id !== null && seen.offer !== null && (
        <Offer offer={seen.offer} me={me.name} isBusy={isBusy} link={(offer) => link(offer, id)} leave={leave} />
      )}
      {seen !== null && <Links links={seen.links} isBusy={isBusy} undo={undo} />}
    </Page>
  )
}

interface OfferProps {
  readonly offer: LinkOffer
  readonly me: string
  readonly isBusy: boolean
  link(offer: LinkOffer): void
  leave(): void
}

function Offer({ offer, me, isBusy, link, leave }: OfferProps) {
  const { service, name, account, place, expiresAt } = offer
  const rows = [
    [texts.called, name],
    [texts.account, account],
    [texts.place, place],
    [texts.as, me],
    [texts.until, deadlineText(expiresAt, { now: new Date() })],
  ] as const
  return (
    <Section id="links-offer" class="offer" title={texts.ask(service)}>
      <dl>
        {rows.map(([what, value]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              <Shown text={value} />
            </dd>
          </div>
        ))}
      </dl>
      <p class="warn">{texts.warn(service)}</p>
      <div class="buttons">
        <button class="b go" type="button" aria-disabled={isBusy || undefined} onClick={() => link(offer)}>
          {texts.link(me)}
        </button>
        <button class="b" type="button" onClick={leave}>
          {texts.leave}
        </button>
      </div>
    </Section>
  )
}

interface LinksProps {
  readonly links: readonly LinkView[]
  readonly isBusy: boolean
  undo(linkId: string): void
}

function Links({ links, isBusy, undo }: LinksProps) {
  const clock = { now: new Date() }
  return (
    <Section id="links-yours" title={texts.yours}>
      {links.length === 0 ? (
        <p class="by">{texts.none}</p>
      ) : (
        <ul class="cards">
          {links.map(({ id, service, name, place, account, linkedAt }) => (
            <li key={id}>
              <h3>
                <Shown text={texts.named(service, name, place)} />
              </h3>
              <p class="by">
                <Shown text={`${account} · ${texts.since(clockText(linkedAt, clock))}`} />
              </p>
              <button
                class="b"
                type="button"
                aria-disabled={isBusy || undefined}
                aria-label={texts.undoOf(texts.named(service, name, place))}
                onClick={() => undo(id)}
              >
                {texts.undo}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
