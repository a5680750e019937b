CREATE TABLE "atelier" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"suspended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "atelier_key" (
	"id" text PRIMARY KEY NOT NULL,
	"atelier" text NOT NULL,
	"public_key" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "atelier_profile" (
	"atelier" text NOT NULL,
	"version" integer NOT NULL,
	"valid_from" date NOT NULL,
	"profile" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "atelier_profile_atelier_version_pk" PRIMARY KEY("atelier","version")
);
--> statement-breakpoint
CREATE TABLE "atelier_token" (
	"id" text PRIMARY KEY NOT NULL,
	"atelier" text NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "design" (
	"id" text PRIMARY KEY NOT NULL,
	"family" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "design_personal" (
	"revision" text PRIMARY KEY NOT NULL,
	"salt" text NOT NULL,
	"personal" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "design_revision" (
	"id" text PRIMARY KEY NOT NULL,
	"design" text NOT NULL,
	"number" integer NOT NULL,
	"parent" text,
	"model" text NOT NULL,
	"record" jsonb NOT NULL,
	"record_hash" text NOT NULL,
	"request_hash" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "link" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"purpose" text NOT NULL,
	"subject" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "mail" (
	"id" text PRIMARY KEY NOT NULL,
	"to_address" text NOT NULL,
	"code" text NOT NULL,
	"locale" text NOT NULL,
	"parameters" jsonb NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"html" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limit" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "seed_marker" (
	"key" text PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "client_contact" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text,
	"email" text,
	"address" jsonb,
	"locale" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"erased_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "ledger_entry" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger_entry_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"order_id" text NOT NULL,
	"payment" text NOT NULL,
	"kind" text NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"reference" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ledger_entry_amount" CHECK ("ledger_entry"."amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "client_order" (
	"id" text PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"revision" text NOT NULL,
	"contact" text NOT NULL,
	"atelier" text NOT NULL,
	"profile_version" integer NOT NULL,
	"verdict" jsonb NOT NULL,
	"operations" jsonb NOT NULL,
	"plan" jsonb NOT NULL,
	"quote" jsonb NOT NULL,
	"destination" jsonb NOT NULL,
	"locale" text NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"request_hash" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"authorised_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "client_order_amount" CHECK ("client_order"."amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "payment" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"session" text,
	"intent" text,
	"checkout_url" text,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"capture_before" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provider_event" (
	"provider" text NOT NULL,
	"id" text NOT NULL,
	"type" text NOT NULL,
	"payload" jsonb NOT NULL,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"handled_at" timestamp (3) with time zone,
	"outcome" text,
	CONSTRAINT "provider_event_provider_id_pk" PRIMARY KEY("provider","id")
);
--> statement-breakpoint
CREATE TABLE "price_book" (
	"id" text PRIMARY KEY NOT NULL,
	"book" jsonb NOT NULL,
	"valid_from" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "blob" (
	"sha256" text PRIMARY KEY NOT NULL,
	"bytes" bigint NOT NULL,
	"media_type" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "booking" (
	"id" text PRIMARY KEY NOT NULL,
	"atelier" text NOT NULL,
	"work_center" text NOT NULL,
	"production_order" text NOT NULL,
	"operation" text NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"to_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "package_file" (
	"production_order" text NOT NULL,
	"name" text NOT NULL,
	"blob" text NOT NULL,
	"media_type" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "package_file_production_order_name_pk" PRIMARY KEY("production_order","name")
);
--> statement-breakpoint
CREATE TABLE "production_event" (
	"production_order" text NOT NULL,
	"sequence" integer NOT NULL,
	"id" text NOT NULL,
	"type" text NOT NULL,
	"event" jsonb NOT NULL,
	"key_id" text NOT NULL,
	"signature" text NOT NULL,
	"hash" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"receipt" text NOT NULL,
	CONSTRAINT "production_event_production_order_sequence_pk" PRIMARY KEY("production_order","sequence"),
	CONSTRAINT "production_event_sequence" CHECK ("production_event"."sequence" >= 0)
);
--> statement-breakpoint
CREATE TABLE "production_order" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"atelier" text NOT NULL,
	"profile_version" integer NOT NULL,
	"revision" text NOT NULL,
	"state" text DEFAULT 'NotAllowedToStart' NOT NULL,
	"phase" text DEFAULT 'releasing' NOT NULL,
	"plan" jsonb NOT NULL,
	"operations" jsonb NOT NULL,
	"stages" jsonb NOT NULL,
	"manifest" text,
	"offered_at" timestamp (3) with time zone,
	"accepted_at" timestamp (3) with time zone,
	"captured_at" timestamp (3) with time zone,
	"withdrawn_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"status" jsonb,
	"next_sequence" integer DEFAULT 0 NOT NULL,
	"head" text DEFAULT '0000000000000000000000000000000000000000000000000000000000000000' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "production_order_offer" CHECK ("production_order"."offered_at" is null or "production_order"."manifest" is not null)
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "staff_session" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"staff" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "atelier_key" ADD CONSTRAINT "atelier_key_atelier_atelier_id_fk" FOREIGN KEY ("atelier") REFERENCES "public"."atelier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "atelier_profile" ADD CONSTRAINT "atelier_profile_atelier_atelier_id_fk" FOREIGN KEY ("atelier") REFERENCES "public"."atelier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "atelier_token" ADD CONSTRAINT "atelier_token_atelier_atelier_id_fk" FOREIGN KEY ("atelier") REFERENCES "public"."atelier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "design_personal" ADD CONSTRAINT "design_personal_revision_design_revision_id_fk" FOREIGN KEY ("revision") REFERENCES "public"."design_revision"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "design_revision" ADD CONSTRAINT "design_revision_design_design_id_fk" FOREIGN KEY ("design") REFERENCES "public"."design"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "design_revision" ADD CONSTRAINT "design_revision_parent_design_revision_id_fk" FOREIGN KEY ("parent") REFERENCES "public"."design_revision"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_order_id_client_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."client_order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_payment_payment_id_fk" FOREIGN KEY ("payment") REFERENCES "public"."payment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_order" ADD CONSTRAINT "client_order_revision_design_revision_id_fk" FOREIGN KEY ("revision") REFERENCES "public"."design_revision"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_order" ADD CONSTRAINT "client_order_contact_client_contact_id_fk" FOREIGN KEY ("contact") REFERENCES "public"."client_contact"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_order" ADD CONSTRAINT "client_order_atelier_atelier_id_fk" FOREIGN KEY ("atelier") REFERENCES "public"."atelier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_order_id_client_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."client_order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_atelier_atelier_id_fk" FOREIGN KEY ("atelier") REFERENCES "public"."atelier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_production_order_production_order_id_fk" FOREIGN KEY ("production_order") REFERENCES "public"."production_order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_file" ADD CONSTRAINT "package_file_production_order_production_order_id_fk" FOREIGN KEY ("production_order") REFERENCES "public"."production_order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_file" ADD CONSTRAINT "package_file_blob_blob_sha256_fk" FOREIGN KEY ("blob") REFERENCES "public"."blob"("sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_event" ADD CONSTRAINT "production_event_production_order_production_order_id_fk" FOREIGN KEY ("production_order") REFERENCES "public"."production_order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_order" ADD CONSTRAINT "production_order_order_id_client_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."client_order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_order" ADD CONSTRAINT "production_order_atelier_atelier_id_fk" FOREIGN KEY ("atelier") REFERENCES "public"."atelier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_order" ADD CONSTRAINT "production_order_revision_design_revision_id_fk" FOREIGN KEY ("revision") REFERENCES "public"."design_revision"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_staff_staff_id_fk" FOREIGN KEY ("staff") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "atelier_key_public_key" ON "atelier_key" USING btree ("public_key");--> statement-breakpoint
CREATE INDEX "atelier_key_atelier" ON "atelier_key" USING btree ("atelier");--> statement-breakpoint
CREATE UNIQUE INDEX "atelier_token_hash" ON "atelier_token" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "atelier_token_atelier" ON "atelier_token" USING btree ("atelier");--> statement-breakpoint
CREATE UNIQUE INDEX "design_revision_number" ON "design_revision" USING btree ("design","number");--> statement-breakpoint
CREATE UNIQUE INDEX "design_revision_request" ON "design_revision" USING btree ("request_hash");--> statement-breakpoint
CREATE INDEX "design_revision_parent" ON "design_revision" USING btree ("parent");--> statement-breakpoint
CREATE UNIQUE INDEX "link_token_hash" ON "link" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "link_subject" ON "link" USING btree ("purpose","subject");--> statement-breakpoint
CREATE INDEX "mail_open" ON "mail" USING btree ("created_at") WHERE "mail"."sent_at" is null;--> statement-breakpoint
CREATE INDEX "mail_list" ON "mail" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "rate_limit_expire" ON "rate_limit" USING btree ("expire");--> statement-breakpoint
CREATE INDEX "client_contact_email" ON "client_contact" USING btree (lower("email") text_pattern_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_entry_once" ON "ledger_entry" USING btree ("payment","kind","reference");--> statement-breakpoint
CREATE INDEX "ledger_entry_order" ON "ledger_entry" USING btree ("order_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "client_order_reference" ON "client_order" USING btree ("reference");--> statement-breakpoint
CREATE UNIQUE INDEX "client_order_request" ON "client_order" USING btree ("request_hash");--> statement-breakpoint
CREATE INDEX "client_order_list" ON "client_order" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "client_order_state" ON "client_order" USING btree ("state","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "client_order_atelier" ON "client_order" USING btree ("atelier","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "client_order_revision" ON "client_order" USING btree ("revision");--> statement-breakpoint
CREATE INDEX "client_order_contact" ON "client_order" USING btree ("contact");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_session" ON "payment" USING btree ("session");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_intent" ON "payment" USING btree ("intent");--> statement-breakpoint
CREATE INDEX "payment_order" ON "payment" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "provider_event_open" ON "provider_event" USING btree ("received_at") WHERE "provider_event"."handled_at" is null;--> statement-breakpoint
CREATE INDEX "booking_open" ON "booking" USING btree ("to_at","atelier");--> statement-breakpoint
CREATE UNIQUE INDEX "booking_operation" ON "booking" USING btree ("production_order","operation");--> statement-breakpoint
CREATE INDEX "package_file_blob" ON "package_file" USING btree ("blob");--> statement-breakpoint
CREATE UNIQUE INDEX "production_event_id" ON "production_event" USING btree ("production_order","id");--> statement-breakpoint
CREATE UNIQUE INDEX "production_order_order" ON "production_order" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "production_order_list" ON "production_order" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "production_order_state" ON "production_order" USING btree ("state","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "production_order_offered" ON "production_order" USING btree ("atelier","offered_at","id");--> statement-breakpoint
CREATE INDEX "audit_subject" ON "audit" USING btree ("subject","id");--> statement-breakpoint
CREATE INDEX "audit_actor" ON "audit" USING btree ("actor","id");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_email" ON "staff" USING btree ("email");--> statement-breakpoint
CREATE INDEX "staff_session_staff" ON "staff_session" USING btree ("staff");