CREATE TABLE "climate_reading" (
	"atelier" text NOT NULL,
	"id" text NOT NULL,
	"work_center" text NOT NULL,
	"reading" jsonb NOT NULL,
	"in_window" boolean NOT NULL,
	"key_id" text NOT NULL,
	"signature" text NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "climate_reading_atelier_id_pk" PRIMARY KEY("atelier","id")
);
--> statement-breakpoint
CREATE TABLE "maker_line" (
	"id" text PRIMARY KEY NOT NULL,
	"production_order" text NOT NULL,
	"text" text NOT NULL,
	"name" text,
	"occasion" text,
	"request_hash" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "atelier_key" ADD COLUMN "announcement" jsonb;--> statement-breakpoint
ALTER TABLE "atelier_key" ADD COLUMN "ends_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "atelier_key" ADD COLUMN "revocation" jsonb;--> statement-breakpoint
ALTER TABLE "atelier_token" ADD COLUMN "scopes" text[] DEFAULT '{read,accept,events,files,keys}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "production_order" ADD COLUMN "tip" jsonb;--> statement-breakpoint
ALTER TABLE "production_order" ADD COLUMN "link_number" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "production_order" ADD COLUMN "showable_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "production_order" ADD COLUMN "seeded_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "climate_reading" ADD CONSTRAINT "climate_reading_atelier_atelier_id_fk" FOREIGN KEY ("atelier") REFERENCES "public"."atelier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maker_line" ADD CONSTRAINT "maker_line_production_order_production_order_id_fk" FOREIGN KEY ("production_order") REFERENCES "public"."production_order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "climate_reading_latest" ON "climate_reading" USING btree ("atelier","work_center","received_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "maker_line_order" ON "maker_line" USING btree ("production_order","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "maker_line_request" ON "maker_line" USING btree ("request_hash");--> statement-breakpoint
CREATE INDEX "production_order_showable" ON "production_order" USING btree ("updated_at" DESC NULLS FIRST) WHERE "production_order"."showable_at" is not null;--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "climate_reading" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
