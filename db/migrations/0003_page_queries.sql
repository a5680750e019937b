DROP INDEX "production_order_offered";--> statement-breakpoint
CREATE INDEX "payment_look" ON "payment" USING btree ("updated_at") WHERE "payment"."state" in ('open', 'authorised', 'failed');--> statement-breakpoint
CREATE INDEX "production_order_phase" ON "production_order" USING btree ("atelier","phase","offered_at","id");