DROP INDEX "provider_event_open";--> statement-breakpoint
ALTER TABLE "provider_event" ADD COLUMN "tried_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
CREATE INDEX "provider_event_open" ON "provider_event" USING btree ("tried_at") WHERE "provider_event"."handled_at" is null;