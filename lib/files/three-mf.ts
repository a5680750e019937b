import { strToU8, zipSync } from 'fflate'
import type { Mesh } from '@/lib/domain/geometry/mesh'
import { xml } from './xml'

export interface ThreeMfObject {
  name: string
  mesh: Mesh
}

/** Nine significant digits give every float32 back. */
const digits = (value: number): string => String(Number(value.toPrecision(9)))

function objectXml(object: ThreeMfObject, id: number): string {
  const { positions, triangles } = object.mesh
  const lines: string[] = [`<object id="${id}" type="model" name="${xml(object.name)}"><mesh><vertices>`]
  for (let i = 0; i < positions.length; i += 3)
    lines.push(`<vertex x="${digits(positions[i]!)}" y="${digits(positions[i + 1]!)}" z="${digits(positions[i + 2]!)}"/>`)
  lines.push('</vertices><triangles>')
  for (let t = 0; t < triangles.length; t += 3)
    lines.push(`<triangle v1="${triangles[t]}" v2="${triangles[t + 1]}" v3="${triangles[t + 2]}"/>`)
  lines.push('</triangles></mesh></object>')
  return lines.join('')
}

const RELATIONSHIPS =
  '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rel0" Target="/3D/3dmodel.model" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/></Relationships>'
const TYPES =
  '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/></Types>'

/** The earliest time a zip can hold: the same parts give the same bytes. */
const EPOCH = new Date(1980, 0, 1)

/** 3MF core specification 1.3; millimetres; metadata names of the specification only. */
export function threeMf(objects: readonly ThreeMfObject[], metadata: Readonly<Record<string, string>>): Uint8Array {
  const model = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<model unit="millimeter" xml:lang="en" xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02">',
    ...Object.entries(metadata).map(([name, value]) => `<metadata name="${name}">${xml(value)}</metadata>`),
    '<resources>',
    ...objects.map((object, index) => objectXml(object, index + 1)),
    '</resources><build>',
    ...objects.map((_, index) => `<item objectid="${index + 1}"/>`),
    '</build></model>',
  ].join('')
  const options = { level: 6, mtime: EPOCH } as const
  return zipSync({
    '[Content_Types].xml': [strToU8(TYPES), options],
    '_rels/.rels': [strToU8(RELATIONSHIPS), options],
    '3D/3dmodel.model': [strToU8(model), options],
  })
}
