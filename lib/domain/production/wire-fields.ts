import * as z from 'zod'

export const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    // Control characters have no business in a line that people read.
    .regex(/^[^\p{Cc}\p{Cs}]*$/u)
export const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/)
export const hex = (length: number) => z.string().regex(new RegExp(`^[0-9a-f]{${length}}$`))
export const instant = z.iso.datetime({ offset: true }).max(40)
export const keyName = z.string().regex(/^key_[0-9a-z_-]{4,60}$/)
