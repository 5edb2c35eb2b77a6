import { z } from 'zod'

const OpenUrl = z.strictObject({ type: z.literal('Action.OpenUrl'), title: z.string().min(1).optional(), url: z.url() })
const ExecuteShape = z.strictObject({
  type: z.literal('Action.Execute'),
  title: z.string().min(1).max(100),
  verb: z.string().min(1),
  data: z.record(z.string(), z.json()),
  style: z.enum(['positive', 'destructive']).optional(),
})
export type Execute = z.infer<typeof ExecuteShape>

/** Teams says its value in the chat for whoever presses it. */
const Said = z.strictObject({
  type: z.literal('Action.Submit'),
  title: z.string().min(1).max(100),
  data: z.strictObject({ msteams: z.strictObject({ type: z.literal('imBack'), value: z.string().min(1) }) }),
})

const TextRun = z.strictObject({
  type: z.literal('TextRun'),
  // A line end in a run is drawn as a space.
  text: z
    .string()
    .min(1)
    .regex(/^[^\n]*$/),
  weight: z.enum(['Default', 'Lighter', 'Bolder']).optional(),
  size: z.enum(['Default', 'Small', 'Medium', 'Large']).optional(),
  color: z.enum(['Default', 'Attention', 'Good', 'Warning']).optional(),
  isSubtle: z.boolean().optional(),
  fontType: z.enum(['Default', 'Monospace']).optional(),
  selectAction: OpenUrl.optional(),
})
const Spaced = { spacing: z.enum(['None', 'Small', 'Default', 'Medium']).optional(), separator: z.boolean().optional() }
const RichTextBlock = z.strictObject({
  type: z.literal('RichTextBlock'),
  inlines: z.array(TextRun).min(1),
  ...Spaced,
})
const Container = z.strictObject({
  type: z.literal('Container'),
  items: z.array(RichTextBlock).min(1),
  style: z.enum(['default', 'emphasis', 'good', 'attention', 'warning', 'accent']).optional(),
  ...Spaced,
})
const ChoiceSet = z.strictObject({
  type: z.literal('Input.ChoiceSet'),
  id: z.string(),
  label: z.string(),
  value: z.string().optional(),
  isRequired: z.boolean().optional(),
  errorMessage: z.string().optional(),
  choices: z.array(z.strictObject({ title: z.string().min(1), value: z.string().min(1) })).min(1),
})
const InputText = z.strictObject({
  type: z.literal('Input.Text'),
  id: z.string(),
  label: z.string(),
  value: z.string().optional(),
  isMultiline: z.boolean().optional(),
  isRequired: z.boolean().optional(),
  errorMessage: z.string().optional(),
  maxLength: z.int().positive().optional(),
})
const Below = z.strictObject({
  type: z.literal('AdaptiveCard'),
  body: z.array(z.discriminatedUnion('type', [RichTextBlock, ChoiceSet, InputText])).min(1),
  actions: z.array(ExecuteShape).min(1),
})
const ShowCard = z.strictObject({ type: z.literal('Action.ShowCard'), title: z.string().min(1).max(100), card: Below })

/** What Teams takes of Adaptive Cards 1.5 (http://adaptivecards.io/schemas/adaptive-card.json), as far as we send it. */
export const AdaptiveCard = z.strictObject({
  type: z.literal('AdaptiveCard'),
  version: z.literal('1.5'),
  msteams: z.strictObject({ width: z.literal('Full') }),
  fallbackText: z.string().min(1),
  body: z.array(z.discriminatedUnion('type', [RichTextBlock, Container])).min(1),
  // More than six are folded away.
  actions: z
    .array(z.discriminatedUnion('type', [ExecuteShape, OpenUrl, Said, ShowCard]))
    .min(1)
    .max(6)
    .optional(),
  refresh: z.strictObject({ action: ExecuteShape, userIds: z.array(z.string()).min(1).max(60) }).optional(),
})
export type AdaptiveCard = z.infer<typeof AdaptiveCard>

/** Every button that says something to us. */
export function executesOf({ actions = [] }: AdaptiveCard): readonly Execute[] {
  return actions.flatMap((action) => {
    if (action.type === 'Action.ShowCard') return action.card.actions
    return action.type === 'Action.Execute' ? [action] : []
  })
}

/** What a button of that title says in the chat for whoever presses it. */
export function saidBy({ actions = [] }: AdaptiveCard, title: string): string {
  const action = actions.find((each) => each.type === 'Action.Submit' && each.title === title)
  if (action?.type !== 'Action.Submit') throw new Error(`There is no button that says something as “${title}”.`)
  return action.data.msteams.value
}

/** What stands on its buttons. */
export function titlesOf({ actions = [] }: AdaptiveCard): readonly string[] {
  return actions.map(({ title }) => title ?? '')
}

/** All that a card shows, as lines. */
export function shownText({ body, actions = [] }: AdaptiveCard): string {
  const line = ({ inlines }: z.infer<typeof RichTextBlock>) =>
    inlines.map(({ text, selectAction }) => (selectAction ? `<${text}>` : text)).join('')
  const lines = body.flatMap((element) =>
    element.type === 'Container' ? element.items.map((item) => `    ${line(item)}`) : [line(element)],
  )
  return [...lines, ...(actions.length > 0 ? [actions.map(({ title }) => `[${title}]`).join(' ')] : [])].join('\n')
}

/** Where its links lead. */
export function linksOf({ body }: AdaptiveCard): readonly string[] {
  return body
    .flatMap((element) => (element.type === 'Container' ? element.items : [element]))
    .flatMap(({ inlines }) => inlines.flatMap(({ selectAction }) => selectAction?.url ?? []))
}
