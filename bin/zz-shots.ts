import { readFileSync, mkdirSync, existsSync, writeFileSync } from 'node:fs'
import { launchChromium } from '@/bin/chromium'
import { codeAt } from '@/lib/server/totp'
const origin='http://localhost:4320'
const out='/tmp/staff-shots'; mkdirSync(out,{recursive:true})
const {staff}=JSON.parse(readFileSync('/tmp/staff-copy/secrets.json','utf8'))
const cache='/tmp/staff-sessions.json'
const sessions:any = existsSync(cache)?JSON.parse(readFileSync(cache,'utf8')):{}
const browser=await launchChromium()
const sizes:any={'390':{width:390,height:844},'1024':{width:1024,height:1366},'1440':{width:1440,height:900}}
const [who,...paths]=process.argv.slice(2)
const only = process.env.SIZES?.split(',') ?? Object.keys(sizes)
async function cookies(who:string){
  if(sessions[who]) return sessions[who]
  const m=staff.find((s:any)=>s.email.startsWith(who+'@'))
  const c=await browser.newContext({baseURL:origin,locale:'en-GB'}); const page=await c.newPage()
  await page.goto('/en/admin/sign-in'); await page.getByLabel('Mail address').fill(m.email); await page.getByLabel('Password').fill(m.password)
  await page.getByRole('button',{name:'Sign in'}).click(); await page.getByRole('heading',{level:1,name:'Second step'}).waitFor()
  await page.getByLabel('Code').fill(codeAt(m.totpSecret,new Date())); await page.getByRole('button',{name:'Sign in'}).click()
  await page.waitForURL(/\/(admin\/(?!sign-in)|salon$)/)
  sessions[who]=await c.cookies(); writeFileSync(cache,JSON.stringify(sessions)); await c.close(); return sessions[who]
}
const ck=await cookies(who)
for(const size of only){
  const c=await browser.newContext({viewport:sizes[size],baseURL:origin,locale:'en-GB',timezoneId:'Europe/Paris',reducedMotion:'reduce'})
  await c.addCookies(ck)
  for(const p of paths){
    let [name,path,click]=p.split('=>')
    const page=await c.newPage()
    page.on('console',m=>{if(m.type()==='error')console.log(name,m.text())})
    if(path==='LAST'||path==='FIRST'){ await page.goto('/en/admin/orders?view=all&sort=created'); const l=page.locator('tbody a.row'); path=(await (path==='LAST'?l.last():l.first()).getAttribute('href'))! }
    await page.goto(path,{waitUntil:'load'}); await page.waitForTimeout(name.startsWith('order')?4000:600)
    if(click) await page.locator('summary',{hasText:new RegExp('^'+click+'$')}).first().click()
    const h=await page.evaluate('document.documentElement.scrollHeight'); const w=await page.evaluate('document.documentElement.scrollWidth')
    await page.screenshot({path:`${out}/${name}-${size}.png`,fullPage:true,timeout:60000})
    console.log(name,size,'height',h,'width',w); await page.close()
  }
  await c.close()
}
await browser.close()
