import { createHash } from 'node:crypto'

interface Schema {
  $ref?: string
  type?: string | string[]
  description?: string
  enum?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: Schema | boolean
  anyOf?: Schema[]
  oneOf?: Schema[]
  minLength?: number
  maxLength?: number
}
interface Media {
  content?: Record<string, { schema?: Schema }>
  description?: string
}
interface Operation {
  summary?: string
  description?: string
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[]
  requestBody?: Media
  responses?: Record<string, Media>
}
export interface OpenApiDocument {
  info: { title: string; version: string; description?: string }
  paths?: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, Schema> }
}

const STYLE = `
:root{color-scheme:light;--ink:#1d1a16;--paper:#f8f5ef;--line:#d9d2c5;--soft:#6b6457;--brass:#7d5f24}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
main{max-width:62rem;margin:0 auto;padding:2.5rem 1.25rem 6rem}
h1{font:400 2.25rem/1.15 Georgia,serif;margin:0 0 .5rem}
h2{font:400 1.5rem/1.25 Georgia,serif;margin:3rem 0 .5rem;padding-top:1rem;border-top:1px solid var(--line)}
h3{font-size:.95rem;margin:1.5rem 0 .25rem}
p{max-width:44rem;margin:.25rem 0 .75rem}
code,pre{font:13.5px/1.5 ui-monospace,monospace}
.call{display:flex;gap:.75rem;align-items:baseline;flex-wrap:wrap}
.verb{font:600 .8rem/1 ui-monospace,monospace;letter-spacing:.04em;color:var(--brass)}
table{border-collapse:collapse;width:100%;display:block;overflow-x:auto}
th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--line)}
th{font-weight:600;font-size:.85rem;color:var(--soft)}
a{color:var(--brass)}
nav ul{columns:2 18rem;padding:0;list-style:none}
nav a{display:block;padding:.3rem 0}
.soft{color:var(--soft)}
`

/** Lets the page show its own style and nothing else. */
export const referencePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

const plain = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
const anchor = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

function typeOf(schema: Schema | undefined): string {
  if (!schema) return 'anything'
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return `<a href="#schema-${anchor(name)}">${plain(name)}</a>`
  }
  const either = schema.anyOf ?? schema.oneOf
  if (either) return either.map(typeOf).join(' or ')
  if (schema.enum) return schema.enum.map((value) => `<code>${plain(String(value))}</code>`).join(' ')
  if (schema.type === 'array') return `list of ${typeOf(schema.items)}`
  if (schema.properties) return 'object'
  if (typeof schema.additionalProperties === 'object') return `record of ${typeOf(schema.additionalProperties)}`
  return plain([schema.type ?? 'anything'].flat().join(' or '))
}

function rows(schema: Schema, before = ''): string {
  return Object.entries(schema.properties ?? {})
    .map(([name, property]) => {
      const required = schema.required?.includes(name) ? '' : '<span class="soft"> optional</span>'
      const line = `<tr><td><code>${plain(before + name)}</code>${required}</td><td>${typeOf(property)}</td><td>${plain(property.description ?? '')}</td></tr>`
      const inner = property.type === 'array' ? property.items : property
      return line + (inner && !inner.$ref && inner.properties ? rows(inner, `${before}${name}.`) : '')
    })
    .join('')
}

function table(schema: Schema | undefined): string {
  if (!schema) return ''
  if (!schema.properties) return `<p>${typeOf(schema)}</p>`
  return `<table><thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead><tbody>${rows(schema)}</tbody></table>`
}

const schemaOf = (media: Media | undefined) => Object.values(media?.content ?? {})[0]?.schema

function section(path: string, verb: string, operation: Operation): string {
  const parameters = operation.parameters ?? []
  const given = parameters
    .map(({ name, in: where, required, description, schema }) => {
      const optional = required ? '' : '<span class="soft"> optional</span>'
      return `<tr><td><code>${plain(name)}</code>${optional}</td><td>${plain(where)}</td><td>${plain(description ?? schema?.description ?? '')}</td></tr>`
    })
    .join('')
  const answers = Object.entries(operation.responses ?? {})
    .map(
      ([status, media]) =>
        `<tr><td><code>${status}</code></td><td>${typeOf(schemaOf(media))}</td><td>${plain(media.description ?? '')}</td></tr>`,
    )
    .join('')
  return `<section id="${anchor(`${verb} ${path}`)}"><h2>${plain(operation.summary ?? path)}</h2>
<p class="call"><span class="verb">${verb.toUpperCase()}</span> <code>${plain(path)}</code></p>
${operation.description ? `<p>${plain(operation.description)}</p>` : ''}
${given ? `<h3>Parameters</h3><table><thead><tr><th scope="col">Name</th><th scope="col">Where</th><th scope="col">Meaning</th></tr></thead><tbody>${given}</tbody></table>` : ''}
${operation.requestBody ? `<h3>Body</h3>${table(schemaOf(operation.requestBody))}` : ''}
<h3>Answers</h3><table><thead><tr><th scope="col">Status</th><th scope="col">Body</th><th scope="col">When</th></tr></thead><tbody>${answers}</tbody></table></section>`
}

/** A page to read, made from the OpenAPI document: no script, nothing from elsewhere. */
export function referencePage(document: OpenApiDocument): string {
  const calls = Object.entries(document.paths ?? {}).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, operation]) => ({ path, verb, operation })),
  )
  const contents = calls
    .map(
      ({ path, verb, operation }) => `<li><a href="#${anchor(`${verb} ${path}`)}">${plain(operation.summary ?? path)}</a></li>`,
    )
    .join('')
  const schemas = Object.entries(document.components?.schemas ?? {})
    .filter(([, schema]) => schema.type || schema.properties)
    .map(([name, schema]) => {
      const words = schema.description ? `<p>${plain(schema.description)}</p>` : ''
      return `<section id="schema-${anchor(name)}"><h3>${plain(name)}</h3>${words}${table(schema)}</section>`
    })
    .join('')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${plain(document.info.title)}</title><style>${STYLE}</style></head>
<body><main><h1>${plain(document.info.title)}</h1><p>${plain(document.info.description ?? '')}</p>
<p><a href="/api/v1/openapi.json">OpenAPI document</a></p><nav aria-label="Calls"><ul>${contents}</ul></nav>
${calls.map(({ path, verb, operation }) => section(path, verb, operation)).join('\n')}
<section id="schemas"><h2>Words used</h2>${schemas}</section></main></body></html>`
}
