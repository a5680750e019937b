/** Tanned with chromium: supple, and never to be cut by a laser. */
export const CHROME_TANNED: ReadonlySet<string> = new Set(['calf-smooth', 'goat-pebbled'])

/** Relative humidity that a leather stands without moving, per cent (leathercrafttoolbox.com gives 45–70; the lower end for the others is an assumption). */
export const LEATHER_CLIMATE: Readonly<Record<string, readonly [number, number]>> = {
  'calf-smooth': [40, 70],
  'goat-pebbled': [40, 70],
  'veg-tan': [45, 65],
}
