CREATE TABLE "client_account" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text,
	"name" text,
	"locale" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"erased_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "client_piece" (
	"account" text NOT NULL,
	"design" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "client_piece_account_design_pk" PRIMARY KEY("account","design")
);
--> statement-breakpoint
CREATE TABLE "client_session" (
	"id" text PRIMARY KEY NOT NULL,
	"account" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sign_in_request" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"locale" text NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "waiting_design" (
	"email" text NOT NULL,
	"design" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "waiting_design_email_design_pk" PRIMARY KEY("email","design")
);
--> statement-breakpoint
ALTER TABLE "client_contact" ADD COLUMN "account" text;--> statement-breakpoint
ALTER TABLE "client_contact" ADD COLUMN "erasure_asked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "client_piece" ADD CONSTRAINT "client_piece_account_client_account_id_fk" FOREIGN KEY ("account") REFERENCES "public"."client_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_piece" ADD CONSTRAINT "client_piece_design_design_id_fk" FOREIGN KEY ("design") REFERENCES "public"."design"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_session" ADD CONSTRAINT "client_session_account_client_account_id_fk" FOREIGN KEY ("account") REFERENCES "public"."client_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting_design" ADD CONSTRAINT "waiting_design_design_design_id_fk" FOREIGN KEY ("design") REFERENCES "public"."design"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "client_account_email" ON "client_account" USING btree ("email");--> statement-breakpoint
CREATE INDEX "client_account_seen" ON "client_account" USING btree ("seen_at") WHERE "client_account"."erased_at" is null;--> statement-breakpoint
CREATE INDEX "client_piece_list" ON "client_piece" USING btree ("account","created_at" DESC NULLS FIRST,"design" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "client_piece_design" ON "client_piece" USING btree ("design");--> statement-breakpoint
CREATE INDEX "client_session_account" ON "client_session" USING btree ("account");--> statement-breakpoint
CREATE INDEX "client_session_end" ON "client_session" USING btree ("ends_at");--> statement-breakpoint
CREATE UNIQUE INDEX "sign_in_request_token" ON "sign_in_request" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "sign_in_request_email" ON "sign_in_request" USING btree ("email");--> statement-breakpoint
CREATE INDEX "sign_in_request_end" ON "sign_in_request" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "waiting_design_age" ON "waiting_design" USING btree ("created_at");--> statement-breakpoint
ALTER TABLE "client_contact" ADD CONSTRAINT "client_contact_account_client_account_id_fk" FOREIGN KEY ("account") REFERENCES "public"."client_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "client_contact_account" ON "client_contact" USING btree ("account");--> statement-breakpoint
CREATE INDEX "client_contact_erasure" ON "client_contact" USING btree ("erasure_asked_at") WHERE "client_contact"."erasure_asked_at" is not null and "client_contact"."erased_at" is null;