export { addDays, dayIn, dayOf, partsOf, type Day } from '../slots/days.ts'
