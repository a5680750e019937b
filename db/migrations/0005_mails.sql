DROP INDEX "mail_list";--> statement-breakpoint
DROP INDEX "mail_open";--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "order_id" text;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "once" text NOT NULL;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "confidential" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "refused_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "mail" ADD CONSTRAINT "mail_order_id_client_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."client_order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "mail_once" ON "mail" USING btree ("once");--> statement-breakpoint
CREATE INDEX "mail_shown" ON "mail" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE not "mail"."confidential";--> statement-breakpoint
CREATE INDEX "mail_order" ON "mail" USING btree ("order_id","created_at");--> statement-breakpoint
CREATE INDEX "mail_to" ON "mail" USING btree (lower("to_address"));--> statement-breakpoint
CREATE INDEX "mail_age" ON "mail" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "mail_open" ON "mail" USING btree ("created_at") WHERE "mail"."sent_at" is null and "mail"."refused_at" is null;