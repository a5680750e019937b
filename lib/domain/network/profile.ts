import * as z from 'zod'

/** Where a number comes from. `assumption` is shown as such to staff. */
const source = z.strictObject({
  kind: z.enum(['source', 'assumption', 'measured']),
  text: z.string().min(1).max(300),
})

const limit = z.strictObject({ value: z.number(), source })

const share = z.number().min(0).max(1)

/** One capability value with its provenance; `r` may be a Beta posterior over finished operations. */
const capabilityValue = z.strictObject({
  value: share,
  source: z.string().min(1).max(300),
  date: z.iso.date(),
  sampleSize: z.int().min(0),
  posterior: z.strictObject({ alpha: z.number().positive(), beta: z.number().positive() }).optional(),
  /** Finished operations that are known by material; of `sampleSize` in all. */
  byMaterial: z.record(z.string(), z.strictObject({ passed: z.int().min(0), failed: z.int().min(0) })).optional(),
})

const capability = z.strictObject({ d: capabilityValue, g: capabilityValue, r: capabilityValue, t: capabilityValue })

export const operationFamilies = [
  'pattern',
  'cast',
  'clean',
  'engrave',
  'chase',
  'polish',
  'patinate',
  'cut',
  'skive',
  'stamp',
  'turn',
  'glue',
  'sew',
  'edge',
  'inspect',
  'hallmark',
  'pack',
] as const

/** A process at a work center: what it can do (limits), how fast (rates), how well (capability). */
const process = z.strictObject({
  /** ISA-95 words: process segment. `resin-print`, `wax-mill`, `lost-wax-cast`, `laser-engrave`, `hand-engrave`, `pantograph-engrave`, … */
  process: z.string().min(1).max(60),
  operation: z.enum(operationFamilies),
  /** Rule code → limit in the rule's unit; overrides the rule table's default. */
  limits: z.record(z.string(), limit),
  tools: z.array(z.strictObject({ name: z.string(), radius: z.number().positive(), angle: z.number().optional() })),
  /** Linear shrinkage from pattern to casting, ratio; metal taken off each surface in finishing, mm; tolerance ±mm. */
  shrinkage: limit.optional(),
  finishingLoss: limit.optional(),
  tolerance: limit.optional(),
  setupMinutes: z.number().min(0),
  /** Minutes per unit of the operation's quantity. */
  rates: z.partialRecord(
    z.enum(['height', 'volume', 'grams', 'area', 'length', 'strokeLength', 'strokeDepth', 'stitches', 'corners', 'pieces']),
    z.number().min(0),
  ),
  /** Elapsed minutes that nobody attends (burn-out, curing, tumbling). */
  unattendedMinutes: z.number().min(0),
  /** Share of elapsed run time that a person attends. */
  attended: share,
  /** The piece is elsewhere in the unattended minutes, e.g. at the assay office: the work center is free for others. */
  away: z.boolean().optional(),
  energyKw: z.number().min(0),
  capability,
})

/** Outline on whole millimetres, the backbone along +y. */
const outline = z
  .array(z.tuple([z.int(), z.int()]))
  .min(3)
  .max(400)

/** One hide, skin or side in stock: what is cut from it is told off against its real outline. */
const hide = z.strictObject({
  id: z.string().min(1).max(60),
  material: z.string(),
  colour: z.string(),
  /** As it lies, mm; `splitTo` is the thinnest that it can be split to here. */
  thickness: z.number().positive(),
  splitTo: z.number().positive(),
  outline,
  defects: z.array(outline),
  /** Worse than 1, the best leather. */
  zones: z.array(z.strictObject({ quality: z.int().min(2).max(4), outline })),
  source,
})

const workCenter = z.strictObject({
  id: z.string(),
  name: z.string(),
  processes: z.array(process).min(1),
  /** Inner working space, mm. */
  envelope: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]),
  climate: z.strictObject({
    temperature: z.tuple([z.number(), z.number()]),
    humidity: z.tuple([z.number(), z.number()]),
    source,
  }),
})

const hours = z.strictObject({ open: z.string().regex(/^\d\d:\d\d$/), close: z.string().regex(/^\d\d:\d\d$/) })

export const atelierProfile = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
  version: z.int().min(1),
  validFrom: z.iso.date(),
  name: z.string(),
  city: z.string(),
  country: z.string().length(2),
  place: z.strictObject({ latitude: z.number(), longitude: z.number() }),
  timeZone: z.string(),
  currency: z.enum(['EUR', 'JPY', 'USD', 'GBP', 'CHF']),
  workCenters: z.array(workCenter).min(1),
  materials: z.array(z.strictObject({ material: z.string(), stockGrams: z.number().min(0), recycledShare: share, source })),
  /** Sheets in stock, by which what is cut is judged and nested. */
  hides: z.array(hide).optional(),
  calendar: z.strictObject({
    /** ISO weekday 1 (Monday) … 7 → opening hours; absent = closed. People's hours; unattended machines run on. */
    week: z.record(z.string().regex(/^[1-7]$/), hours),
    closed: z.array(z.iso.date()),
    /** Working hours already taken, until bookings say more. */
    queueHours: z.number().min(0),
    /** Open hours within which it accepts or declines an order that it is offered; a day of ten when it does not say. */
    answerHours: z.number().positive().max(60).optional(),
  }),
  rates: z.strictObject({
    /** Minor units of the atelier's currency per hour. */
    benchHour: z.int().min(0),
    machineHour: z.int().min(0),
    setupHour: z.int().min(0),
    inspection: z.int().min(0),
    castingShare: z.int().min(0),
    packing: z.int().min(0),
    /** Metal margin over feed, ratio. */
    metalMargin: z.number().min(0),
    /** Surcharge for an operation that needs a person at its side: ratio on its bench price and time. */
    assistedSurcharge: z.number().min(0),
  }),
  shipping: z.strictObject({
    base: z.int().min(0),
    perThousandKm: z.int().min(0),
    daysDomestic: z.number().min(0),
    daysContinent: z.number().min(0),
    daysWorld: z.number().min(0),
    kgCo2ePerThousandKm: z.tuple([z.number(), z.number()]),
    insured: z.boolean(),
  }),
  energy: z.strictObject({ kgCo2ePerKwh: z.tuple([z.number(), z.number()]), source }),
  /** Points below demand that a person at the atelier can still make up, per axis. */
  assistedMargin: z.number().min(0).max(1),
  certificates: z.array(z.string()),
  nextVisit: z.strictObject({ at: z.iso.datetime({ offset: true }), places: z.int().min(0), by: z.enum(['atelier', 'video']) }),
})

export type Hide = z.infer<typeof hide>
export type AtelierProfile = z.infer<typeof atelierProfile>
export type WorkCenter = AtelierProfile['workCenters'][number]
export type Process = WorkCenter['processes'][number]
