export { addDays, dayIn, dayOf, daysBetween, partsOf, type Day } from './slots/days.ts'
