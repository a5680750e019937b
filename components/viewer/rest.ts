/** Without a change for so long the piece is at rest, ms. */
export const AT_REST = 450
/** Most pixels of a picture at rest: what is computed without a graphics card in about a second. */
const MOST = 4_000_000

/**
 * Where every frame of a movement is coarse, the picture at rest is drawn once more with these device pixels per CSS pixel: enough
 * that the screen smooths what it shows. `width`, `height`: CSS pixels.
 */
export const restRatio = (width: number, height: number, devicePixelRatio: number): number =>
  Math.max(1, Math.min(Math.max(2, devicePixelRatio), Math.sqrt(MOST / Math.max(1, width * height))))
