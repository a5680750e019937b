CREATE TABLE "salon_order" (
	"order_id" text PRIMARY KEY NOT NULL,
	"client" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "client_profile" ADD COLUMN "account" text;--> statement-breakpoint
ALTER TABLE "living_design" ADD COLUMN "revision" text;--> statement-breakpoint
ALTER TABLE "salon_order" ADD CONSTRAINT "salon_order_order_id_client_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."client_order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "salon_order" ADD CONSTRAINT "salon_order_client_client_profile_id_fk" FOREIGN KEY ("client") REFERENCES "public"."client_profile"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "salon_order_client" ON "salon_order" USING btree ("client");--> statement-breakpoint
ALTER TABLE "client_profile" ADD CONSTRAINT "client_profile_account_client_account_id_fk" FOREIGN KEY ("account") REFERENCES "public"."client_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "living_design" ADD CONSTRAINT "living_design_revision_design_revision_id_fk" FOREIGN KEY ("revision") REFERENCES "public"."design_revision"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "client_profile_account" ON "client_profile" USING btree ("account");--> statement-breakpoint
CREATE INDEX "client_profile_email" ON "client_profile" USING btree (lower("email")) WHERE "client_profile"."email" <> '';