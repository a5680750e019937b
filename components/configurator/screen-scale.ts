const KEY = 'lot-one.pixels-per-millimetre'

/** CSS defines an inch as 96 pixels; real screens differ, hence the calibration. */
export const USUAL_PIXELS = 96 / 25.4

/** What this screen was calibrated to with a bank card; absent until then, or where storage is closed. */
export function readPixelsPerMillimetre(): number | undefined {
  try {
    const value = Number(localStorage.getItem(KEY))
    return value > 1 && value < 20 ? value : undefined
  } catch {
    return undefined
  }
}

export function writePixelsPerMillimetre(value: number): void {
  try {
    localStorage.setItem(KEY, String(value))
  } catch {
    // A closed storage only means that the card is asked for again.
  }
}
