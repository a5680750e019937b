import { draftCommand } from './draft-command'

const { exit, output } = await draftCommand(process.argv.slice(2))
process.stdout.write(`${JSON.stringify(output, null, 2)}\n`)
process.exitCode = exit
