import type { NoticedView, ToMendView } from '#contract/feedback.ts'
import { feedbackTexts as texts } from '#cards/texts/feedback-texts.ts'
import { findingText } from '../finding.ts'
import { DocumentLink, TickButton, type Ticking } from './fix-links.tsx'
import { Icon } from '../kit/icon.tsx'
import { Section } from '../kit/page.tsx'
import { Shown } from '../kit/shown.tsx'

/** Documents whose words are meant for a model, or not for their readers: what was found, and where. */
export function FlaggedDocuments({
  noticed,
  ticking,
}: Pick<ToMendView, 'noticed'> & { readonly ticking: Ticking | null }) {
  return (
    <Section id="mend-noticed" title={texts.noticed}>
      <p class="by">{texts.noticedLead}</p>
      <ul class="cards">
        {noticed.map((item) => (
          <NoticedItem key={item.document.id} {...item} ticking={ticking} />
        ))}
      </ul>
    </Section>
  )
}

function NoticedItem({
  document,
  source,
  givesOrders,
  findings,
  ticking,
}: NoticedView & { readonly ticking: Ticking | null }) {
  return (
    <li>
      <h3>
        <DocumentLink document={document} passageId={null}>
          <Shown text={document.title} />
        </DocumentLink>
      </h3>
      <p class="counts">
        <Icon name="warn" />
        {givesOrders > 0 ? texts.givesOrders(givesOrders) : texts.hides}
      </p>
      <p class="by">
        <Shown text={texts.source(document.version, source)} />
      </p>
      {findings.map((finding, at) => (
        <p key={at} class="said-of">
          <Shown text={findingText(finding)} />
        </p>
      ))}
      <TickButton what={{ kind: 'noticed', documentId: document.id }} name={document.title} ticking={ticking} />
    </li>
  )
}
