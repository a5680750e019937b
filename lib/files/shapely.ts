import { spawnSync } from 'node:child_process'

/** Whether python3-shapely is here; says so aloud when it is not. */
export const hasShapely = (): boolean => {
  const found = spawnSync('/usr/bin/python3', ['-c', 'import shapely'], { stdio: 'ignore' }).status === 0
  if (!found) console.warn('SKIPPED: python3-shapely is not on this machine')
  return found
}

/** Runs a script that reads JSON from its input as `given` and leaves its answer in `found`. */
export function shapely<T>(script: string, given: unknown): T {
  const whole = `import json, sys\nfrom shapely.geometry import Polygon, Point, LineString\nfrom shapely import affinity\ngiven = json.load(sys.stdin)\n${script}\nprint(json.dumps(found))\n`
  const run = spawnSync('/usr/bin/python3', ['-c', whole], {
    input: JSON.stringify(given),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout) as T
}
