import type { ToolDeclaration } from '#agents/contract.ts'
import {
  coversField,
  fieldName,
  fieldNames,
  fieldPath,
  LONG_TEXT_FIELD,
  TEXT_FIELD,
} from '#plan-language/values/field-path.ts'
import { isJsonObject, type Json, type JsonPointer } from '#core/json.ts'
import { pointerToken } from '#core/json-pointer.ts'
import { labelOf, type Label, type Labels, type Source } from '#plan-language/values/label.ts'

/**
 * The labels of a tool's result. The whole and everything in it that has fields or elements carry the tool itself
 * (that it is there, how long it is); every leaf carries its field, `tool:shop/orders.search.items.sku`, with list
 * positions left out. Which of these sources are trusted is `agent.trustedSources`' to say: a field that nobody
 * declared carries its own path, which isn't among them.
 *
 * A text that is the whole result, or an element of a list that is, has no field. It carries `…#text`: that a result is there
 * (`shape`) says nothing of what somebody wrote into it. `#text` can be declared, of a text that is one value: where that is
 * trusted and more comes than one line of a value's length, it carries `…#long-text`, which nobody can declare.
 */
export function labelResult(declaration: ToolDeclaration, value: Json): Labels {
  const tool: Source = `tool:${declaration.tool}`
  const namedAs = fieldsOf(declaration)
  const labels: Record<JsonPointer, Label> = {}
  const shape = labelOf(tool)
  const known = new Map<string, Label>()
  const walk = (at: Json, pointer: JsonPointer, names: readonly string[]): void => {
    if (Array.isArray(at)) {
      labels[pointer] = shape
      for (const [index, item] of at.entries()) walk(item, `${pointer}/${index}`, names)
    } else if (isJsonObject(at)) {
      labels[pointer] = shape
      for (const [key, item] of Object.entries(at))
        walk(item, `${pointer}/${pointerToken(key)}`, [...names, fieldName(key)])
    } else {
      // One that is all there is has nothing that could be named to trust it.
      const isWhole = pointer === '' && typeof at === 'string'
      labels[pointer] = isWhole ? labelOf(`${tool}.${wholeText(at, declaration)}`) : leafLabel(at, names)
    }
  }
  // Long lists have the same few fields in every row.
  const leafLabel = (at: Json, names: readonly string[]): Label => {
    if (names.length === 0 && typeof at !== 'string') return shape
    const path = fieldPath(names)
    const before = known.get(path)
    if (before) return before
    const label = labelOf(`${tool}${namedAs(names)}`)
    known.set(path, label)
    return label
  }
  walk(value, '', [])
  return labels
}

/** The longest text that is taken for one value. */
const LONGEST_VALUE = 100

function wholeText(text: string, { trust }: ToolDeclaration): string {
  const isValue = text.length <= LONGEST_VALUE && !/[\r\n\u2028\u2029]/u.test(text)
  return trust.trusted.includes(TEXT_FIELD) && !isValue ? LONG_TEXT_FIELD : TEXT_FIELD
}

/**
 * A field's path, or the pattern that trusts it: where `customer.*` is trusted, `customer.email` carries the source
 * `….customer.*`, so that the set of trusted sources needs no patterns. `*` stands for the fields of one level, and
 * gives way to whatever names the field.
 */
function fieldsOf({ trust }: ToolDeclaration): (names: readonly string[]) => string {
  const declared = (paths: readonly string[]) =>
    paths.filter((path) => path !== 'shape').map((path) => fieldNames(path))
  const [trusted, untrusted] = [declared(trust.trusted), declared(trust.untrusted)]
  return (names) => {
    const path = fieldPath(names)
    if (names.length === 0) {
      if (trusted.some((one) => one.length === 0)) return ''
      // Of what is declared as one value, the elements of a list are none.
      return `.${trust.trusted.includes(TEXT_FIELD) ? LONG_TEXT_FIELD : TEXT_FIELD}`
    }
    const isNamed = trusted.some((one) => fieldPath(one) === path)
    if (isNamed || untrusted.some((one) => coversField(one, names))) return path
    return fieldPath(trusted.find((one) => coversField(one, names)) ?? names)
  }
}
