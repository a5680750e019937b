CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE TABLE "order_listing" (
	"order_id" text PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"atelier" text NOT NULL,
	"standing" text NOT NULL,
	"production_order" text,
	"promised" timestamp (3) with time zone NOT NULL,
	"first_promised" timestamp (3) with time zone NOT NULL,
	"delivered_at" timestamp (3) with time zone,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"search" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_invitation" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"atelier" text,
	"invited_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "staff_invitation_lead" CHECK (("staff_invitation"."role" = 'lead') = ("staff_invitation"."atelier" is not null))
);
--> statement-breakpoint
CREATE TABLE "staff_recovery" (
	"staff" text NOT NULL,
	"code_hash" text NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "staff_recovery_staff_code_hash_pk" PRIMARY KEY("staff","code_hash")
);
--> statement-breakpoint
DROP INDEX "audit_subject";--> statement-breakpoint
DROP INDEX "audit_actor";--> statement-breakpoint
DROP INDEX "staff_session_staff";--> statement-breakpoint
ALTER TABLE "production_order" ADD COLUMN "held_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "production_order" ADD COLUMN "hold_reason" text;--> statement-breakpoint
ALTER TABLE "production_order" ADD COLUMN "promised" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "production_order" ADD COLUMN "first_promised" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "production_order" ADD COLUMN "delivered_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "staff" SET "role" = 'desk' WHERE "role" = 'staff';--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "atelier" text;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "totp_secret" text;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "totp_step" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
-- Sessions that were begun without a second factor end here.
DELETE FROM "staff_session";--> statement-breakpoint
ALTER TABLE "staff_session" ADD COLUMN "id" text NOT NULL;--> statement-breakpoint
ALTER TABLE "staff_session" ADD COLUMN "seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "staff_session" ADD COLUMN "device" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "staff_session" ADD COLUMN "verified_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "order_listing" ADD CONSTRAINT "order_listing_order_id_client_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."client_order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_listing" ADD CONSTRAINT "order_listing_atelier_atelier_id_fk" FOREIGN KEY ("atelier") REFERENCES "public"."atelier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_invitation" ADD CONSTRAINT "staff_invitation_atelier_atelier_id_fk" FOREIGN KEY ("atelier") REFERENCES "public"."atelier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_invitation" ADD CONSTRAINT "staff_invitation_invited_by_staff_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_recovery" ADD CONSTRAINT "staff_recovery_staff_staff_id_fk" FOREIGN KEY ("staff") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "order_listing_created" ON "order_listing" USING btree ("created_at" DESC NULLS FIRST,"order_id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "order_listing_changed" ON "order_listing" USING btree ("changed_at" DESC NULLS FIRST,"order_id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "order_listing_promised" ON "order_listing" USING btree ("promised","order_id");--> statement-breakpoint
CREATE INDEX "order_listing_amount" ON "order_listing" USING btree ("amount" DESC NULLS FIRST,"order_id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "order_listing_atelier_created" ON "order_listing" USING btree ("atelier","created_at" DESC NULLS FIRST,"order_id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "order_listing_atelier_changed" ON "order_listing" USING btree ("atelier","changed_at" DESC NULLS FIRST,"order_id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "order_listing_atelier_promised" ON "order_listing" USING btree ("atelier","promised","order_id");--> statement-breakpoint
CREATE INDEX "order_listing_standing_created" ON "order_listing" USING btree ("standing","created_at" DESC NULLS FIRST,"order_id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "order_listing_standing_changed" ON "order_listing" USING btree ("standing","changed_at" DESC NULLS FIRST,"order_id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "order_listing_standing_promised" ON "order_listing" USING btree ("standing","promised","order_id");--> statement-breakpoint
CREATE INDEX "order_listing_due" ON "order_listing" USING btree ("promised","order_id") WHERE "order_listing"."standing" not in ('open', 'cancelled', 'declined', 'withdrawn', 'delivered');--> statement-breakpoint
CREATE INDEX "order_listing_search" ON "order_listing" USING gin ("search" gin_trgm_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "staff_invitation_token" ON "staff_invitation" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "staff_invitation_open" ON "staff_invitation" USING btree ("created_at" DESC NULLS FIRST) WHERE "staff_invitation"."accepted_at" is null and "staff_invitation"."revoked_at" is null;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_atelier_atelier_id_fk" FOREIGN KEY ("atelier") REFERENCES "public"."atelier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "production_order_changed" ON "production_order" USING btree ("updated_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "production_order_promised" ON "production_order" USING btree ("promised","id");--> statement-breakpoint
CREATE INDEX "production_order_phase_list" ON "production_order" USING btree ("phase","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "production_order_atelier_list" ON "production_order" USING btree ("atelier","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "production_order_atelier_changed" ON "production_order" USING btree ("atelier","updated_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "production_order_atelier_promised" ON "production_order" USING btree ("atelier","promised","id");--> statement-breakpoint
CREATE INDEX "audit_action" ON "audit" USING btree ("action","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE UNIQUE INDEX "staff_session_id" ON "staff_session" USING btree ("id");--> statement-breakpoint
CREATE INDEX "audit_subject" ON "audit" USING btree ("subject","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "audit_actor" ON "audit" USING btree ("actor","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "staff_session_staff" ON "staff_session" USING btree ("staff","created_at" DESC NULLS FIRST);--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_role" CHECK ("staff"."role" in ('owner', 'desk', 'quality', 'lead', 'advisor'));--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_lead" CHECK (("staff"."role" = 'lead') = ("staff"."atelier" is not null));
--> statement-breakpoint
-- What lists sort production orders by is read out of their status where it changes.
CREATE FUNCTION date_production_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.first_promised := COALESCE(NEW.first_promised, (NEW.plan ->> 'delivered')::timestamptz);
  NEW.promised := COALESCE((NEW.status -> 'promise' ->> 'delivered')::timestamptz, NEW.first_promised);
  NEW.delivered_at := (NEW.status ->> 'deliveredAt')::timestamptz;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER date_production_order BEFORE INSERT OR UPDATE ON "production_order" FOR EACH ROW EXECUTE FUNCTION date_production_order();
--> statement-breakpoint
-- The row of staff's list, made again from what it is gathered from.
CREATE FUNCTION list_order(wanted text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO order_listing AS known (order_id, reference, atelier, standing, production_order, promised, first_promised, delivered_at, amount, currency, created_at, changed_at, search)
  SELECT o.id, o.reference, o.atelier,
    CASE
      WHEN o.state IN ('open', 'cancelled') THEN o.state
      WHEN p.held_at IS NOT NULL AND p.ended_at IS NULL THEN 'held'
      ELSE COALESCE(p.phase, o.state)
    END,
    p.id,
    COALESCE(p.promised, (o.plan ->> 'delivered')::timestamptz),
    COALESCE(p.first_promised, (o.plan ->> 'delivered')::timestamptz),
    p.delivered_at, o.amount, o.currency, o.created_at,
    GREATEST(o.created_at, o.authorised_at, o.closed_at, p.updated_at, (SELECT max(l.created_at) FROM ledger_entry l WHERE l.order_id = o.id)),
    lower(concat_ws(' ', o.reference, o.id, p.id, c.name, c.email))
  FROM client_order o
  JOIN client_contact c ON c.id = o.contact
  LEFT JOIN LATERAL (SELECT * FROM production_order q WHERE q.order_id = o.id ORDER BY q.created_at DESC, q.id DESC LIMIT 1) p ON true
  WHERE o.id = wanted
  ON CONFLICT (order_id) DO UPDATE SET
    (reference, atelier, standing, production_order, promised, first_promised, delivered_at, amount, currency, created_at, changed_at, search) =
    (EXCLUDED.reference, EXCLUDED.atelier, EXCLUDED.standing, EXCLUDED.production_order, EXCLUDED.promised, EXCLUDED.first_promised, EXCLUDED.delivered_at, EXCLUDED.amount, EXCLUDED.currency, EXCLUDED.created_at, EXCLUDED.changed_at, EXCLUDED.search);
  SELECT pg_notify('orders', wanted);
$$;
--> statement-breakpoint
CREATE FUNCTION list_changed_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'client_order' THEN PERFORM list_order(NEW.id);
  ELSE PERFORM list_order(NEW.order_id);
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION list_orders_of_contact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM list_order(o.id) FROM client_order o WHERE o.contact = NEW.id;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER list_order AFTER INSERT OR UPDATE ON "client_order" FOR EACH ROW EXECUTE FUNCTION list_changed_order();
--> statement-breakpoint
CREATE TRIGGER list_order AFTER INSERT OR UPDATE ON "production_order" FOR EACH ROW EXECUTE FUNCTION list_changed_order();
--> statement-breakpoint
CREATE TRIGGER list_order AFTER INSERT ON "ledger_entry" FOR EACH ROW EXECUTE FUNCTION list_changed_order();
--> statement-breakpoint
CREATE TRIGGER list_orders AFTER UPDATE ON "client_contact" FOR EACH ROW EXECUTE FUNCTION list_orders_of_contact();
--> statement-breakpoint
SELECT list_order(id) FROM client_order;
