import { nearestPreset } from '@/components/configurator/nearest-preset'
import { Still } from '@/components/house/still'
import { stillNamed } from '@/components/house/stills'
import type { DesignRecord } from '@/lib/domain/design/personal'
import { loadFamily } from '@/lib/domain/products/catalogue'
import type { Translate } from '@/lib/words/render'

export interface ListedPiece {
  picture: ReturnType<typeof stillNamed>
  words: string
}

/** Words and nearest still of the pieces of a page, each family loaded once. */
export async function listedPieces(
  t: Translate,
  rows: readonly { id: string; record: DesignRecord; letters?: string | undefined }[],
) {
  const found = new Map<string, ListedPiece>()
  for (const { id, record, letters } of rows) {
    const family = await loadFamily(record.family)
    const preset = family && nearestPreset(family.presets, record.choices)
    const first = family?.parameters.find(({ kind }) => kind === 'choice')
    const option = first && record.choices[first.key]
    const words = [
      t(`families.${record.family}`),
      option === undefined ? '' : t(`options.${first?.key}.${option}`),
      letters ?? '',
    ]
    found.set(id, {
      picture: preset && stillNamed(record.family, preset.id),
      words: words.filter(Boolean).join(', '),
    })
  }
  return found
}

export function PieceCell({ piece }: { piece: ListedPiece | undefined }) {
  return (
    <span className="admin-piece">
      <Still picture={piece?.picture} alt="" sizes="34px" />
      {piece?.words}
    </span>
  )
}
