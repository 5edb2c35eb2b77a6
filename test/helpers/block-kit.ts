import { z } from 'zod'

/** A block, as far as the tests look into it. */
const Plain = z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1), emoji: z.boolean() })
const Mrkdwn = z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(3_000), verbatim: z.boolean() })
const upTo = (most: number) => Plain.extend({ text: z.string().min(1).max(most) })
const Button = z.strictObject({
  type: z.literal('button'),
  action_id: z.string().max(255),
  text: upTo(75),
  value: z.string().max(2_000).optional(),
  url: z.string().max(3_000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: z.strictObject({ title: upTo(100), text: upTo(300), confirm: upTo(30), deny: upTo(30) }).optional(),
})
export type Button = z.infer<typeof Button>
const Option = z.strictObject({ text: upTo(75), value: z.string().max(150) })

/** What Slack takes of Block Kit (https://docs.slack.dev/reference/block-kit/blocks), as far as we send it. */
const Block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), text: upTo(150) }),
  z.strictObject({
    type: z.literal('section'),
    text: Mrkdwn,
    fields: z
      .array(Mrkdwn.extend({ text: z.string().min(1).max(2_000) }))
      .min(1)
      .max(10)
      .optional(),
  }),
  z.strictObject({ type: z.literal('context'), elements: z.array(Mrkdwn).min(1).max(10) }),
  z.strictObject({ type: z.literal('actions'), elements: z.array(Button).min(1).max(25) }),
])
export type Block = z.infer<typeof Block>
export const Blocks = z.array(Block).max(50)

const Element = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('plain_text_input'),
    action_id: z.string().max(255),
    multiline: z.boolean(),
    max_length: z.int().min(1).max(3_000),
    initial_value: z.string().min(1).max(3_000).optional(),
  }),
  z.strictObject({
    type: z.literal('static_select'),
    action_id: z.string().max(255),
    options: z.array(Option).min(1).max(100),
    initial_option: Option.optional(),
  }),
])
const Input = z.strictObject({
  type: z.literal('input'),
  block_id: z.string().min(1).max(255),
  label: upTo(2_000),
  hint: upTo(2_000).optional(),
  optional: z.boolean().optional(),
  element: Element,
})
const Titles = { title: upTo(24), close: upTo(24), callback_id: z.string().max(255) }
const Modal = z.strictObject({
  type: z.literal('modal'),
  ...Titles,
  private_metadata: z.string().max(3_000),
  submit: upTo(24).optional(),
  blocks: z
    .array(
      z.discriminatedUnion('type', [
        Input,
        z.strictObject({ type: z.literal('section'), text: upTo(3_000) }),
        z.strictObject({ type: z.literal('context'), elements: z.array(Plain).min(1).max(10) }),
        z.strictObject({ type: z.literal('actions'), elements: z.array(Button).min(1).max(25) }),
      ]),
    )
    .min(1)
    .max(100),
})
// One that asks for something has a button to hand it in by.
export const View = Modal.refine(
  ({ blocks, submit }) => submit !== undefined || blocks.every(({ type }) => type !== 'input'),
)
export type View = z.infer<typeof View>

/** What Slack takes as an answer to a window that was handed in (https://docs.slack.dev/surfaces/modals). */
export const Answered = z.union([
  z.strictObject({}),
  z.strictObject({ response_action: z.literal('clear') }),
  z.strictObject({ response_action: z.literal('update'), view: View }),
  z.strictObject({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string().min(1)) }),
])
/** How a window goes on once it was handed in. */
export type Answered = z.infer<typeof Answered>

export function buttonsOf(blocks: readonly Block[]): readonly Button[] {
  return blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []))
}

/** All that a message shows, as lines. */
export function shownText({ blocks }: { readonly blocks: readonly Block[] }): string {
  return blocks
    .flatMap((block) => {
      switch (block.type) {
        case 'header':
          return [block.text.text]
        case 'section':
          return [block.text.text, ...(block.fields ?? []).map((field) => `    ${field.text}`)]
        case 'context':
          return block.elements.map((element) => element.text)
        case 'actions':
          return [block.elements.map((element) => `[${element.text.text}]`).join(' ')]
      }
    })
    .join('\n')
}

/** What Slack says of a field that was filled in; undefined where it was left as it was. */
export function stateOf(element: z.infer<typeof Element>, filled: string | null | undefined): object {
  if (element.type === 'plain_text_input') {
    const value = filled === undefined ? (element.initial_value ?? null) : filled
    return { type: element.type, value }
  }
  const chosen = element.options.find(({ value }) => value === filled) ?? element.initial_option ?? null
  return { type: element.type, selected_option: chosen }
}
