import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MacroScene } from '@/components/viewer/macro-shot'

export interface StillPicture {
  src: string
  srcSet?: string
  width: number
  height: number
}

const WIDTHS = [640, 1200, 1280] as const

/** A still of a family rendered by `bin/stills` from our own geometry, by name; absent until it was rendered. */
export function stillNamed(family: string, name: string, shape = 1): StillPicture | undefined {
  const folder = join(/* turbopackIgnore: true */ process.cwd(), 'public', 'stills', family)
  const found = WIDTHS.filter((width) => existsSync(join(folder, `${name}-${width}.webp`)))
  const largest = found.at(-1)
  if (largest === undefined) return undefined
  const path = (width: number) => `/stills/${family}/${name}-${width}.webp`
  return {
    src: path(largest),
    srcSet: found.map((width) => `${path(width)} ${width}w`).join(', '),
    width: largest,
    height: Math.round(largest * shape),
  }
}

/** What a close picture knows of its piece, written beside it by `bin/stills`. */
export function macroSceneOf(family: string, name: string): MacroScene | undefined {
  const file = join(/* turbopackIgnore: true */ process.cwd(), 'public', 'stills', family, `${name}.json`)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as MacroScene) : undefined
}
