import { expect, it } from 'vitest'
import { loadKernel } from '@/lib/server/kernel'
import { truthReport } from './truth'

it('finds what is wrong with parts known by construction, and nothing else', async () => {
  const report = truthReport(await loadKernel())
  expect(report.parts).toBeGreaterThanOrEqual(200)
  expect(report.falsePass, report.wrong.join('\n')).toBe(0)
  expect(report.recall, report.wrong.join('\n')).toBeGreaterThanOrEqual(0.98)
  expect(report.precision, report.wrong.join('\n')).toBeGreaterThanOrEqual(0.95)
  expect(report.unknownShare, report.wrong.join('\n')).toBeLessThanOrEqual(0.05)
  expect(report.wallErrorUm).toBeLessThanOrEqual(10)
  expect(report.toolErrorUm).toBeLessThanOrEqual(10)
  // Every fact lies within its own bound of the truth.
  expect(report.wrong.filter((line) => line.includes('true'))).toEqual([])
})
