/** The database that every test's own is a copy of. */
export const TEMPLATE = 'lot_one_template'
