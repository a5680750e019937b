import { describe, expect, test } from 'vitest'
import { thinRaster } from './thin-shading'

/** Two places of the wall map, 6 mm apart. */
const walls = { positions: Float32Array.from([0, 0, 0, 6, 0, 0]), thickness: Float32Array.from([0.4, 0.7]) }

describe('the shade of thin walls', () => {
  const at = (limit: number, x: number) => {
    const raster = thinRaster({ walls, limit })!
    const cell = (value: number, axis: 0 | 1 | 2) => Math.floor((value - raster.corner[axis]) / raster.cell)
    return raster.cells[(cell(0, 2) * raster.height + cell(0, 1)) * raster.width + cell(x, 0)]!
  }

  test('is darkest where the wall is thinnest, and ends between', () => {
    expect(at(0.8, 0)).toBeGreaterThan(240)
    expect(at(0.8, 6)).toBeGreaterThan(100)
    expect(at(0.8, 6)).toBeLessThan(at(0.8, 0))
    expect(at(0.8, 3)).toBe(0)
  })

  test('leaves out what is thick enough', () => {
    const raster = thinRaster({ walls, limit: 0.5 })!
    expect(raster.corner[0] + raster.width * raster.cell).toBeLessThan(6)
    expect(thinRaster({ walls, limit: 0.4 })).toBeUndefined()
  })

  test('stays small for a large piece', () => {
    const wide = { positions: Float32Array.from([0, 0, 0, 300, 300, 300]), thickness: Float32Array.from([0.4, 0.4]) }
    const { width, height, depth, cells } = thinRaster({ walls: wide, limit: 0.8 })!
    expect(Math.max(width, height, depth)).toBeLessThanOrEqual(96)
    expect(cells.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0)).toBeGreaterThan(1)
  })
})
