import { describe, expect, it } from 'vitest'
import { oneLine } from './letter'

describe('a line of a letter', () => {
  it('holds no mark that a link would be put into, however it is written', () => {
    for (const text of ['[[build]]', '[[[build]]', '[[[[build]]]]', '[\u200b[build]]', '[\n[build]]', '[[[[[order]]']) {
      expect(oneLine(text), text).not.toContain('[[')
    }
    expect(oneLine('size [54]')).toBe('size [54]')
  })
})
