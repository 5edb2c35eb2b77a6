import type { Node } from 'acorn'
import { minorDigits } from '#plan-language/values/minor-units.ts'
import { fail } from '../fault.ts'
import type { Mark } from '../labels.ts'
import { numberIn, refuseUnseen } from '../unwrap.ts'
import { joinMarks, newEntries, type Machine } from '../machine.ts'
import { computedPath, doneToBox, doneWith, WRITTEN } from '../paths.ts'
import { getProperty } from '../properties.ts'
import { isKind, type Box, type Namespace, type Path } from '../values.ts'
import { namespace } from './method.ts'

/**
 * `money`, on one shape alone: `{ amount, currency }`, the amount in whole minor units (cents). An object with more keys
 * does too, so that a read's row can be passed as it is. Nothing is ever a fraction, and currencies don't mix.
 */
export function moneyNamespace(machine: Machine): Namespace {
  const { flow, lattice } = machine
  const together =
    (name: 'add' | 'subtract', sum: (amounts: readonly number[]) => number) => (args: readonly Box[], at: Node) => {
      const prices = args.map((box) => priceIn(machine, box, name, at))
      const mark = joinMarks(
        machine,
        prices.map(({ amount }) => amount),
      )
      const path = amountPath(name, prices)
      const currency = oneCurrency(machine, prices, at)
      return priceOf(machine, { amount: sum(prices.map(minorOf)), mark, path, currency }, at)
    }
  return namespace(machine, 'money', {
    add: together('add', (amounts) => amounts.reduce((sum, amount) => sum + amount, 0)),
    subtract: together('subtract', ([first = 0, ...others]) => others.reduce((rest, amount) => rest - amount, first)),
    multiply: ([box, factor], at) => {
      const price = priceIn(machine, box, 'multiply', at)
      if (!factor) return fail('runtime', 'money.multiply takes an amount and a number: money.multiply(price, 3).', at)
      const by = numberIn(factor, at)
      if (!Number.isFinite(by)) fail('runtime', 'money.multiply takes a finite number: check it first.', at)
      const mark = lattice.join(price.amount.mark, factor.mark)
      const path = computedPath('multiply', price.amount, factor)
      return priceOf(machine, { amount: timesExactly(minorOf(price), by), mark, path, currency: price.currency }, at)
    },
    compare: (args, at) => {
      if (args.length !== 2) fail('runtime', 'money.compare takes two amounts: money.compare(a, b) < 0.', at)
      const prices = args.map((box) => priceIn(machine, box, 'compare', at))
      const { mark } = oneCurrency(machine, prices, at)
      const [a = 0, b = 0] = prices.map(minorOf)
      const marks = joinMarks(
        machine,
        prices.map(({ amount }) => amount),
      )
      return flow.box(Math.sign(a - b), lattice.join(marks, lattice.asControl(mark)))
    },
    format: ([box], at) => {
      const { amount, currency } = priceIn(machine, box, 'format', at)
      const code = String(currency.value)
      const text = machine.meter.text(`${decimalText(minorOf({ amount }), minorDigits(code))} ${code}`, at)
      return flow.box(text, joinMarks(machine, [amount, currency]), doneToBox(amount, 'format'))
    },
  })
}

type Price = { readonly amount: Box; readonly currency: Box }

function priceIn(machine: Machine, box: Box | undefined, name: string, at: Node): Price {
  if (box) refuseUnseen(box, at)
  if (!box || !isKind(box.value, 'object')) {
    return fail('runtime', `money.${name} takes amounts with their currency: { amount: 1250, currency: 'EUR' }.`, at)
  }
  const part = (key: string) => getProperty(machine, box, { value: key, mark: machine.lattice.none, path: WRITTEN }, at)
  const [amount, currency] = [part('amount'), part('currency')]
  for (const each of [amount, currency]) refuseUnseen(each, at)
  if (!Number.isSafeInteger(amount.value)) {
    fail('runtime', 'An amount is a whole number of minor units: write 1250 and not 12.5 for 12.50 EUR.', at)
  }
  if (typeof currency.value !== 'string' || !CURRENCY.test(currency.value)) {
    fail('runtime', "A currency is its three letters: { amount: 1250, currency: 'EUR' }.", at)
  }
  return { amount, currency }
}

const CURRENCY = /^[A-Z]{3}$/u

function minorOf({ amount }: Pick<Price, 'amount'>): number {
  return Number(amount.value)
}

// What makes them one currency is that they all are: so it carries the labels of all.
function oneCurrency(machine: Machine, prices: readonly Price[], at: Node): Box {
  const [first] = prices
  if (!first) return fail('runtime', "Nothing has no currency: begin with { amount: 0, currency: 'EUR' }.", at)
  const currencies = prices.map(({ currency }) => currency)
  if (currencies.some(({ value }) => value !== first.currency.value)) {
    fail('runtime', 'The amounts are in different currencies: filter them by currency first.', at)
  }
  return { value: first.currency.value, mark: joinMarks(machine, currencies), path: first.currency.path }
}

function amountPath(name: 'add' | 'subtract', [first, second, ...others]: readonly Price[]): Path | undefined {
  if (!first || !second) return first?.amount.path
  const rest = [second, ...others].map(({ amount }) => amount)
  return rest.length === 1 ? computedPath(name, first.amount, second.amount) : doneWith(name, first.amount, rest)
}

type Made = {
  readonly amount: number
  readonly mark: Mark
  readonly path: Path | undefined
  readonly currency: Box
}

/** The amount is the author's making, as all arithmetic is; the currency is passed on. */
function priceOf(machine: Machine, made: Made, at: Node): Box {
  const { flow, lattice } = machine
  if (!Number.isSafeInteger(made.amount)) fail('runtime', 'The amount is too large to be exact: use smaller ones.', at)
  const fields = new Map([
    ['amount', flow.box(made.amount, lattice.join(made.mark, lattice.literals), made.path)],
    ['currency', flow.box(made.currency.value, made.currency.mark, made.currency.path)],
  ])
  return newEntries(machine, fields, { shape: lattice.literals, mark: lattice.literals }, at)
}

// As on a plan's card: 129.00 EUR.
function decimalText(minor: number, digits: number): string {
  const whole = String(Math.abs(minor)).padStart(digits + 1, '0')
  const text = digits === 0 ? whole : `${whole.slice(0, -digits)}.${whole.slice(-digits)}`
  return minor < 0 ? `-${text}` : text
}

/**
 * A whole number times a decimal as it is written, rounded to a whole number, halves away from zero. Through floating
 * point 1.005 × 1000 would be 1004.9999999999999.
 */
function timesExactly(whole: number, factor: number): number {
  const [, sign, integer = '0', fraction = '', exponent = '0'] = DECIMAL.exec(String(factor)) ?? []
  const scale = fraction.length - Number(exponent)
  const numerator = BigInt(Math.abs(whole)) * BigInt(integer + fraction) * 10n ** BigInt(Math.max(0, -scale))
  const denominator = 10n ** BigInt(Math.max(0, scale))
  const rounded = Number((2n * numerator + denominator) / (2n * denominator))
  const isNegative = whole < 0 !== (sign === '-')
  return isNegative && rounded !== 0 ? -rounded : rounded
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/u
