/**
 * Equivalents of an ISO 8653 size (inner circumference, mm), rounded to the sizes that shops sell.
 * US: size 0 is 36.5 mm round and +1 is 2.55 mm. UK: A is 37.8 mm round and a letter is 1.25 mm (BS 6820). Japan: size 1 is 13 mm
 * across and +1 is a third of a millimetre (JCS).
 */
export function equivalents(circumference: number): { us: string; uk: string; jp: string } {
  const us = Math.round(((circumference - 36.5) / 2.55) * 4) / 4
  const quarters = { 0: '', 0.25: '¼', 0.5: '½', 0.75: '¾' } as Record<number, string>
  const half = Math.round(((circumference - 37.8) / 1.25) * 2)
  const letter = Math.floor(half / 2)
  const uk = letter < 26 ? String.fromCharCode(65 + letter) : `Z+${letter - 25}`
  const jp = Math.round(3 * (circumference / Math.PI - 13) + 1)
  return {
    us: `${Math.floor(us)}${quarters[us - Math.floor(us)] ?? ''}`,
    uk: `${uk}${half % 2 === 1 ? '½' : ''}`,
    jp: String(jp),
  }
}

/** Inner diameter in mm of an inner circumference. */
export const diameterOf = (circumference: number) => circumference / Math.PI
