import * as z from 'zod'
import { FINGERS, OCCASIONS } from './book-options'

/** A line that people read and the database can keep: no control characters, no halves of a character. */
const line = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u)
/** As `line`, with line breaks. */
const prose = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|\n)*$/u)

/** Calendar day, `2026-10-14`. */
const day = z.iso.date()

/** A measure taken of the client: inner circumference in micrometres (ISO 8653), when, and until when it may be kept. */
export const size = z.strictObject({
  finger: z.enum(FINGERS),
  circumference: z.int().min(41_000).max(76_000).multipleOf(500),
  measured: day,
  until: day,
})
export type Size = z.infer<typeof size>

export const occasion = z
  .strictObject({ kind: z.enum(OCCASIONS), month: z.int().min(1).max(12), day: z.int().min(1).max(31) })
  .refine(({ month, day: of }) => of <= new Date(Date.UTC(2024, month, 0)).getUTCDate())
export type Occasion = z.infer<typeof occasion>

/** What the advisor may write of a client. */
export const profileParts = z.strictObject({
  name: line(120).min(1),
  email: z.email().max(200).or(z.literal('')),
  phone: z
    .string()
    .trim()
    .max(40)
    .regex(/^[+()\d .-]*$/),
  today: prose(600),
  likes: prose(600),
  notes: prose(2000),
  followUp: prose(600),
  /** Inner circumference as measured today; its dates are the house's to give. */
  sizes: z.array(size.pick({ finger: true, circumference: true })).max(FINGERS.length),
  occasions: z.array(occasion).max(12),
})
export type ProfileParts = z.infer<typeof profileParts>

/** Days within which a date is what a piece was ordered for. */
const SEASON = 120

/** The first of these dates within a season from a day on, whatever its year; 29 February is 1 March where there is none. */
export function nextOccasion(occasions: readonly Occasion[], from: Date): Occasion | undefined {
  const start = Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate())
  const daysUntil = ({ month, day: of }: Occasion) => {
    const [now, then] = [0, 1].map((years) => Date.UTC(from.getUTCFullYear() + years, month - 1, of) - start)
    return ((now ?? 0) >= 0 ? (now ?? 0) : (then ?? 0)) / 86_400_000
  }
  const [next] = occasions.toSorted((a, b) => daysUntil(a) - daysUntil(b))
  return next && daysUntil(next) <= SEASON ? next : undefined
}

/** First letters of the first and the last word: `A.B.`, `A.` */
export function initialsOf(name: string): string {
  const words = name.trim().split(/[\s'’-]+/u)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '')
  return letters
    .filter(Boolean)
    .map((letter) => `${letter.toLocaleUpperCase()}.`)
    .join('')
}

/** What a name, mail or number is looked for by: no case, no accents, telephone numbers as digits. */
export const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
export const searchTextOf = ({ name, email, phone }: Pick<ProfileParts, 'name' | 'email' | 'phone'>): string =>
  [folded(name), folded(email), phone.replaceAll(/\D/g, '')].filter(Boolean).join(' ')
