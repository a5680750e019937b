import { expect, test, vi } from 'vitest'
import { paceKeeper } from './pace'

test('a machine that is mostly slow is told so once', () => {
  const tooSlow = vi.fn()
  const pace = paceKeeper(tooSlow)
  for (let frame = 0; frame < 40; frame++) pace(frame % 4 === 0 ? 16 : 90)
  expect(tooSlow).toHaveBeenCalledTimes(1)
})

test('one long frame among quick ones changes nothing', () => {
  const tooSlow = vi.fn()
  const pace = paceKeeper(tooSlow)
  for (let frame = 0; frame < 40; frame++) pace(frame === 2 ? 900 : 16)
  expect(tooSlow).not.toHaveBeenCalled()
})
