import { clockText, type Clock } from '#cards/drawing/clock-text.ts'
import { ruleSentence } from '#cards/texts/live-rules-texts.ts'
import { peoplePageTexts as texts } from '#cards/texts/people-page-texts.ts'
import type { PersonView } from '#contract/person.ts'
import type { RuleView } from '#contract/rule.ts'
import { Shown } from '../kit/shown.tsx'

interface PersonItemProps {
  readonly person: PersonView
  readonly rules: readonly RuleView[]
  readonly clock: Clock
}

/** One person: their roles, what those let them say yes to, their accounts elsewhere, and when they were here. */
export function PersonItem({ person, rules, clock }: PersonItemProps) {
  const { id, name, email, roles, groups, accounts, firstSeenAt, lastAskedAt } = person
  const last = lastAskedAt === null ? null : clockText(lastAskedAt, clock)
  return (
    <li>
      <h3>
        <Shown text={name} />
      </h3>
      <p>
        <b>{texts.roles(roles)}</b>
      </p>
      <p class="by">
        <code>
          <Shown text={id} />
        </code>
        {email !== null && (
          <>
            {' · '}
            <Shown text={email} />
          </>
        )}
        {` · ${texts.seen(clockText(firstSeenAt, clock), last)}`}
      </p>
      {groups.length > 0 && (
        <p class="by">
          <Shown text={texts.groups(groups)} />
        </p>
      )}
      <Decides rules={rules.filter(({ asks }) => asks?.some(({ role }) => roles.includes(role)))} />
      {accounts.length > 0 && (
        <p class="by">
          {`${texts.accounts}: `}
          <Shown
            text={accounts
              .map(({ service, place, name: called, linkedAt }) =>
                texts.account(service, place, called, clockText(linkedAt, clock)),
              )
              .join('; ')}
          />
        </p>
      )}
    </li>
  )
}

function Decides({ rules }: Pick<PersonItemProps, 'rules'>) {
  if (rules.length === 0) return <p class="by">{texts.decidesNothing}</p>
  return (
    <details>
      <summary>{`${texts.decides} (${rules.length})`}</summary>
      <ul class="decides">
        {rules.map((rule) => (
          <li key={rule.id}>
            <Shown text={ruleSentence(rule)} />
          </li>
        ))}
      </ul>
    </details>
  )
}
