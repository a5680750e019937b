import { readdirSync, readFileSync, statSync } from 'node:fs'

/** Where the app's pages and actions lie, as the permission tests find them: by walking the folder, so that nothing is left out. */
const PLACE = 'app/[locale]'
/** Route groups are no part of an address. */
export const addressOf = (folder: string) => folder.slice(PLACE.length).replaceAll(/\/\([^)]+\)/g, '') || '/'
const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/'))

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = `${folder}/${name}`
    return statSync(path).isDirectory() ? files(path) : [path]
  })
}

export const appFiles = files('app')
/** Pages and route handlers by address. */
export const pages = new Map(
  appFiles.filter((path) => /\/(page|route)\.tsx?$/.test(path)).map((path) => [addressOf(folderOf(path)), path]),
)
export const actionFiles = appFiles.filter((path) => /\.tsx?$/.test(path) && /^'use server'/m.test(readFileSync(path, 'utf8')))
/** Server actions by address and name. */
export const actions = new Map<string, { path: string; name: string }>(
  actionFiles.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/^export async function (\w+)/gm)].map(
      ([, name = '']) => [`${addressOf(folderOf(path))} ${name}`, { path, name }] as const,
    ),
  ),
)
