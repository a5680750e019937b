import { expect, it } from 'vitest'
import { reasonOf } from './hold-production'

it('a reason may have lines, which forms send with two signs at their ends, and no signs that nobody reads', () => {
  expect(reasonOf(' The stone is cracked.\r\nA new one comes.\r\n')).toEqual({
    ok: true,
    value: 'The stone is cracked.\nA new one comes.',
  })
  for (const text of ['ab', 'a\0bc', 'a\rbc', 'a\ud800bc', 'x'.repeat(501)])
    expect(reasonOf(text)).toMatchObject({ refusal: { code: 'staff.reason' } })
})
