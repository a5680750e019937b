CREATE TABLE "client_consent" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "client_consent_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"client" text NOT NULL,
	"purpose" text NOT NULL,
	"given" boolean NOT NULL,
	"locale" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "client_profile" (
	"id" text PRIMARY KEY NOT NULL,
	"shop" text NOT NULL,
	"name" text NOT NULL,
	"initials" text NOT NULL,
	"email" text DEFAULT '' NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"search_text" text NOT NULL,
	"today" text DEFAULT '' NOT NULL,
	"likes" text DEFAULT '' NOT NULL,
	"notes" text DEFAULT '' NOT NULL,
	"follow_up" text DEFAULT '' NOT NULL,
	"sizes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"occasions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"request_hash" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"visit_began_at" timestamp (3) with time zone NOT NULL,
	"visit_ends_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "living_change" (
	"living" text NOT NULL,
	"version" integer NOT NULL,
	"edit" text NOT NULL,
	"key" text NOT NULL,
	"value" jsonb NOT NULL,
	"before" jsonb NOT NULL,
	"by" text NOT NULL,
	"initials" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "living_change_living_version_pk" PRIMARY KEY("living","version")
);
--> statement-breakpoint
CREATE TABLE "living_design" (
	"id" text PRIMARY KEY NOT NULL,
	"shop" text NOT NULL,
	"client" text,
	"family" text NOT NULL,
	"model" text NOT NULL,
	"choices" jsonb NOT NULL,
	"atelier" text NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"order_id" text,
	"asked_at" timestamp (3) with time zone,
	"request_hash" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "living_presence" (
	"id" text PRIMARY KEY NOT NULL,
	"living" text NOT NULL,
	"by" text NOT NULL,
	"initials" text NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shop" (
	"id" text PRIMARY KEY NOT NULL,
	"city" text NOT NULL,
	"country" text NOT NULL,
	"time_zone" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shop_member" (
	"staff" text PRIMARY KEY NOT NULL,
	"shop" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "client_profile" ADD CONSTRAINT "client_profile_shop_shop_id_fk" FOREIGN KEY ("shop") REFERENCES "public"."shop"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "living_change" ADD CONSTRAINT "living_change_living_living_design_id_fk" FOREIGN KEY ("living") REFERENCES "public"."living_design"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "living_design" ADD CONSTRAINT "living_design_shop_shop_id_fk" FOREIGN KEY ("shop") REFERENCES "public"."shop"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "living_design" ADD CONSTRAINT "living_design_client_client_profile_id_fk" FOREIGN KEY ("client") REFERENCES "public"."client_profile"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "living_design" ADD CONSTRAINT "living_design_order_id_client_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."client_order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "living_design" ADD CONSTRAINT "living_design_created_by_staff_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "living_presence" ADD CONSTRAINT "living_presence_living_living_design_id_fk" FOREIGN KEY ("living") REFERENCES "public"."living_design"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop_member" ADD CONSTRAINT "shop_member_staff_staff_id_fk" FOREIGN KEY ("staff") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop_member" ADD CONSTRAINT "shop_member_shop_shop_id_fk" FOREIGN KEY ("shop") REFERENCES "public"."shop"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "client_consent_client" ON "client_consent" USING btree ("client","id");--> statement-breakpoint
CREATE INDEX "client_profile_list" ON "client_profile" USING btree ("shop","visit_began_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "client_profile_search" ON "client_profile" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "client_profile_night" ON "client_profile" USING btree ("visit_ends_at");--> statement-breakpoint
CREATE UNIQUE INDEX "client_profile_request" ON "client_profile" USING btree ("request_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "living_change_edit" ON "living_change" USING btree ("living","edit");--> statement-breakpoint
CREATE INDEX "living_change_key" ON "living_change" USING btree ("living","key","version" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "living_design_client" ON "living_design" USING btree ("client","updated_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "living_design_order" ON "living_design" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "living_design_end" ON "living_design" USING btree ("ends_at");--> statement-breakpoint
CREATE UNIQUE INDEX "living_design_request" ON "living_design" USING btree ("request_hash");--> statement-breakpoint
CREATE INDEX "living_presence_living" ON "living_presence" USING btree ("living");--> statement-breakpoint
CREATE INDEX "living_presence_seen" ON "living_presence" USING btree ("seen_at");--> statement-breakpoint
CREATE INDEX "shop_member_shop" ON "shop_member" USING btree ("shop");--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "client_consent" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
-- Screens of the salon are woken by an id: of the design that changed, or of the client of whom something changed.
CREATE FUNCTION tell_salon() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('salon', coalesce(to_jsonb(NEW), to_jsonb(OLD)) ->> TG_ARGV[0]);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER tell_salon AFTER UPDATE OR DELETE ON "living_design" FOR EACH ROW EXECUTE FUNCTION tell_salon('id');
--> statement-breakpoint
CREATE TRIGGER tell_salon AFTER INSERT OR DELETE ON "living_presence" FOR EACH ROW EXECUTE FUNCTION tell_salon('living');
--> statement-breakpoint
CREATE TRIGGER tell_salon AFTER UPDATE OR DELETE ON "client_profile" FOR EACH ROW EXECUTE FUNCTION tell_salon('id');
--> statement-breakpoint
CREATE TRIGGER tell_salon AFTER INSERT ON "client_consent" FOR EACH ROW EXECUTE FUNCTION tell_salon('client');
--> statement-breakpoint
-- An order that was placed from a design is seen on its screens: paid, released, and every stage of its making.
CREATE FUNCTION tell_salon_of_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('salon', living_design.id) FROM living_design WHERE living_design.order_id = to_jsonb(NEW) ->> TG_ARGV[0];
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER tell_salon AFTER UPDATE OF "state" ON "client_order" FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION tell_salon_of_order('id');
--> statement-breakpoint
CREATE TRIGGER tell_salon AFTER INSERT OR UPDATE OF "phase" ON "production_order" FOR EACH ROW EXECUTE FUNCTION tell_salon_of_order('order_id');
