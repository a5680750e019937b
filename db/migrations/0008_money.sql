CREATE TABLE "refund" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"payment" text NOT NULL,
	"state" text DEFAULT 'asked' NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"reason" text NOT NULL,
	"actor" text NOT NULL,
	"reference" text,
	"fault" text,
	"request_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "refund_amount" CHECK ("refund"."amount" > 0)
);
--> statement-breakpoint
ALTER TABLE "booking" DROP CONSTRAINT "booking_production_order_production_order_id_fk";
--> statement-breakpoint
DROP INDEX "booking_operation";--> statement-breakpoint
ALTER TABLE "client_order" ADD COLUMN "terms" jsonb;--> statement-breakpoint
ALTER TABLE "client_order" ADD COLUMN "instead_of" text;--> statement-breakpoint
ALTER TABLE "client_order" ADD COLUMN "expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "client_order" ADD COLUMN "ending" text;--> statement-breakpoint
ALTER TABLE "client_order" ADD COLUMN "ending_reason" text;--> statement-breakpoint
ALTER TABLE "payment" ADD COLUMN "expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "booking" ADD COLUMN "order_id" text;--> statement-breakpoint
UPDATE "booking" SET "order_id" = (SELECT "order_id" FROM "production_order" WHERE "id" = "booking"."production_order");--> statement-breakpoint
ALTER TABLE "booking" ALTER COLUMN "order_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "production_order" ADD COLUMN "answer_by" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "refund" ADD CONSTRAINT "refund_order_id_client_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."client_order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund" ADD CONSTRAINT "refund_payment_payment_id_fk" FOREIGN KEY ("payment") REFERENCES "public"."payment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "refund_request" ON "refund" USING btree ("request_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "refund_reference" ON "refund" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "refund_payment" ON "refund" USING btree ("payment");--> statement-breakpoint
CREATE INDEX "refund_order" ON "refund" USING btree ("order_id","created_at");--> statement-breakpoint
CREATE INDEX "refund_open" ON "refund" USING btree ("created_at") WHERE "refund"."state" = 'asked';--> statement-breakpoint
ALTER TABLE "client_order" ADD CONSTRAINT "client_order_instead_of_client_order_id_fk" FOREIGN KEY ("instead_of") REFERENCES "public"."client_order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_order_id_client_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."client_order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "client_order_instead_of" ON "client_order" USING btree ("instead_of");--> statement-breakpoint
CREATE INDEX "booking_order" ON "booking" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "production_order_unanswered" ON "production_order" USING btree ("answer_by") WHERE "production_order"."phase" in ('releasing', 'offered');--> statement-breakpoint
ALTER TABLE "booking" DROP COLUMN "production_order";--> statement-breakpoint
-- Bookings of before were whole steps with the nights in them; of two that overlap the later one was never exact.
DELETE FROM "booking" a USING "booking" b WHERE a."id" > b."id" AND a."atelier" = b."atelier" AND a."work_center" = b."work_center" AND tstzrange(a."from_at", a."to_at") && tstzrange(b."from_at", b."to_at");--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS btree_gist;--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_one_at_a_time" EXCLUDE USING gist ("atelier" WITH =, "work_center" WITH =, tstzrange("from_at", "to_at") WITH &&);
