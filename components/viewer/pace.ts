/** Frames of a movement that are looked at before anything is decided. */
const LOOKED_AT = 8
/** Slower than this a turning piece no longer follows the hand, ms a frame. */
const SLOW = 45

/** Hears the time of each frame of a movement; says once, after the first eight, that this machine is too slow for what is asked of it. */
export function paceKeeper(tooSlow: () => void): (milliseconds: number) => void {
  const gaps: number[] = []
  return (milliseconds) => {
    if (gaps.length === LOOKED_AT) return
    gaps.push(milliseconds)
    if (gaps.length < LOOKED_AT) return
    const middle = [...gaps].sort((a, b) => a - b)[LOOKED_AT / 2] as number
    if (middle > SLOW) tooSlow()
  }
}
