import type { ManifoldToplevel } from 'manifold-3d'

/** The solid kernel, already initialised (`setup()` called). Always an argument: browsers and Node load the wasm differently. */
export type Kernel = ManifoldToplevel

/** Everything a draft needs besides the document. */
export interface DraftEnvironment {
  kernel: Kernel
  fonts: FontLibrary
}

/** Typeface id (a family's choice, e.g. `garalde`) → parsed outlines. */
export interface FontLibrary {
  glyph(typeface: string, grapheme: string): GlyphOutline | undefined
  /** Kerning between two graphemes, in font units per em. */
  kerning(typeface: string, left: string, right: string): number
  /** Units per em, cap height in the same units. */
  metrics(typeface: string): { unitsPerEm: number; capHeight: number }
}

export interface GlyphOutline {
  advance: number
  /** Font units, y up. */
  commands: readonly PathCommand[]
}

export type PathCommand =
  | { type: 'M' | 'L'; x: number; y: number }
  | { type: 'Q'; x1: number; y1: number; x: number; y: number }
  | { type: 'C'; x1: number; y1: number; x2: number; y2: number; x: number; y: number }
  | { type: 'Z' }
