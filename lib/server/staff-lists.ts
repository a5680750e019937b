import { listProductionOrders, type ProductionFilter } from '@/db/queries/build'
import { listOrders, type OrderFilter } from '@/db/queries/order'
import { database } from './database'

const LIMIT = 50

/** Orders for staff, newest first, a page at a time. */
export const orderList = (filter: Omit<OrderFilter, 'limit'>, limit = LIMIT) => listOrders(database(), { ...filter, limit })

/** Production orders for staff, newest first, a page at a time. */
export const productionList = (filter: Omit<ProductionFilter, 'limit'>, limit = LIMIT) =>
  listProductionOrders(database(), { ...filter, limit })
