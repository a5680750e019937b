import { truthReport } from '@/lib/domain/manufacturability/truth'
import { loadKernel } from '@/lib/server/kernel'
import { print } from './figure'

/** Parts known by construction, each limit on both sides of the truth. */
export async function run(): Promise<void> {
  const report = truthReport(await loadKernel())
  print('truth', 'parts', report.parts, 'count')
  print('truth', 'recall', report.recall, 'ratio')
  print('truth', 'precision', report.precision, 'ratio')
  print('truth', 'unknown_share', report.unknownShare, 'ratio')
  print('truth', 'false_pass', report.falsePass, 'count')
  print('truth', 'wall_error_um', report.wallErrorUm, 'um')
  print('truth', 'tool_error_um', report.toolErrorUm, 'um')
  for (const line of report.wrong) console.error(line)
}
