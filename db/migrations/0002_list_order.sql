DROP INDEX "mail_list";--> statement-breakpoint
DROP INDEX "client_order_list";--> statement-breakpoint
DROP INDEX "client_order_state";--> statement-breakpoint
DROP INDEX "client_order_atelier";--> statement-breakpoint
DROP INDEX "production_order_list";--> statement-breakpoint
DROP INDEX "production_order_state";--> statement-breakpoint
CREATE INDEX "mail_list" ON "mail" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "client_order_list" ON "client_order" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "client_order_state" ON "client_order" USING btree ("state","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "client_order_atelier" ON "client_order" USING btree ("atelier","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "production_order_list" ON "production_order" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "production_order_state" ON "production_order" USING btree ("state","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);