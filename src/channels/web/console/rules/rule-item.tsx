import { clockText, type Clock } from '#cards/drawing/clock-text.ts'
import { liveRulesTexts as texts, ruleSentence } from '#cards/texts/live-rules-texts.ts'
import { toolName } from '#cards/titles/tool-name.ts'
import type { RuleView } from '#contract/rule.ts'
import { Icon } from '../kit/icon.tsx'
import { Shown } from '../kit/shown.tsx'

/** One rule in words: why, whom it asks, about what, since when; and as it is written, one key away. */
export function RuleItem({ rule, clock }: { readonly rule: RuleView; readonly clock: Clock }) {
  const { id, asks, self, note, reason, at, since, text } = rule
  const where = [
    ...(since === null ? [] : [texts.since(clockText(since, clock))]),
    ...(at === null ? [] : [texts.at(at.file, at.line)]),
  ].join(' · ')
  return (
    <li>
      <h3>
        <Shown text={ruleSentence(rule)} />
      </h3>
      {reason !== null && note !== null && (
        <p class="note">
          <Shown text={note} />
        </p>
      )}
      {asks !== null && (
        <p class="asks">
          <Icon name="person" />
          {texts.asks(asks)}
          {self && <span class="by">{texts.self}</span>}
        </p>
      )}
      <About rule={rule} />
      <p class="by">
        <code>
          <Shown text={id} />
        </code>
        {where !== '' && ` · ${where}`}
      </p>
      <details>
        <summary aria-label={texts.asWrittenOf(id)}>{texts.asWritten}</summary>
        <pre class="code" tabindex={0} role="region" aria-label={texts.asWrittenOf(id)}>
          <Shown text={text} />
        </pre>
      </details>
    </li>
  )
}

function About({ rule: { tools, isOfWholePlan } }: { readonly rule: RuleView }) {
  const rest = [
    ...(isOfWholePlan && tools !== null ? [texts.wholePlan] : []),
    ...(tools === null ? [texts.everyTool] : []),
  ]
  return (
    <div class="about-tools">
      <span class="by">{texts.about}</span>
      <ul>
        {(tools ?? []).map(({ tool, title }) => (
          <li key={tool}>
            <Shown text={toolName(title)} />{' '}
            <code>
              <Shown text={tool} />
            </code>
          </li>
        ))}
        {rest.map((what) => (
          <li key={what}>{what}</li>
        ))}
      </ul>
    </div>
  )
}
