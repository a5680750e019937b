import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/**
 * Faults of replies against the payment library's own type declarations, found by its compiler: a reply must be assignable to the
 * declared type and may not have a key that the declaration does not know. `type` is written as in `Stripe.Checkout.Session`.
 */
export function faultsOfReplies(replies: readonly { type: string; reply: unknown }[]): string[] {
  const file = join(process.cwd(), 'sandbox', 'replies.virtual.ts')
  const lines = replies.map(({ type, reply }, index) => `export const reply${index}: ${type} = ${JSON.stringify(reply)}`)
  const text = [`import type Stripe from 'stripe'`, ...lines].join('\n')
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: ['node'],
  }
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists } = host
  host.fileExists = (name) => name === file || fileExists(name)
  host.readFile = (name) => (name === file ? text : readFileSync(name, 'utf8'))
  host.getSourceFile = (name, version, ...rest) =>
    name === file ? ts.createSourceFile(name, text, version) : getSourceFile(name, version, ...rest)
  const program = ts.createProgram([file], options, host)
  const source = program.getSourceFile(file)
  const diagnostics = [...program.getGlobalDiagnostics(), ...(source ? program.getSemanticDiagnostics(source) : [])]
  return diagnostics.map((diagnostic) => {
    const line = source && diagnostic.start !== undefined ? source.getLineAndCharacterOfPosition(diagnostic.start).line : 0
    const what = replies[line - 1]?.type ?? 'program'
    return `${what}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`
  })
}
