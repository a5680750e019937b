import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
const ROOM = 64 * 1024 * 1024

/** Whether a program of another house is on this machine; says so aloud when it is not. */
export function has(program: string, ...probe: string[]): boolean {
  const found = spawnSync(program, probe.length > 0 ? probe : ['--help'], { stdio: 'ignore' }).error === undefined
  if (!found) console.warn(`SKIPPED: ${program} is not on this machine`)
  return found
}

export interface Admesh {
  facets: number
  disconnected: number
  degenerate: number
  parts: number
  reversed: number
}

/** What admesh says of a binary STL, before it repairs anything. */
export async function admesh(path: string): Promise<Admesh> {
  const { stdout } = await run('admesh', [path], { maxBuffer: ROOM })
  const figure = (label: RegExp): number => {
    const match = label.exec(stdout)
    if (!match?.[1]) throw new Error(`admesh did not report ${label} for ${path}`)
    return Number(match[1])
  }
  return {
    facets: figure(/Number of facets\s*:\s*(\d+)/),
    disconnected: figure(/Total disconnected facets\s*:\s*(\d+)/),
    degenerate: figure(/Degenerate facets\s*:\s*(\d+)/),
    parts: figure(/Number of parts\s*:\s*(\d+)/),
    reversed: figure(/Facets reversed\s*:\s*(\d+)/),
  }
}

export interface PrusaInfo {
  manifold: boolean
  parts: number
  volume: number
  facets: number
  openEdges: number
  repaired: boolean
}

/** What prusa-slicer says of models, in the order given. It repairs silently, so everything that it would repair is reported. */
export async function prusaInfo(paths: readonly string[]): Promise<PrusaInfo[]> {
  const { stdout } = await run('prusa-slicer', ['--info', ...paths], { maxBuffer: ROOM })
  return stdout
    .split(/^\[[^\]]+\.(?:stl|3mf)\]$/m)
    .slice(1)
    .map((text) => ({
      manifold: /manifold = yes/.test(text),
      parts: Number(/number_of_parts =\s*(\d+)/.exec(text)?.[1]),
      volume: Number(/^volume = ([\d.]+)/m.exec(text)?.[1]),
      facets: Number(/number_of_facets =\s*(\d+)/.exec(text)?.[1]),
      openEdges: Number(/open_edges =\s*(\d+)/.exec(text)?.[1] ?? 0),
      repaired: /degenerate_facets|edges_fixed|facets_removed|facets_reversed|backwards_edges/.test(text),
    }))
}

export interface DxfAudit {
  errors: number
  fixes: number
  units: number
  polylines: { layer: string; closed: boolean; points: number; area: number; box: [number, number, number, number] }[]
}

const AUDIT = `
import json, sys, ezdxf
out = []
for path in sys.argv[1:]:
    doc = ezdxf.readfile(path)
    audit = doc.audit()
    lines = []
    for e in doc.modelspace():
        p = [(v[0], v[1]) for v in e.get_points()]
        a = sum(p[i][0] * p[(i + 1) % len(p)][1] - p[(i + 1) % len(p)][0] * p[i][1] for i in range(len(p))) / 2
        xs = [v[0] for v in p]; ys = [v[1] for v in p]
        lines.append({"layer": e.dxf.layer, "closed": e.closed, "points": len(p), "area": a, "box": [min(xs), min(ys), max(xs), max(ys)]})
    out.append({"errors": len(audit.errors), "fixes": len(audit.fixes), "units": doc.units, "polylines": lines})
print(json.dumps(out))
`

export const hasEzdxf = (): boolean => {
  const found = spawnSync('/usr/bin/python3', ['-c', 'import ezdxf'], { stdio: 'ignore' }).status === 0
  if (!found) console.warn('SKIPPED: python3-ezdxf is not on this machine')
  return found
}

/** What ezdxf reads and finds wrong. */
export async function ezdxf(paths: readonly string[]): Promise<DxfAudit[]> {
  const { stdout } = await run('/usr/bin/python3', ['-c', AUDIT, ...paths], { maxBuffer: ROOM })
  return JSON.parse(stdout) as DxfAudit[]
}
