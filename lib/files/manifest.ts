import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

export interface ManifestEntry {
  path: string
  mediaType: string
  bytes: number
  /** SHA-256, hex. */
  sha256: string
}

export interface Manifest {
  format: 'lot-one-package@1'
  reference: string
  designHash: string
  geometryHash: string
  files: readonly ManifestEntry[]
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '3mf': 'model/3mf',
  stl: 'model/stl',
  glb: 'model/gltf-binary',
  dxf: 'image/vnd.dxf',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  json: 'application/json',
}

export const mediaTypeOf = (path: string): string => MEDIA_TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream'

/** What is in a package; sorted by path. */
export function manifestOf(files: ReadonlyMap<string, Uint8Array>, about: Omit<Manifest, 'format' | 'files'>): Manifest {
  const entries = [...files].map(([path, bytes]) => ({
    path,
    mediaType: mediaTypeOf(path),
    bytes: bytes.length,
    sha256: bytesToHex(sha256(bytes)),
  }))
  entries.sort((a, b) => (a.path < b.path ? -1 : 1))
  return { format: 'lot-one-package@1', ...about, files: entries }
}

/** Paths that are missing, added or changed against the manifest; empty when the package is whole. */
export function disagreements(files: ReadonlyMap<string, Uint8Array>, manifest: Manifest): string[] {
  const wrong = manifest.files.filter((entry) => {
    const bytes = files.get(entry.path)
    return !bytes || bytes.length !== entry.bytes || bytesToHex(sha256(bytes)) !== entry.sha256
  })
  const known = new Set(manifest.files.map((entry) => entry.path))
  const added = [...files.keys()].filter((path) => path !== MANIFEST && !known.has(path))
  return [...wrong.map((entry) => entry.path), ...added]
}

export const MANIFEST = 'manifest.json'
