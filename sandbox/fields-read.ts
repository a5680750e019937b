import { relative } from 'node:path'
import ts from 'typescript'

/** Objects of the provider whose fields the house reads, by the name of their declaration. */
const OWNERS: Readonly<Record<string, string>> = {
  Session: 'checkout-session',
  PaymentIntent: 'payment-intent',
  Refund: 'refund',
  EventBase: 'event',
}

/**
 * Every field of the provider's objects that a source file reads, found by the compiler and not kept by hand: `refund.amount`. Reads of
 * an event's type and data are declared once for each event; they count as `event.type` and `event.data`.
 */
export function fieldsRead(file: string): ReadonlySet<string> {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd())
  const program = ts.createProgram([file], { ...options, noEmit: true, skipLibCheck: true })
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file)
  if (!source) throw new Error(`${file} is not there`)
  const found = new Set<string>()
  const add = (symbol: ts.Symbol | undefined) => {
    for (const declaration of symbol?.declarations ?? []) {
      const { parent } = declaration
      if (!isProviders(declaration) || !ts.isInterfaceDeclaration(parent) || !ts.isPropertySignature(declaration)) continue
      const owner = OWNERS[parent.name.text] ?? (parent.name.text.endsWith('Event') ? 'event' : undefined)
      if (owner && symbol) found.add(`${owner}.${symbol.name}`)
    }
  }
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) add(checker.getSymbolAtLocation(node.name))
    if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
      const name = (node.propertyName ?? node.name).getText()
      add(checker.getTypeAtLocation(node.parent).getProperty(name))
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const isProviders = (declaration: ts.Declaration): boolean =>
  relative(process.cwd(), declaration.getSourceFile().fileName).startsWith('node_modules/stripe/')
