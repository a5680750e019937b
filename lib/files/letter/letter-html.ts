import type { Letter } from './letter'

/** Values of app/tokens.css: a letter carries its own, since no mail program knows variables. */
const INK = {
  paper: '#F7F4EE',
  raised: '#FCFAF6',
  ink: '#1B1A17',
  second: '#55514A',
  third: '#6B665C',
  hairline: '#DDD6C8',
  brass: '#735421',
} as const
const SERIF = "Newsreader,'Iowan Old Style','Palatino Linotype',Palatino,Georgia,serif"
const SANS = "'Hanken Grotesk','Helvetica Neue',Helvetica,Arial,sans-serif"

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Whatever a client or an atelier wrote is text, never markup. */
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter)

/** An address of the web or one of our marks; anything else leads nowhere. */
const address = (link: string): string => (/^(https?:\/\/|\[\[[a-z-]+\]\]$)/.test(link) ? escaped(link) : '#')

/**
 * The letter as HTML for mail programs: tables and inline styles, no script, no picture, nothing fetched from anywhere. It reads in
 * 320 px and in the dark, and a screen reader hears paragraphs, a table of facts and links.
 */
export function letterHtml(letter: Letter): string {
  const { locale, subject, title, greeting, paragraphs, facts, action, links, foot } = letter
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light">
<meta name="supported-color-schemes" content="light">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<title>${escaped(subject)}</title>
</head>
<body style="margin:0;padding:0;background:${INK.paper};color:${INK.ink};-webkit-text-size-adjust:100%">
<div role="main">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escaped(paragraphs[0] ?? '')}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:${INK.paper}">
<tr><td align="center" style="padding:40px 20px 56px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px">
<tr><td style="padding:0 0 44px;font:400 26px/1 ${SERIF};letter-spacing:-0.4px;color:${INK.ink}">Lot One</td></tr>
<tr><td><h1 style="margin:0 0 24px;font:400 34px/1.14 ${SERIF};letter-spacing:-0.5px;color:${INK.ink}">${escaped(title)}</h1></td></tr>
${[...(greeting ? [greeting] : []), ...paragraphs].map(paragraph).join('\n')}
${facts.length > 0 ? factTable(facts) : ''}
${action ? button(action) : ''}
${links.map(further).join('\n')}
<tr><td style="padding:44px 0 0"><div style="border-top:1px solid ${INK.hairline};padding:20px 0 0;font:400 13px/1.5 ${SANS};color:${INK.third}">${foot.map(escaped).join('<br>')}</div></td></tr>
</table>
</td></tr>
</table>
</div>
</body>
</html>
`
}

const paragraph = (text: string) =>
  `<tr><td><p style="margin:0 0 18px;font:400 17px/1.6 ${SANS};color:${INK.second}">${escaped(text)}</p></td></tr>`

function factTable(facts: Letter['facts']): string {
  const cell = `padding:13px 0;border-bottom:1px solid ${INK.hairline};vertical-align:baseline`
  const rows = facts.map(({ name, value, before }) => {
    const old = before ? `<br><span style="font-size:13px;color:${INK.third}">${escaped(before)}</span>` : ''
    return `<tr><th scope="row" align="left" style="${cell};padding-right:16px;width:34%;font:400 15px/1.45 ${SANS};color:${INK.second}">${escaped(name)}</th><td style="${cell};font:500 15px/1.45 ${SANS};color:${INK.ink};overflow-wrap:anywhere">${escaped(value)}${old}</td></tr>`
  })
  return `<tr><td style="padding:14px 0 0"><table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;border-top:1px solid ${INK.hairline}">
${rows.join('\n')}
</table></td></tr>`
}

const button = ({ label, link }: { label: string; link: string }) =>
  `<tr><td style="padding:36px 0 0"><a href="${address(link)}" style="display:inline-block;background:${INK.ink};color:${INK.paper};font:500 16px/20px ${SANS};text-decoration:none;padding:16px 28px;border-radius:2px">${escaped(label)}</a></td></tr>`

const further = ({ label, link }: { label: string; link: string }) =>
  `<tr><td style="padding:22px 0 0;font:400 15px/1.5 ${SANS}"><a href="${address(link)}" style="color:${INK.brass};text-decoration:underline;text-underline-offset:3px">${escaped(label)}</a></td></tr>`
