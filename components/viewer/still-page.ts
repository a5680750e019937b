import type { RenderMesh, Surface } from '@/lib/domain/geometry/mesh'
import type { Pose } from './camera-rig'
import { createViewer } from './create-viewer'
import type { ViewerSettings } from './viewer-settings'

/** A render mesh as text, so that a page without a network can be handed one. Arrays are base64 of little-endian bytes. */
export interface PackedMesh {
  positions: string
  normals: string
  triangles: string
  surfaceOf: string
  depth: string
  order?: string
  shade?: string
  hinge?: RenderMesh['hinge']
  surfaces: readonly Surface[]
}

export interface StillRequest {
  mesh: PackedMesh
  /** The piece without its engraving, for the stages in which it has none or half of it. */
  blank?: PackedMesh
  width: number
  height: number
  /** Pixels drawn per pixel kept, each way. */
  supersample: number
  settings: Partial<ViewerSettings>
  pose: Partial<Pose>
  /** Multiplies the home distance. */
  closeness?: number
  /** CSS colour; transparent when absent. */
  ground?: string
  quality: number
  sizes: readonly number[]
}

const bytes = (text: string) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer

function unpack(packed: PackedMesh): RenderMesh {
  return {
    positions: new Float32Array(bytes(packed.positions)),
    normals: new Float32Array(bytes(packed.normals)),
    triangles: new Uint32Array(bytes(packed.triangles)),
    surfaceOf: new Uint8Array(bytes(packed.surfaceOf)),
    depth: new Float32Array(bytes(packed.depth)),
    ...(packed.order ? { order: new Float32Array(bytes(packed.order)) } : {}),
    ...(packed.shade ? { shade: new Float32Array(bytes(packed.shade)) } : {}),
    ...(packed.hinge ? { hinge: packed.hinge } : {}),
    surfaces: packed.surfaces,
  }
}

/** Draws one still and answers WebP files, base64, one per width in `sizes`. */
async function renderStill(request: StillRequest): Promise<string[]> {
  const mesh = unpack(request.mesh)
  const canvas = document.createElement('canvas')
  const { stage } = request.settings
  const blank = request.blank ? unpack(request.blank) : undefined
  const settings = { ...request.settings, quality: 'high' as const, stage: stage ? { ...stage, blank } : undefined }
  const viewer = createViewer(canvas, { settings, still: true })
  viewer.resize(request.width, request.height, request.supersample)
  viewer.show(mesh)
  viewer.aim(request.pose)
  if (request.closeness) viewer.zoom(request.closeness)
  viewer.develop()
  const files: string[] = []
  for (const width of request.sizes) {
    const height = Math.round((request.height * width) / request.width)
    const kept = new OffscreenCanvas(width, height)
    const context = kept.getContext('2d')!
    if (request.ground) {
      context.fillStyle = request.ground
      context.fillRect(0, 0, width, height)
    }
    context.imageSmoothingQuality = 'high'
    context.drawImage(canvas, 0, 0, width, height)
    const blob = await kept.convertToBlob({ type: 'image/webp', quality: request.quality })
    const data = new Uint8Array(await blob.arrayBuffer())
    let text = ''
    for (let i = 0; i < data.length; i += 8192) text += String.fromCharCode(...data.subarray(i, i + 8192))
    files.push(btoa(text))
  }
  viewer.dispose()
  return files
}

Object.assign(globalThis, { renderStill })
